// The two estimators as one writes them by hand.

/** I(X;T) and I(T;Y) by the upper Kolchinsky-Tracey bound, in bits; every pair of samples once. */
export function kdeInformation(t, y, { n, widths: [d], classes, noise }) {
  const all = new Float64Array(n).fill(1);
  const own = new Float64Array(n).fill(1);
  const scale = -1 / (2 * noise);
  const a = new Float64Array(d);
  for (let i = 0; i < n; i++) {
    for (let k = 0; k < d; k++) a[k] = t[i * d + k];
    let [allOfI, ownOfI] = [0, 0];
    for (let j = i + 1; j < n; j++) {
      let distance = 0;
      for (let k = 0; k < d; k++) {
        const difference = a[k] - t[j * d + k];
        distance += difference * difference;
      }
      const kernel = Math.exp(distance * scale);
      allOfI += kernel;
      all[j] += kernel;
      if (y[j] === y[i]) {
        ownOfI += kernel;
        own[j] += kernel;
      }
    }
    all[i] += allOfI;
    own[i] += ownOfI;
  }
  const counts = countLabels(y, classes);
  let [ixt, hGivenY] = [0, 0];
  for (let i = 0; i < n; i++) {
    ixt -= Math.log2(all[i] / n) / n;
    hGivenY -= Math.log2(own[i] / counts[y[i]]) / n;
  }
  return { ixt, ity: ixt - hGivenY };
}

/** H(T) and I(T;Y) of activations in equal bins on [-1, 1], in bits. */
export function binnedInformation(t, y, { n, classes, bins }) {
  const d = t.length / n;
  const all = new Map();
  const ofClass = Array.from({ length: classes }, () => new Map());
  for (let i = 0; i < n; i++) {
    let key = '';
    for (let k = 0; k < d; k++) {
      const bin = Math.floor(((t[i * d + k] + 1) * bins) / 2);
      key += String.fromCharCode(Math.min(Math.max(bin, 0), bins - 1));
    }
    for (const counts of [all, ofClass[y[i]]]) counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  const h = entropy(all, n);
  const counts = countLabels(y, classes);
  const hGivenY = ofClass.reduce((sum, cells, label) => sum + (counts[label] / n) * entropy(cells, counts[label]), 0);
  return [h, h - hGivenY];
}

function countLabels(y, classes) {
  const counts = new Float64Array(classes);
  for (const label of y) counts[label] += 1;
  return counts;
}

function entropy(cells, total) {
  let h = 0;
  for (const count of cells.values()) h -= (count / total) * Math.log2(count / total);
  return h;
}
