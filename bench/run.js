// Runs every workload on every peer, in rounds and each round in random order, and prints tables.
// `cargo xtask bench` builds and serves what this needs, and calls it.
import { writeFileSync } from 'node:fs';
import os from 'node:os';
import { parseArgs } from 'node:util';
import { openChromium } from './chromium.js';
import { pythonPeer } from './python.js';
import { tables } from './table.js';

/** Peers whose first second after a click is compared: ours, and the best of the others on large networks. */
const IN_FIRST_SECOND = ['infoplane', 'burn'];

/** Seconds for which the peak of the machine is measured in each round. */
const PEAK_SECONDS = 0.3;

const options = readOptions();
const [load] = os.loadavg();
const chromium = await openChromium(options.origin);
const results = [];
try {
  for (let round = 1; round <= options.rounds; round++) await runRound(round);
} finally {
  await chromium.close();
}
const report = { when: new Date().toISOString(), browser: chromium.version, load, ...options, results };
writeFileSync(options.out, JSON.stringify(report, null, 1));
console.log(tables(report));
console.log(`\nAll measurements are in ${options.out}`);
if (results.some(({ peer, error }) => peer === 'infoplane' && error)) process.exit(1);

function readOptions() {
  const { values } = parseArgs({
    options: {
      origin: { type: 'string' },
      out: { type: 'string' },
      seconds: { type: 'string' },
      rounds: { type: 'string' },
      workloads: { type: 'string' },
      peers: { type: 'string' },
      python: { type: 'string' },
    },
  });
  const list = (text) => text.split(',').filter(Boolean);
  const numbers = { seconds: Number(values.seconds), rounds: Number(values.rounds) };
  return { ...values, ...numbers, workloads: list(values.workloads), peers: list(values.peers) };
}

async function runRound(round) {
  const note = (workload, peer, result) => {
    if (!result) return;
    results.push({ round, workload, peer, ...result });
    console.error(`[${round}/${options.rounds}] ${workload} ${peer}: ${summary(result)}`);
  };
  note('peak', 'infoplane', await chromium.run('infoplane', 'peak', PEAK_SECONDS));
  for (const workload of options.workloads) {
    for (const peer of shuffled(allPeers())) {
      note(workload, peer.name, await peer.run(workload, options.seconds, round));
    }
  }
  for (const peer of shuffled(IN_FIRST_SECOND.filter((name) => options.peers.includes(name)))) {
    note('first', peer, await chromium.firstSecond(peer));
  }
}

function allPeers() {
  const inBrowser = options.peers.map((name) => ({ name, run: (...what) => chromium.run(name, ...what) }));
  const inPython = options.python ? ['numpy', 'jax'].map((name) => pythonPeer(options.python, name)) : [];
  return [...inBrowser, ...inPython];
}

function shuffled(items) {
  return items.map((item) => ({ item, key: Math.random() })).sort((a, b) => a.key - b.key).map(({ item }) => item);
}

function summary({ error, samples_per_s, seconds_per_eval, samples, value }) {
  if (error) return error;
  if (samples_per_s) return `${Math.round(samples_per_s)} samples/s`;
  if (samples) return `${samples} samples`;
  return `${(1000 * seconds_per_eval).toPrecision(3)} ms, ${JSON.stringify(value).slice(0, 80)}`;
}
