// The peers that run in a browser: each measurement in a page of its own.
import { chromium } from 'playwright-core';

const ARGUMENTS = [
  '--no-sandbox',
  '--disable-gpu',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-background-timer-throttling',
  '--disable-renderer-backgrounding',
];

/** Milliseconds that a run may take beyond several times what it was asked for. */
const PATIENCE = 60_000;

/** A headless Chromium. */
export function launch() {
  return chromium.launch({ executablePath: process.env.CHROMIUM || undefined, args: ARGUMENTS });
}

/** A headless Chromium on the pages of `origin`. */
export async function openChromium(origin) {
  const browser = await launch();
  const devtools = await browser.newBrowserCDPSession();

  /** Runs `work` in a page of a fresh profile, so that nothing is loaded yet; an error is a result too. */
  async function inFreshPage(address, work) {
    const context = await browser.newContext();
    try {
      const page = await context.newPage();
      page.setDefaultTimeout(PATIENCE);
      await page.goto(`${origin}/${address}`);
      return await work(page);
    } catch (error) {
      return { error: error.message.split('\n')[0] };
    } finally {
      await context.close();
    }
  }

  /** Seconds of processor time of all pages: more than the clock's when the engine compiles beside them. */
  async function processorSeconds() {
    const { processInfo } = await devtools.send('SystemInfo.getProcessInfo');
    return processInfo.filter(({ type }) => type === 'renderer').reduce((sum, { cpuTime }) => sum + cpuTime, 0);
  }

  async function withCpuShare(work) {
    const [cpu, start] = [await processorSeconds(), performance.now()];
    const result = await work();
    return { ...result, cpu_share: ((await processorSeconds()) - cpu) / ((performance.now() - start) / 1000) };
  }

  /** What `window.bench` of a peer's page says of a workload; nothing if the peer does not have it. */
  async function run(peer, workload, seconds) {
    return inFreshPage(`bench.html?peer=${peer}`, async (page) => {
      await page.waitForFunction('window.bench ?? window.benchError');
      const { error, workloads } = await page.evaluate(() => ({ error: window.benchError, workloads: window.bench?.workloads }));
      if (error) throw new Error(error);
      if (workload !== 'peak' && !workloads.includes(workload)) return undefined;
      const call = () => page.evaluate(([w, s]) => window.bench.run(w, s), [workload, seconds]);
      return withCpuShare(() => inTime(call(), PATIENCE + 6000 * seconds));
    });
  }

  /** Samples of W2 that a peer trains within a second of a click, what it needs being fetched after the click. */
  async function firstSecond(peer) {
    return inFreshPage(`first.html?peer=${peer}`, async (page) => {
      await page.click('button');
      return { samples: await page.evaluate(() => window.samples) };
    });
  }

  return { version: browser.version(), run, firstSecond, close: () => browser.close() };
}

function inTime(promise, milliseconds) {
  let timer;
  const tooLate = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer within ${milliseconds / 1000} s`)), milliseconds);
  });
  return Promise.race([promise, tooLate]).finally(() => clearTimeout(timer));
}
