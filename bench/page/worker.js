// Times peers off the page, where the product trains too.
import * as peer from './peer.js';

onmessage = async ({ data: { name, args }, ports: [port] }) => {
  try {
    port.postMessage({ value: await peer[name](...args) });
  } catch (error) {
    port.postMessage({ error: error.message ?? String(error) });
  }
};
