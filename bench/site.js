// How the site itself behaves while a network trains in it: frames, answers to input, memory, and one experiment.
// `cargo xtask bench --site` builds and serves the site, and calls this.
import { readFileSync } from 'node:fs';
import os from 'node:os';
import { parseArgs } from 'node:util';
import { launch } from './chromium.js';

/** A run that no measurement sees the end of, with the figures of the lab and of its classes in sight. */
const TRAINING = '#/classifier?v=1&data=spirals&classes=3&net=32,32&batch=2&epochs=100000&run=1';

/** A laptop's, and one that is high enough for six charts. */
const LAPTOP = { width: 1440, height: 900 };
const TALL = { width: 1440, height: 2050 };

/** The experiment of Saxe et al. (2018), as its claim's link has it. */
const SAXE = '#/plane?v=1&claim=saxe&data=twelve-bit&train=0.8&net=10,7,5,4,3&lr=0.0004&batch=256&epochs=10000';

/** How long frames are counted. */
const SECONDS = 20;

/** Answers that are timed of each kind of input. */
const N_INPUTS = 100;

/** The browser tells of no answer that took less, in milliseconds. */
const QUICK = 16;

const { values } = parseArgs({
  options: { origin: { type: 'string' }, minutes: { type: 'string' } },
});
const [load] = os.loadavg();
const browser = await launch();
try {
  console.log(`${os.cpus()[0].model}, ${os.cpus().length} cores, load before ${load.toFixed(1)}. Chromium ${browser.version()}.`);
  await inPage(TALL, frames);
  await inPage(LAPTOP, answers);
  await inPage(TALL, answers);
  await inPage(LAPTOP, experiment);
  if (Number(values.minutes) > 0) await inPage(TALL, memory);
} finally {
  await browser.close();
}

async function inPage(viewport, measure) {
  const context = await browser.newContext({ viewport });
  const page = await context.newPage();
  page.on('pageerror', (error) => console.error(`the page reports: ${error.message}`));
  await measure(page);
  await context.close();
}

/** Opens the lab and waits until it trains, with a closer look at its classes below it. */
async function train(page) {
  await page.goto(`${values.origin}/${TRAINING}`);
  await page.check('.closer input[value=classes]', { force: true });
  await page.waitForSelector('.closer-figures canvas');
  await page.waitForSelector('.status[data-status=running]');
  await page.waitForTimeout(2000);
}

/** How many charts are in sight. */
function charts(page) {
  return page.evaluate(() =>
    [...document.querySelectorAll('canvas')].filter((canvas) => {
      const { top, bottom, width } = canvas.getBoundingClientRect();
      return width > 0 && top >= 0 && bottom <= innerHeight;
    }).length,
  );
}

async function frames(page) {
  await train(page);
  const times = await page.evaluate(
    (milliseconds) =>
      new Promise((done) => {
        const times = [];
        const frame = (now) => {
          times.push(now);
          if (now - times[0] < milliseconds) requestAnimationFrame(frame);
          else done(times);
        };
        requestAnimationFrame(frame);
      }),
    1000 * SECONDS,
  );
  const [status, all] = [await page.getAttribute('.status', 'data-status'), await charts(page)];
  const intervals = times.slice(1).map((time, i) => time - times[i]);
  const rate = (1000 * intervals.length) / (times.at(-1) - times[0]);
  console.log(`Frames, ${all} charts in sight, ${status}: ${rate.toFixed(1)} per second over ${SECONDS} s; ${spread(intervals)}`);
}

/** From an input until the browser shows the frame that answers it, as the browser itself tells, in steps of 8 ms. */
async function answers(page) {
  await train(page);
  await page.evaluate((threshold) => {
    window.answers = [];
    const note = (list) => window.answers.push(...list.getEntries().map(({ name, duration }) => [name, duration]));
    new PerformanceObserver(note).observe({ type: 'event', durationThreshold: threshold });
  }, QUICK);
  const middle = ({ x, y, width, height }) => [x + width / 2, y + height / 2];
  const box = async (unit) => middle(await page.locator(`input[value=${unit}]`).boundingBox());
  await page.evaluate(() => scrollTo(0, 0));
  const [nats, hartleys] = [await box('nats'), await box('hartleys')];
  await repeat(page, (i) => page.mouse.click(...(i % 2 ? nats : hartleys)));
  await page.focus('.closer input[value=classes]');
  await repeat(page, (i) => page.keyboard.press(i % 2 ? 'ArrowLeft' : 'ArrowRight'));
  const all = await page.evaluate(() => window.answers);
  const status = await page.getAttribute('.status', 'data-status');
  for (const [type, name] of [['pointerup', 'clicks on a unit'], ['keydown', 'keys that change figures']]) {
    const times = all.filter(([of]) => of === type).map(([, time]) => time);
    const untold = Array(Math.max(0, N_INPUTS - times.length)).fill(QUICK);
    const { width, height } = page.viewportSize();
    console.log(`Answers, ${width} x ${height}, ${status}: ${N_INPUTS} ${name}; ${spread([...times, ...untold])}`);
  }
}

/** At the pace of a quick hand, and at no fixed place within a frame. */
async function repeat(page, input) {
  for (let i = 0; i < N_INPUTS; i++) {
    await input(i);
    await page.waitForTimeout(80 + 40 * Math.random());
  }
}

async function experiment(page) {
  await page.goto(`${values.origin}/${SAXE}`);
  await page.waitForSelector('.btn.run');
  await page.waitForTimeout(2000);
  const seconds = await page.evaluate(
    () =>
      new Promise((done, fail) => {
        const start = performance.now();
        document.querySelector('.btn.run').click();
        const look = () => {
          const { status } = document.querySelector('.status').dataset;
          if (status === 'finished') done((performance.now() - start) / 1000);
          else if (['diverged', 'lost', 'failed'].includes(status)) fail(new Error(`the run is ${status}`));
          else requestAnimationFrame(look);
        };
        requestAnimationFrame(look);
      }),
  );
  const epochs = await page.textContent('.run-progress');
  console.log(`The experiment of Saxe et al.: ${seconds.toFixed(1)} s from the click until it says "${epochs.trim()}"`);
}

/** Trains for that long, begins again when a run is over, and looks at the memory every minute. */
async function memory(page) {
  const devtools = await page.context().newCDPSession(page);
  await devtools.send('Performance.enable');
  await train(page);
  console.log('| minute | JavaScript heap, MB | renderers, MB | status |\n|--:|--:|--:|---|');
  for (let minute = 0; minute <= Number(values.minutes); minute++) {
    if (minute > 0) await page.waitForTimeout(60_000);
    const status = await page.getAttribute('.status', 'data-status');
    if (status !== 'running') await page.click('.btn.run');
    await devtools.send('HeapProfiler.collectGarbage');
    const { metrics } = await devtools.send('Performance.getMetrics');
    const heap = metrics.find(({ name }) => name === 'JSHeapUsedSize').value / 1e6;
    console.log(`| ${minute} | ${heap.toFixed(1)} | ${await renderers()} | ${status} |`);
  }
}

/** Megabytes that the processes of the pages hold, the memory of WebAssembly with them; where Linux tells it. */
async function renderers() {
  const devtools = await browser.newBrowserCDPSession();
  const { processInfo } = await devtools.send('SystemInfo.getProcessInfo');
  await devtools.detach();
  const kibibytes = (id) => Number(/^Pss:\s+(\d+)/m.exec(readFileSync(`/proc/${id}/smaps_rollup`, 'utf8'))[1]);
  try {
    const ids = processInfo.filter(({ type }) => type === 'renderer').map(({ id }) => id);
    return ((1024 * ids.map(kibibytes).reduce((sum, size) => sum + size, 0)) / 1e6).toFixed(0);
  } catch {
    return 'not told';
  }
}

function spread(times) {
  const sorted = [...times].sort((a, b) => a - b);
  const at = (share) => `${sorted[Math.round(share * (sorted.length - 1))].toFixed(1)} ms`;
  return `median ${at(0.5)}, 98th percentile ${at(0.98)}, longest ${at(1)}`;
}
