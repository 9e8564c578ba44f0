// Measurements as Markdown tables.
import os from 'node:os';
import { CURVES, EXPERIMENTS, INFORMATION, TRAINING, flopPerSample } from './page/workloads.js';

/** The load of a machine on which nothing else runs. */
const QUIET = 0.5;

/** What the experiment of Saxe et al. took in NumPy on one quiet core of another machine, estimates included: for runs
 * without NumPy. */
const NUMPY_SAXE = { peer: 'numpy (native, elsewhere)', seconds_per_eval: 81, evals_per_s: 1 / 81, cpu_share: 1 };

/** What is to be reached, per table: so many times the speed of a peer, or of the best of all of them. */
const GOALS = {
  W1: { vanilla: 3 },
  W2: { candle: 12, 'jax (native)': 2.5 },
  W3: { burn: 3.5 },
  W4: { burn: 1.3 },
  W5: { vanilla: 9, 'numpy (native)': 1 },
  W6: { best: 4 },
  saxe: { 'numpy (native)': 7 },
  first: { burn: 10 },
};

/** Peers with which ours are not compared as the best, because they do not run in a browser. */
const isNative = (peer) => peer.includes('(native');
const isNumpy = (peer) => peer.startsWith('numpy');

/** One table per workload, then the first second. */
export function tables({ browser, load, seconds, rounds, workloads, results }) {
  const of = (id) => results.filter(({ workload }) => workload === id);
  const peak = Math.max(...of('peak').map(({ value }) => value));
  const isBusy = load > QUIET ? ': BUSY, not to be quoted' : '';
  const machine = `${os.cpus()[0].model}, ${os.cpus().length} cores, load before ${load.toFixed(1)}${isBusy}`;
  const head = `${machine}. Chromium ${browser}. ${seconds} s x ${rounds} rounds in random order, medians.
Peak of one thread with vectors of 128 bits: ${peak.toFixed(1)} GFLOP/s. "Ratio" is to the best other browser peer.`;
  const sections = [...workloads, 'first'].map((id) => section(id, of(id), peak));
  return [head, ...sections].join('\n\n');
}

/** One table, and what of its goals was reached. */
function section(id, results, peak) {
  const isAlone = id in EXPERIMENTS && !results.some(({ peer, error }) => isNumpy(peer) && !error);
  const measured = isAlone ? [...results, NUMPY_SAXE] : results;
  const rows = summaries(measured, id in TRAINING ? 'samples_per_s' : id === 'first' ? 'samples' : 'evals_per_s');
  return [tableOf(id, rows, peak), goals(id, rows)].filter(Boolean).join('\n\n');
}

function tableOf(id, rows, peak) {
  if (id === 'first') return firstSecond(rows);
  if (id in TRAINING) return trainingTable(id, rows, peak);
  if (id in CURVES) return curveTable(id, rows);
  if (id in EXPERIMENTS) return experimentTable(id, rows);
  return estimatesTable(id, rows);
}

/** The goals of a table whose peers were measured, with the ratio that was measured. */
function goals(id, rows) {
  const rate = (name) => rows.find(({ peer, error }) => peer === name && !error)?.rate;
  const others = rows.filter(({ peer, error }) => peer !== 'infoplane' && !error);
  const rates = (peer) => (peer === 'best' ? Math.max(...others.map((row) => row.rate)) : rate(peer));
  const told = Object.entries(GOALS[id] ?? {}).map(([peer, times]) => {
    const ratio = (rate('infoplane') ?? NaN) / (rates(peer) ?? NaN);
    if (!(ratio > 0)) return `${times}x ${peer}: not measured`;
    return `${times}x ${peer}: ${ratio.toPrecision(3)}x, ${ratio >= times ? 'reached' : 'MISSED'}`;
  });
  return told.length > 0 && `Goals: ${told.join('; ')}`;
}

function trainingTable(id, rows, peak) {
  const { dims, act, opt, batch, n, compared } = TRAINING[id];
  const gflops = (rate) => (rate * flopPerSample(dims)) / 1e9;
  return table(
    `${id}: ${dims.join('-')} ${act}, ${opt}, batch ${batch}`,
    [
      'samples/s',
      'epochs/s',
      'ratio',
      'best round',
      'per CPU-second',
      'GFLOP/s',
      'of peak',
      'CPU share',
      `loss first → after ${compared} epochs → last`,
    ],
    rows,
    ({ rate, ratio, best, perCpuSecond, cpuShare, losses }) => [
      Math.round(rate),
      (rate / n).toPrecision(3),
      ratio,
      Math.round(best),
      Math.round(perCpuSecond),
      gflops(rate).toPrecision(3),
      `${((100 * gflops(rate)) / peak).toPrecision(2)} %`,
      cpuShare.toFixed(2),
      losses.map((loss) => loss.toPrecision(3)).join(' → '),
    ],
  );
}

function estimatesTable(id, rows) {
  return table(
    `${id}: ${id === 'W5' ? 'kernel density' : 'binning'}, ${INFORMATION[id].n} samples`,
    ['ms', 'ratio', 'best round', 'CPU ms', 'CPU share', 'value'],
    rows,
    ({ rate, ratio, best, perCpuSecond, cpuShare, value }) => [
      (1000 / rate).toPrecision(3),
      ratio,
      (1000 / best).toPrecision(3),
      (1000 / perCpuSecond).toPrecision(3),
      cpuShare.toFixed(2),
      digits(value, 6),
    ],
  );
}

function curveTable(id, rows) {
  const { n_x, n_y, betas, goal } = CURVES[id];
  return table(
    `${id}: bottleneck curve of ${n_x} x ${n_y} outcomes at ${betas} betas; goal: below ${goal} s`,
    ['s', 'goal', 'best round', 'CPU s', 'CPU share', 'I(X;T), I(T;Y) at the last beta, bits'],
    rows,
    ({ rate, best, perCpuSecond, cpuShare, value }) => [
      (1 / rate).toPrecision(3),
      1 / rate < goal ? 'reached' : 'MISSED',
      (1 / best).toPrecision(3),
      (1 / perCpuSecond).toPrecision(3),
      cpuShare.toFixed(2),
      digits(value, 6),
    ],
  );
}

function experimentTable(id, rows) {
  const { dims, act, opt, batch, n, epochs } = EXPERIMENTS[id];
  return table(
    `${id}: ${dims.join('-')} ${act}, ${opt}, batch ${batch}, ${epochs} epochs, estimates on ${n} samples`,
    ['s', 'of NumPy', 'best round', 'CPU s', 'CPU share', 'I(X;T), I(T;Y) at the end, layer by layer, bits'],
    rows,
    ({ rate, best, perCpuSecond, cpuShare, value }) => [
      (1 / rate).toPrecision(3),
      `1/${(rate / rows.find(({ peer, error }) => isNumpy(peer) && !error).rate).toPrecision(3)}`,
      (1 / best).toPrecision(3),
      (1 / perCpuSecond).toPrecision(3),
      cpuShare.toFixed(2),
      digits(value, 4),
    ],
  );
}

/** Numbers, in whatever they are held, in so many digits. */
function digits(value, n) {
  return JSON.stringify(value, (_, number) => (typeof number === 'number' ? Number(number.toPrecision(n)) : number)) ?? '–';
}

function firstSecond(rows) {
  return table('The first second after a click: W2', ['samples', 'ratio', 'best round'], rows, ({ rate, ratio, best }) => [
    Math.round(rate),
    ratio,
    Math.round(best),
  ]);
}

/** Per peer the median and the best of what is to be large, best peer first. */
function summaries(results, key) {
  const rows = [...new Set(results.map(({ peer }) => peer))].map((peer) => {
    const own = results.filter((result) => result.peer === peer);
    const error = own.find((result) => result.error)?.error;
    if (error) return { peer, error, rate: 0 };
    const median = (name) => middle(own.map((result) => result[name]));
    return {
      peer,
      rate: median(key),
      best: Math.max(...own.map((result) => result[key])),
      perCpuSecond: middle(own.map((result) => result[key] / result.cpu_share)),
      cpuShare: median('cpu_share'),
      losses: ['loss_first', 'loss_compared', 'loss_last'].map(median),
      value: own[0].value,
    };
  });
  const others = rows.filter(({ peer }) => peer !== 'infoplane' && !isNative(peer));
  const best = Math.max(0, ...others.map(({ rate }) => rate));
  const ratio = ({ rate }) => (best > 0 ? (rate / best).toPrecision(3) : '–');
  return rows.map((row) => ({ ...row, ratio: ratio(row) })).sort((a, b) => b.rate - a.rate);
}

function table(title, columns, rows, cells) {
  const line = (values) => `| ${values.join(' | ')} |`;
  const body = rows.map((row) => {
    const values = row.error ? [row.error, ...columns.slice(1).map(() => '')] : cells(row);
    return line([row.peer, ...values]);
  });
  return [`### ${title}\n`, line(['peer', ...columns]), line(['---', ...columns.map(() => '--:')]), ...body].join('\n');
}

function middle(values) {
  const sorted = values.toSorted((a, b) => a - b);
  return (sorted[(sorted.length - 1) >> 1] + sorted[sorted.length >> 1]) / 2;
}
