// bench.html?peer=vanilla&thread=page times another peer, or on the page instead of in a worker.
import { startWorker } from './call.js';

const query = new URLSearchParams(location.search);
const name = query.get('peer') ?? 'infoplane';

async function start() {
  const call = query.get('thread') === 'page' ? await onPage() : startWorker();
  window.bench = { ...(await call('describe', name)), run: (workload, seconds) => call('run', name, workload, seconds) };
}

async function onPage() {
  const peer = await import('./peer.js');
  return (name, ...args) => peer[name](...args);
}

start().catch((error) => {
  window.benchError = error.message;
});
