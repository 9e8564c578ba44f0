"""NumPy as one writes it for speed: everything in single precision, whole batches at a time."""
import numpy as np

import samples


def trainer(workload):
    x, y = samples.training(workload)
    network = Network(workload)
    size, n = workload["batch"], workload["n"]
    position = 0

    def step():
        nonlocal position
        batch = slice(position, min(position + size, n))
        network.update(x[batch], y[batch])
        position = batch.stop % n
        return batch.stop - batch.start

    return step, lambda: float(network.loss(x[:size], y[:size]))


class Network:
    def __init__(self, workload):
        draw = np.random.default_rng(0)
        pairs = list(zip(workload["dims"], workload["dims"][1:]))
        weights = [(draw.standard_normal(pair) * np.sqrt(2 / sum(pair))).astype(np.float32) for pair in pairs]
        self.parameters = [p for w in weights for p in (w, np.zeros(w.shape[1], np.float32))]
        self.means = [np.zeros_like(p) for p in self.parameters]
        self.squares = [np.zeros_like(p) for p in self.parameters]
        self.is_tanh, self.is_adam, self.rate = workload["act"] == "tanh", workload["opt"] == "adam", workload["lr"]
        self.updates = 0

    def forward(self, x):
        """Values of every layer, from the input to the probabilities."""
        values = [x]
        for weights, biases in zip(self.parameters[::2], self.parameters[1::2]):
            z = values[-1] @ weights
            z += biases
            if len(values) < len(self.parameters) // 2:
                np.tanh(z, out=z) if self.is_tanh else np.maximum(z, 0, out=z)
            values.append(z)
        z -= z.max(1, keepdims=True)
        np.exp(z, out=z)
        z /= z.sum(1, keepdims=True)
        return values

    def loss(self, x, y):
        return -np.log(self.forward(x)[-1][np.arange(len(y)), y] + 1e-30).mean()

    def epoch(self, x, y, size):
        for start in range(0, len(y), size):
            self.update(x[start : start + size], y[start : start + size])

    def update(self, x, y):
        *values, delta = self.forward(x)
        delta[np.arange(len(y)), y] -= 1
        delta /= len(y)
        gradients = []
        for index in range(len(values) - 1, -1, -1):
            gradients += [delta.sum(0), values[index].T @ delta]
            if index > 0:
                a = values[index]
                delta = delta @ self.parameters[2 * index].T
                delta *= (1 - a * a) if self.is_tanh else (a > 0)
        self.descend(gradients[::-1])

    def descend(self, gradients):
        self.updates += 1
        if not self.is_adam:
            for p, g in zip(self.parameters, gradients):
                p -= self.rate * g
            return
        rate = self.rate * np.sqrt(1 - 0.999**self.updates) / (1 - 0.9**self.updates)
        for p, g, m, v in zip(self.parameters, gradients, self.means, self.squares):
            m *= 0.9
            m += 0.1 * g
            v *= 0.999
            v += 0.001 * g * g
            p -= rate * m / (np.sqrt(v) + 1e-7)


def experiment(workload):
    """Saxe et al. (2018): training, and both bounds and bins of every layer at every recorded epoch; the last bounds."""
    x, y = samples.twelve_bits()
    draw = np.random.default_rng(1)
    order = draw.permutation(len(y))[: workload["trained"]]
    network = Network(workload)
    for epoch in range(workload["epochs"] + 1):
        if epoch > 0:
            draw.shuffle(order)
            network.epoch(x[order], y[order], workload["batch"])
        if epoch < 20 or epoch % (5 if epoch < 100 else 20 if epoch < 2000 else 100) == 0:
            layers = network.forward(x)[1:]
            # The lower bound is the upper one of four times the noise.
            upper, _ = [[kde_information(t, y, 2, noise) for t in layers] for noise in (0.001, 0.004)]
            for t in layers:
                bin_information(np.floor(t / np.float32(0.07)).astype(np.int8), y, 2)
    return [bits for point in upper for bits in point]


def estimator(workload):
    return kde(workload) if workload["id"] == "W5" else binning(workload)


def kde(workload):
    t, y = samples.kde(workload)

    def estimate():
        ixt, ity = kde_information(t, y, workload["classes"], workload["noise"])
        return {"ixt": ixt, "ity": ity}

    return estimate


def kde_information(t, y, n_classes, noise):
    """The upper Kolchinsky-Tracey bound in bits, by tiles of rows that stay in the cache."""
    n = len(t)
    of_class = np.eye(n_classes, dtype=np.float32)[y]
    counts = of_class.sum(0)
    squares = (t * t).sum(1) / (2 * noise)
    tiles = [slice(start, start + 256) for start in range(0, n, 256)]

    def sums(tile):
        kernel = t[tile] @ t.T
        kernel *= 1 / noise
        kernel -= squares
        kernel -= squares[tile, None]
        return np.exp(kernel, out=kernel) @ of_class

    s = np.concatenate([sums(tile) for tile in tiles])
    ixt = float(-np.log2(s.sum(1) / n).mean())
    h_given_y = float(-np.log2((s * of_class).sum(1) / counts[y]).mean())
    return ixt, ixt - h_given_y


def binning(workload):
    layers, y = samples.binning(workload)
    n_bins = workload["bins"]

    def bins(t):
        return np.clip(((t + 1) * (n_bins / 2)).astype(np.int8), 0, n_bins - 1)

    return lambda: [bin_information(bins(t), y, workload["classes"]) for t in layers]


def bin_information(bins, y, n_classes):
    h = entropy(bins)
    return [h, h - sum((y == c).mean() * entropy(bins[y == c]) for c in range(n_classes))]


def entropy(rows):
    row = np.dtype((np.void, rows.shape[1] * rows.itemsize))
    p = np.unique(np.ascontiguousarray(rows).view(row), return_counts=True)[1] / len(rows)
    return float(-(p * np.log2(p)).sum())
