// The native peers: one process per measurement.
import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { EXPERIMENTS, INFORMATION, TRAINING } from './page/workloads.js';

const SCRIPT = fileURLToPath(new URL('./python/peer.py', import.meta.url));

/** One thread each, as in the browser. */
const ONE_THREAD = {
  OMP_NUM_THREADS: '1',
  OPENBLAS_NUM_THREADS: '1',
  XLA_FLAGS: '--xla_cpu_multi_thread_eigen=false intra_op_parallelism_threads=1',
  JAX_PLATFORMS: 'cpu',
};

/** NumPy or JAX, run by that Python. */
export function pythonPeer(python, name) {
  async function run(id, seconds, round) {
    const described = TRAINING[id] ?? INFORMATION[id] ?? EXPERIMENTS[id];
    // An experiment takes minutes, and is run once.
    if (!described || (id in EXPERIMENTS && round > 1)) return undefined;
    const workload = JSON.stringify({ id, ...described });
    const env = { ...process.env, ...ONE_THREAD };
    try {
      const { stdout } = await promisify(execFile)(python, [SCRIPT, name, workload, String(seconds)], { env });
      return JSON.parse(stdout) ?? undefined;
    } catch (error) {
      return { error: (error.stderr || error.message).trim().split('\n').at(-1) };
    }
  }
  return { name: `${name} (native)`, run };
}
