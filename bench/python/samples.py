"""The samples of bench/page/workloads.js, number for number."""
import numpy as np


def uniform(seed, k):
    """Number k of the stream (mulberry32 as a function of a counter), on [0, 1)."""
    mask = np.uint64(0xFFFFFFFF)
    t = (np.uint64(seed) + (np.asarray(k, np.uint64) + np.uint64(1)) * np.uint64(0x6D2B79F5)) & mask
    t = ((t ^ (t >> np.uint64(15))) * (t | np.uint64(1))) & mask
    t = t ^ ((t + (((t ^ (t >> np.uint64(7))) * (t | np.uint64(61))) & mask)) & mask)
    return (t ^ (t >> np.uint64(14))).astype(np.float64) / 2**32


def symmetric(seed, k):
    return (2 * uniform(seed, k) - 1).astype(np.float32)


def training(workload):
    n, n_features, n_classes = workload["n"], workload["dims"][0], workload["classes"]
    k = np.arange(n * n_features).reshape(n, n_features)
    rule = symmetric(7, np.arange(n_features * n_classes)).reshape(n_features, n_classes)
    if workload.get("bits"):
        x = (uniform(1, k) >= 0.5).astype(np.float32)
        return x, ((2 * x - 1) @ rule).argmax(1)
    x = symmetric(1, k)
    return x, (x @ rule).argmax(1)


def twelve_bits():
    """All patterns of the task of Shwartz-Ziv & Tishby (2017) in counting order, and their labels, up to
    the order of the bits.

    The bits are vertices of an icosahedron. A label is 1 if 23w + n1 - 5 n2 - 8 n3 >= 99, where w bits are set, n1
    pairs of them are neighbors, n3 antipodes and n2 the others.
    """
    bits = (np.arange(4096)[:, None] >> np.arange(11, -1, -1)) & 1
    golden = (1 + 5**0.5) / 2
    signs = [(a, b) for a in (1, -1) for b in (1, -1)]
    vertices = np.array([np.roll([0, a, b * golden], turn) for turn in range(3) for a, b in signs])
    cosines = vertices @ vertices.T / (1 + golden**2)
    value = np.select([cosines > 0.99, cosines > 0, cosines > -0.99], [2 * 23, 1, -5], -8)
    return bits.astype(np.float32), (np.einsum("ni,ij,nj->n", bits, value, bits) >= 2 * 99).astype(np.int64)


def kde(workload):
    t = symmetric(11, np.arange(workload["n"] * workload["widths"][0])).reshape(workload["n"], -1)
    return t, (t[:, 0] > 0).astype(np.int64)


def binning(workload):
    pattern = np.arange(workload["n"]) % 1024
    layers = [
        symmetric(20 + layer, pattern[:, None] * width + np.arange(width))
        for layer, width in enumerate(workload["widths"])
    ]
    return layers, (uniform(19, pattern) >= 0.5).astype(np.int64)
