import { trainingSamples } from '../workloads.js';

/** The trainer of a peer that is written in Rust (`bench/rust`). It leaves out the last, smaller batch. */
export const rustTrainer = (Trainer) => (workload) => {
  const { dims, act, opt, lr, batch } = workload;
  const { x, y } = trainingSamples(workload);
  const trainer = new Trainer(Uint32Array.from(dims), act === 'tanh', opt === 'adam', lr);
  trainer.load(batch, x, y);
  return { step: () => trainer.step(), loss: () => trainer.loss() };
};
