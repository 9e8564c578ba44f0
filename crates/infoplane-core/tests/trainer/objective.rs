//! A step is forward, backward, update, and what the objective says between them: against the plain sequence.

use super::{N, inputs, network, sample, step, trainer};
use infoplane_core::learner::loss::Loss;
use infoplane_core::learner::optimizer::averaging::{Averaging, WeightAverage};
use infoplane_core::learner::optimizer::clipping::{Clipping, Limit, clip_to_norm, clip_values};
use infoplane_core::learner::optimizer::schedule::Schedule;
use infoplane_core::learner::optimizer::{Convention, Optimizer, OptimizerSpec};
use infoplane_core::learner::passes::Batch;
use infoplane_core::learner::regularization::Regularization;
use infoplane_core::learner::trainer::Objective;

const N_STEPS: u32 = 5;

/// One objective for every part that a step may leave out.
fn objectives() -> Vec<Objective> {
    let limit = |limit| Limit::new(limit).expect("in range");
    let mut objectives =
        vec![Objective { regularization: Regularization { l1: 0.01, l2: 0.05 }, ..Objective::default() }];
    for clipping in [Clipping::Norm(limit(0.01)), Clipping::Values(limit(0.01))] {
        objectives.push(Objective { clipping, ..Objective::default() });
    }
    for schedule in [
        Schedule::step(2, 0.5),
        Schedule::exponential(2, 0.5),
        Schedule::cosine(4, 0.1),
        Ok(Schedule::CONSTANT.after_warm_up(3)),
    ] {
        objectives.push(Objective { schedule: schedule.expect("in range"), ..Objective::default() });
    }
    for averaging in [Averaging::Mean, Averaging::Exponential { momentum: 0.75 }] {
        objectives.push(Objective { averaging: Some(averaging), ..Objective::default() });
    }
    objectives
}

/// The weights that are evaluated after some steps, and the loss before each.
fn by_trainer(optimizer: &OptimizerSpec, objective: &Objective) -> (Vec<f32>, Vec<f64>) {
    let (inputs, mut trainer) = (inputs(), trainer(vec![], optimizer, objective));
    let losses = (0..N_STEPS).map(|_| step(&mut trainer, &inputs).expect("finite")).collect();
    (trainer.evaluated().0.parameters().to_vec(), losses)
}

/// The same as a sequence of calls.
fn plainly(spec: &OptimizerSpec, objective: &Objective) -> (Vec<f32>, Vec<f64>) {
    let (inputs, mut network) = (inputs(), network(vec![]));
    let mut optimizer = Optimizer::new(spec, network.parameters().len()).expect("a valid spec");
    let loss = Loss::new(&objective.loss, 3).expect("a valid loss");
    let mut average = objective
        .averaging
        .map(|averaging| WeightAverage::new(averaging, network.parameters()).expect("in range"));
    let (mut batch, mut losses) = (Batch::new(&network, N), Vec::new());
    for t in 0..N_STEPS {
        let mut gradient = vec![0.0; network.parameters().len()];
        batch.load((0..N).map(|s| sample(&inputs, s)));
        batch.forward(&network, None);
        batch.backward(&network, &loss, N, &mut gradient);
        losses.push(batch.objective(&loss, N));
        objective.regularization.add_gradient(network.layers(), network.parameters(), &mut gradient);
        match objective.clipping {
            Clipping::None => {}
            Clipping::Norm(limit) => _ = clip_to_norm(&mut gradient, limit),
            Clipping::Values(limit) => clip_values(&mut gradient, limit),
        }
        optimizer.update_at(objective.schedule.factor(t), network.parameters_mut(), &gradient);
        average.iter_mut().for_each(|average| average.add(network.parameters()));
    }
    (average.map_or(network.parameters().to_vec(), |average| average.weights().to_vec()), losses)
}

#[test]
fn a_step_is_forward_backward_update_with_each_part_of_the_objective() {
    // Adam divides the size of a gradient out, so clipping to a norm shows under momentum alone.
    for optimizer in [OptimizerSpec::adam(Convention::PyTorch), OptimizerSpec::momentum(Convention::Keras)] {
        let nothing = Objective::default();
        assert_eq!(by_trainer(&optimizer, &nothing), plainly(&optimizer, &nothing));
        for objective in objectives() {
            let found = by_trainer(&optimizer, &objective);
            assert_eq!(found, plainly(&optimizer, &objective), "{objective:?}");
            assert_ne!(found.0, by_trainer(&optimizer, &nothing).0, "{objective:?} does nothing");
        }
    }
}
