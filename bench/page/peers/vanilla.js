// What a careful author writes by hand: loops over Float32Array, no dependency.
import { INFORMATION, binningSamples, kdeSamples, trainingSamples } from '../workloads.js';
import { binnedInformation, kdeInformation } from './vanilla-estimates.js';

/** Samples trained between two looks at the clock, which costs as much as a few of the smallest network. */
const STEP = 128;

export async function load() {
  return { version: 'hand-written', trainer, estimator };
}

const estimator = (id) => ESTIMATORS[id]?.(INFORMATION[id]);

const ESTIMATORS = {
  W5(workload) {
    const { t, y } = kdeSamples(workload);
    return () => kdeInformation(t, y, workload);
  },
  W6(workload) {
    const { layers, y } = binningSamples(workload);
    return () => layers.map((t) => binnedInformation(t, y, workload));
  },
};

function trainer(workload) {
  const { x, y } = trainingSamples(workload);
  const { batch, n } = workload;
  const network = new Network(workload);
  let position = 0;
  function update() {
    const size = Math.min(batch, n - position);
    network.update(x, y, position, size);
    position = (position + size) % n;
    return size;
  }
  function step() {
    let samples = 0;
    while (samples < STEP) samples += update();
    return samples;
  }
  return { step, loss: () => network.loss(x, y, 0, Math.min(batch, n)) };
}

class Network {
  constructor({ dims, batch, act, opt, lr }) {
    Object.assign(this, { dims, isTanh: act === 'tanh', isAdam: opt === 'adam', lr, updates: 0 });
    this.layers = dims.slice(1).map((nOut, layer) => newLayer(dims[layer], nOut, batch));
  }

  /** Values of every layer for `size` samples from `start` on; the last become probabilities. The mean loss. */
  loss(x, y, start, size) {
    let [input, offset] = [x, start * this.dims[0]];
    for (const layer of this.layers) {
      affine(layer, input, offset, size);
      if (layer !== this.layers.at(-1)) this.activate(layer, size);
      [input, offset] = [layer.a, 0];
    }
    return softmax(this.layers.at(-1), y, start, size);
  }

  activate({ nOut, a }, size) {
    const end = size * nOut;
    if (this.isTanh) for (let k = 0; k < end; k++) a[k] = Math.tanh(a[k]);
    else for (let k = 0; k < end; k++) if (a[k] < 0) a[k] = 0;
  }

  update(x, y, start, size) {
    this.loss(x, y, start, size);
    this.updates += 1;
    for (let l = this.layers.length - 1; l >= 0; l--) {
      const [layer, below] = [this.layers[l], this.layers[l - 1]];
      const [input, offset] = below ? [below.a, 0] : [x, start * this.dims[0]];
      accumulate(layer, input, offset, size);
      if (below) this.propagate(layer, below, size);
    }
    for (const { w, b } of this.layers) {
      this.descend(w);
      this.descend(b);
    }
  }

  /** The gradient with respect to the sums of the layer below. */
  propagate({ nIn, nOut, w: { p }, d }, below, size) {
    const { isTanh } = this;
    for (let s = 0; s < size; s++) {
      for (let j = 0; j < nIn; j++) {
        let sum = 0;
        for (let k = 0; k < nOut; k++) sum += p[j * nOut + k] * d[s * nOut + k];
        const a = below.a[s * nIn + j];
        below.d[s * nIn + j] = isTanh ? sum * (1 - a * a) : a > 0 ? sum : 0;
      }
    }
  }

  descend({ p, g, m, v }) {
    const { lr, updates } = this;
    if (!this.isAdam) {
      for (let k = 0; k < p.length; k++) p[k] -= lr * g[k];
      return;
    }
    const rate = (lr * Math.sqrt(1 - 0.999 ** updates)) / (1 - 0.9 ** updates);
    for (let k = 0; k < p.length; k++) {
      const mk = (m[k] = 0.9 * m[k] + 0.1 * g[k]);
      const vk = (v[k] = 0.999 * v[k] + 0.001 * g[k] * g[k]);
      p[k] -= (rate * mk) / (Math.sqrt(vk) + 1e-7);
    }
  }
}

/** Weights input by input, so that inner loops run along contiguous outputs. */
function newLayer(nIn, nOut, batch) {
  const w = newParameters(nIn * nOut);
  const bound = Math.sqrt(6 / (nIn + nOut));
  for (let k = 0; k < w.p.length; k++) w.p[k] = bound * (2 * Math.random() - 1);
  const [a, d] = [new Float32Array(batch * nOut), new Float32Array(batch * nOut)];
  return { nIn, nOut, w, b: newParameters(nOut), a, d };
}

/** Parameters, their gradient, and Adam's two means. */
function newParameters(length) {
  const [p, g, m, v] = Array.from({ length: 4 }, () => new Float32Array(length));
  return { p, g, m, v };
}

function affine({ nIn, nOut, w: { p }, b: { p: biases }, a }, x, offset, size) {
  for (let s = 0; s < size; s++) {
    const at = s * nOut;
    for (let k = 0; k < nOut; k++) a[at + k] = biases[k];
    for (let j = 0; j < nIn; j++) {
      const value = x[offset + s * nIn + j];
      const row = j * nOut;
      for (let k = 0; k < nOut; k++) a[at + k] += value * p[row + k];
    }
  }
}

/** Turns the last layer into probabilities, its `d` into the gradient of the mean loss; the mean loss. */
function softmax({ nOut, a, d }, y, start, size) {
  let loss = 0;
  for (let s = 0; s < size; s++) {
    const at = s * nOut;
    let largest = -Infinity;
    let sum = 0;
    for (let k = 0; k < nOut; k++) if (a[at + k] > largest) largest = a[at + k];
    for (let k = 0; k < nOut; k++) sum += a[at + k] = Math.exp(a[at + k] - largest);
    for (let k = 0; k < nOut; k++) d[at + k] = (a[at + k] /= sum) / size;
    const label = at + y[start + s];
    loss -= Math.log(a[label] + 1e-30);
    d[label] -= 1 / size;
  }
  return loss / size;
}

function accumulate({ nIn, nOut, w: { g }, b: { g: ofBiases }, d }, x, offset, size) {
  g.fill(0);
  ofBiases.fill(0);
  for (let s = 0; s < size; s++) {
    const at = s * nOut;
    for (let k = 0; k < nOut; k++) ofBiases[k] += d[at + k];
    for (let j = 0; j < nIn; j++) {
      const value = x[offset + s * nIn + j];
      const row = j * nOut;
      if (value !== 0) for (let k = 0; k < nOut; k++) g[row + k] += value * d[at + k];
    }
  }
}
