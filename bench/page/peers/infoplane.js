// Our own learner and estimators, compiled with the settings of the site.
import init, {
  Samples,
  Training,
  binned_information,
  bottleneck_curve,
  kde_information,
  peak,
  saxe_2018,
  version,
} from './infoplane/infoplane_bench.js';
import { EXPERIMENTS, INFORMATION, binningSamples, kdeSamples, trainingSamples } from '../workloads.js';

export async function load() {
  await init();
  return { version: version(), trainer, estimator };
}

function trainer(workload) {
  const { x, y } = trainingSamples(workload);
  const samples = new Samples(workload.dims[0], x, y);
  const { dims, act, opt, lr, batch, n } = workload;
  const learner = new Training(Uint32Array.from(dims), act, opt, lr, Math.min(batch, n));
  return { step: () => learner.slice(samples), loss: () => learner.loss(samples) };
}

const estimator = (id) => ESTIMATORS[id]?.(INFORMATION[id] ?? EXPERIMENTS[id]);

const ESTIMATORS = {
  W5(workload) {
    const { t, y } = kdeSamples(workload);
    return () => {
      const [ixt, ity] = kde_information(t, y, workload.noise);
      return { ixt, ity };
    };
  },
  W6(workload) {
    const { layers, y } = binningSamples(workload);
    return () => layers.map((t) => Array.from(binned_information(t, y, workload.bins)));
  },
  // The core knows the joint and the trade-offs.
  IB: () => () => Array.from(bottleneck_curve()),
  saxe: (workload) => () => Array.from(saxe_2018(workload.epochs)),
  // Not an estimate: the most that this engine computes on this machine, in GFLOP/s, as the best of all calls.
  peak() {
    const n_rounds = 1e7;
    let best = 0;
    return () => {
      const start = performance.now();
      const flop = peak(n_rounds);
      best = Math.max(best, flop / (performance.now() - start) / 1e6);
      return best;
    };
  },
};
