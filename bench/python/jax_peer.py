"""JAX at its best: a whole epoch is one compiled call."""
import jax
import jax.numpy as jnp
import numpy as np

import samples


def trainer(workload):
    x, y = samples.training(workload)
    size = workload["batch"]
    n_batches = workload["n"] // size
    x = jnp.array(x[: n_batches * size]).reshape(n_batches, size, -1)
    y = jnp.array(y[: n_batches * size]).reshape(n_batches, size)
    loss = loss_of(workload)
    update = update_of(workload, loss)
    epoch = jax.jit(lambda state: jax.lax.scan(update, state, (x, y))[0])
    zeros = jax.tree.map(jnp.zeros_like, start(workload))
    state = (start(workload), zeros, zeros, jnp.float32(0))

    def step():
        nonlocal state
        state = jax.block_until_ready(epoch(state))
        return n_batches * size

    return step, lambda: float(loss(state[0], x[0], y[0]))


def start(workload):
    pairs = list(zip(workload["dims"], workload["dims"][1:]))
    keys = jax.random.split(jax.random.PRNGKey(0), len(pairs))
    weights = [jax.random.normal(key, pair) * np.sqrt(2 / sum(pair)) for key, pair in zip(keys, pairs)]
    return [(w, jnp.zeros(w.shape[1])) for w in weights]


def loss_of(workload):
    activation = jnp.tanh if workload["act"] == "tanh" else jax.nn.relu

    def loss(parameters, x, y):
        for weights, biases in parameters[:-1]:
            x = activation(x @ weights + biases)
        weights, biases = parameters[-1]
        log_q = jax.nn.log_softmax(x @ weights + biases)
        return -jnp.take_along_axis(log_q, y[:, None], 1).mean()

    return loss


def update_of(workload, loss):
    rate, is_adam = workload["lr"], workload["opt"] == "adam"

    def update(state, batch):
        p, m, v, t = state
        g = jax.grad(loss)(p, *batch)
        t = t + 1
        if not is_adam:
            return (jax.tree.map(lambda p, g: p - rate * g, p, g), m, v, t), None
        m = jax.tree.map(lambda m, g: 0.9 * m + 0.1 * g, m, g)
        v = jax.tree.map(lambda v, g: 0.999 * v + 0.001 * g * g, v, g)
        s = rate * jnp.sqrt(1 - 0.999**t) / (1 - 0.9**t)
        p = jax.tree.map(lambda p, m, v: p - s * m / (jnp.sqrt(v) + 1e-7), p, m, v)
        return (p, m, v, t), None

    return update


def estimator(workload):
    if workload["id"] != "W5":
        return None
    t, y = samples.kde(workload)
    n, noise = workload["n"], workload["noise"]
    of_class = jax.nn.one_hot(jnp.array(y), workload["classes"])
    counts = of_class.sum(0)

    @jax.jit
    def bits(t):
        squares = (t * t).sum(1) / (2 * noise)
        s = jnp.exp(t @ t.T / noise - squares[:, None] - squares) @ of_class
        ixt = -jnp.log2(s.sum(1) / n).mean()
        return ixt, ixt + jnp.log2((s * of_class).sum(1) / (of_class @ counts)).mean()

    t = jnp.array(t)

    def estimate():
        ixt, ity = bits(t)
        return {"ixt": float(ixt), "ity": float(ity)}

    return estimate
