// TensorFlow.js on its wasm backend: `minimize` on core operations, the quickest of its ways to train.
import './tfjs/tf.min.js';
import './tfjs/tf-backend-wasm.min.js';
import { INFORMATION, kdeSamples, trainingSamples } from '../workloads.js';

const { tf } = globalThis;

export async function load() {
  tf.wasm.setWasmPaths(new URL('./tfjs/', import.meta.url).href);
  if (!(await tf.setBackend('wasm'))) throw new Error('the wasm backend of TensorFlow.js does not start');
  await tf.ready();
  return { version: tf.version.tfjs, trainer, estimator };
}

function trainer(workload) {
  const { opt, lr } = workload;
  const batches = makeBatches(workload);
  const forward = makeNetwork(workload);
  const optimizer = opt === 'adam' ? tf.train.adam(lr) : tf.train.sgd(lr);
  const lossOf = ({ x, y }) => tf.losses.softmaxCrossEntropy(y, forward(x));
  let updates = 0;
  function step() {
    const batch = batches[updates++ % batches.length];
    optimizer.minimize(() => lossOf(batch));
    return batch.size;
  }
  return { step, loss: () => tf.tidy(() => lossOf(batches[0]).dataSync()[0]) };
}

function makeBatches(workload) {
  const { dims, n, batch, classes } = workload;
  const { x, y } = trainingSamples(workload);
  const inputs = tf.tensor2d(x, [n, dims[0]]);
  const targets = tf.tidy(() => tf.oneHot(tf.tensor1d(Int32Array.from(y), 'int32'), classes).toFloat());
  return Array.from({ length: Math.ceil(n / batch) }, (_, index) => {
    const start = index * batch;
    const size = Math.min(batch, n - start);
    return { x: inputs.slice([start, 0], [size, dims[0]]), y: targets.slice([start, 0], [size, classes]), size };
  });
}

function makeNetwork({ dims, act }) {
  const layers = dims.slice(1).map((nOut, layer) => {
    const nIn = dims[layer];
    const weights = tf.randomNormal([nIn, nOut], 0, Math.sqrt(2 / (nIn + nOut)));
    return { weights: tf.variable(weights), biases: tf.variable(tf.zeros([nOut])) };
  });
  return (x) =>
    layers.reduce((input, { weights, biases }, index) => {
      const sums = input.matMul(weights).add(biases);
      return index + 1 < layers.length ? tf[act](sums) : sums;
    }, x);
}

/** W5 only. */
function estimator(id) {
  if (id !== 'W5') return undefined;
  const { n, widths, classes, noise } = INFORMATION[id];
  const samples = kdeSamples(INFORMATION[id]);
  const t = tf.tensor2d(samples.t, [n, widths[0]]);
  const y = tf.tidy(() => tf.oneHot(tf.tensor1d(Int32Array.from(samples.y), 'int32'), classes).toFloat());
  const bits = () => {
    const squares = t.square().sum(1, true);
    const distances = squares.add(squares.transpose()).sub(tf.matMul(t, t, false, true).mul(2)).relu();
    const sums = tf.matMul(distances.mul(-1 / (2 * noise)).exp(), y);
    const ixt = sums.sum(1).div(n).log().mean().neg();
    const hGivenY = sums.mul(y).sum(1).div(y.mul(y.sum(0)).sum(1)).log().mean().neg();
    return tf.stack([ixt, ixt.sub(hGivenY)]).div(Math.LN2);
  };
  return () => {
    const [ixt, ity] = tf.tidy(() => bits().dataSync());
    return { ixt, ity };
  };
}
