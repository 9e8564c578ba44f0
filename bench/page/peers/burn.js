import init, { Trainer, version } from './burn/burn_peer.js';
import { rustTrainer } from './rust.js';

export async function load() {
  await init();
  return { version: version(), trainer: rustTrainer(Trainer) };
}
