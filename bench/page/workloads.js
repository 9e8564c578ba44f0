// What every peer runs: the same shapes, the same samples.

/** Networks to train: layer widths, activation, optimizer, learning rate, samples per update, samples, classes, and the
 * epochs after which the losses of all peers are compared. */
export const TRAINING = {
  W1: { dims: [2, 4, 2, 2], act: 'tanh', opt: 'sgd', lr: 0.03, batch: 10, n: 500, classes: 2, compared: 20 },
  W2: { dims: [12, 10, 7, 5, 4, 3, 2], act: 'tanh', opt: 'adam', lr: 4e-4, batch: 256, n: 3277, classes: 2, bits: true, compared: 30 },
  W3: { dims: [64, 64, 32, 10], act: 'relu', opt: 'adam', lr: 1e-3, batch: 32, n: 1437, classes: 10, compared: 10 },
  W4: { dims: [784, 256, 128, 10], act: 'relu', opt: 'adam', lr: 1e-3, batch: 128, n: 10000, classes: 10, compared: 1 },
};

/** Layers whose information is to be estimated: by kernel density (W5), by binning (W6). */
export const INFORMATION = {
  W5: { n: 4096, widths: [10], classes: 2, noise: 0.1 },
  W6: { n: 4096, widths: [10, 7, 5, 4, 3], classes: 2, bins: 30 },
};

/** Whole experiments, run once each: that of Saxe et al. (2018), 212 of whose epochs are recorded and estimated. */
export const EXPERIMENTS = {
  saxe: {
    dims: [12, 10, 7, 5, 4, 3, 2],
    act: 'tanh',
    opt: 'adam',
    lr: 4e-4,
    batch: 256,
    n: 4096,
    trained: 3277,
    epochs: 10_000,
  },
};

/** Curves of the information bottleneck: outcomes of X and of Y, trade-offs, and the seconds that it may take at most. */
export const CURVES = { IB: { n_x: 32, n_y: 16, betas: 200, goal: 1 } };

/** Most numbers in a layer of all samples, and most weights: 128 MB, of which a peer needs several times as much. */
const MOST_NUMBERS = 2 ** 25;

/** Floating-point operations per sample: forward and for the gradient in every layer, backward in all but the first. */
export function flopPerSample(dims) {
  return 6 * countWeights(dims) - 2 * dims[0] * dims[1];
}

function countWeights(dims) {
  return dims.slice(1).reduce((sum, width, layer) => sum + width * dims[layer], 0);
}

/** The training workload of that name, or the one described, if it can be run. */
export function training(workload) {
  if (typeof workload === 'string') {
    check('workload', Object.hasOwn(TRAINING, workload), workload);
    return TRAINING[workload];
  }
  check('workload', Object(workload) === workload, workload);
  const { dims, act, opt, lr, batch, n, classes } = workload;
  check('dims', Array.isArray(dims) && dims.length >= 2 && dims.every(isCount), dims);
  check('dims', countWeights(dims) <= MOST_NUMBERS, dims);
  check('act', typeof act === 'string', act);
  check('opt', typeof opt === 'string', opt);
  check('lr', Number.isFinite(lr) && lr > 0, lr);
  check('batch', isCount(batch), batch);
  check('n', isCount(n) && n * Math.max(...dims) <= MOST_NUMBERS, n);
  check('classes', classes >= 2 && classes === dims.at(-1), classes);
  return workload;
}

/** Throws what is wrong, with the value, unless it is right. */
export function check(name, isRight, value) {
  if (!isRight) throw new RangeError(`invalid ${name}: ${typeof value === 'object' ? JSON.stringify(value) : value}`);
}

function isCount(value) {
  return Number.isInteger(value) && value > 0;
}

/** Uniform on [0, 1): number `k` of the stream `seed` (mulberry32 as a function of a counter). */
export function uniform(seed, k) {
  let t = (seed + Math.imul(k + 1, 0x6d2b79f5)) | 0;
  t = Math.imul(t ^ (t >>> 15), t | 1);
  t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
  return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
}

/** The first `length` numbers of a stream, on [-1, 1). */
function symmetric(seed, length, index = (k) => k) {
  return Float32Array.from({ length }, (_, k) => 2 * uniform(seed, index(k)) - 1);
}

/** Uniform inputs on [-1, 1), or bits; labels by the largest of one random linear function per class. */
export function trainingSamples({ dims: [d], n, classes, bits }) {
  const x = bits ? Float32Array.from({ length: n * d }, (_, k) => (uniform(1, k) < 0.5 ? 0 : 1)) : symmetric(1, n * d);
  const rule = symmetric(7, d * classes);
  const y = Uint32Array.from({ length: n }, (_, sample) => {
    let label = 0;
    let largest = -Infinity;
    for (let c = 0; c < classes; c++) {
      let score = 0;
      for (let j = 0; j < d; j++) {
        const value = x[sample * d + j];
        score += (bits ? 2 * value - 1 : value) * rule[j * classes + c];
      }
      if (score > largest) [largest, label] = [score, c];
    }
    return label;
  });
  return { x, y };
}

/** W5: uniform activations, the label is the sign of the first unit. */
export function kdeSamples({ n, widths: [d] }) {
  const t = symmetric(11, n * d);
  return { t, y: Uint8Array.from({ length: n }, (_, sample) => (t[sample * d] > 0 ? 1 : 0)) };
}

/** W6: activations of several layers with every pattern four times, so that bins are shared; random labels. */
export function binningSamples({ n, widths }) {
  const patterns = 1024;
  const layers = widths.map((d, layer) => symmetric(20 + layer, n * d, (k) => k % (patterns * d)));
  return { layers, y: Uint8Array.from({ length: n }, (_, sample) => (uniform(19, sample % patterns) < 0.5 ? 0 : 1)) };
}
