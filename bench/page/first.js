// first.html?peer=burn: how much is learned within a second of a click, when nothing has been loaded before.
import { startWorker } from './call.js';

const MILLISECONDS = 1000;

document.querySelector('button').onclick = ({ timeStamp }) => {
  const end = performance.timeOrigin + timeStamp + MILLISECONDS;
  const peer = new URLSearchParams(location.search).get('peer');
  window.samples = startWorker()('trainUntil', peer, 'W2', end);
};
