import init, { Trainer, version } from './candle/candle_peer.js';
import { rustTrainer } from './rust.js';

export async function load() {
  await init();
  return { version: version(), trainer: rustTrainer(Trainer) };
}
