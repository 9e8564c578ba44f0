// Timing a peer: a module of `peers/` whose `load()` gives
//   version               text
//   trainer(workload)     { step(), loss() }: step trains on some batches in turn and returns the number of
//                         samples; loss is the mean over the first batch
//   estimator(workload)   optional: a function that makes one estimate or experiment, or undefined
import { CURVES, EXPERIMENTS, INFORMATION, TRAINING, check, training } from './workloads.js';

/** Seconds of work before the clock counts: the engine needs that long to optimize a large module. */
const WARM_UP = 1.5;

/** The workloads that are no training. */
const COMPUTATIONS = [INFORMATION, CURVES, EXPERIMENTS].flatMap(Object.keys);

/** What is asked of an estimator; `peak` is no workload, but measures the machine. */
const ESTIMATES = [...COMPUTATIONS, 'peak'];

const load = async (name) => (await import(`./peers/${name}.js`)).load();

/** What `window.bench` says of a peer. */
export async function describe(name) {
  const { version, estimator } = await load(name);
  const estimates = COMPUTATIONS.filter((id) => estimator?.(id));
  return { name, version, workloads: [...Object.keys(TRAINING), ...estimates] };
}

/** Runs a workload, by name or description, for so many seconds. */
export async function run(name, workload, seconds) {
  check('seconds', Number.isFinite(seconds) && seconds > 0, seconds);
  const { trainer, estimator } = await load(name);
  const estimate = ESTIMATES.includes(workload) && estimator?.(workload);
  if (estimate) return timeEstimates(estimate, seconds, { warmUp: !Object.hasOwn(EXPERIMENTS, workload) });
  const task = training(workload);
  return timeTraining(trainer(task), task, seconds);
}

/** Samples that a peer which is not loaded yet trains until a time, in milliseconds since 1970. */
export async function trainUntil(name, workload, end) {
  const trainer = (await load(name)).trainer(training(workload));
  let samples = 0;
  while (performance.timeOrigin + performance.now() < end) samples += trainer.step();
  return samples;
}

/** The rate, and the losses before any training, after the epochs at which peers are compared, and at the end. */
function timeTraining(trainer, { n, batch, compared = 0 }, seconds) {
  const loss_first = trainer.loss();
  for (let samples = 0; samples + batch <= n * compared; ) samples += trainer.step();
  const loss_compared = trainer.loss();
  repeat(trainer.step, WARM_UP);
  const { sum, elapsed } = repeat(trainer.step, seconds);
  return { samples_per_s: sum / elapsed, loss_first, loss_compared, loss_last: trainer.loss() };
}

/** Without a warm-up the first estimate counts: a reader waits for an experiment once. */
function timeEstimates(estimate, seconds, { warmUp }) {
  let value = warmUp && estimate();
  const count = () => {
    value = estimate();
    return 1;
  };
  const { sum, elapsed } = repeat(count, seconds);
  return { seconds_per_eval: elapsed / sum, evals_per_s: sum / elapsed, value };
}

/** Calls `work` until the time is over, at least once, and adds up what it returns. */
function repeat(work, seconds) {
  const start = performance.now();
  let [sum, elapsed] = [0, 0];
  do {
    sum += work();
    elapsed = (performance.now() - start) / 1000;
  } while (elapsed < seconds);
  return { sum, elapsed };
}
