"""python peer.py numpy|jax '{"id": "W2", ...}' seconds: one measurement as a line of JSON, null if there is none."""
import importlib
import json
import sys
import time


def repeat(work, seconds):
    """Calls work until the time is over; the sum of what it returns per second, and the share of a core."""
    start, cpu, total, elapsed = time.perf_counter(), time.process_time(), 0, 0.0
    while elapsed < seconds or total == 0:
        total += work()
        elapsed = time.perf_counter() - start
    return total / elapsed, (time.process_time() - cpu) / elapsed


def time_training(trainer, workload, seconds):
    step, loss = trainer
    losses, n_samples = {"loss_first": loss()}, 0
    while n_samples + workload["batch"] <= workload["n"] * workload["compared"]:
        n_samples += step()
    losses["loss_compared"] = loss()
    repeat(step, 0.5)
    rate, share = repeat(step, seconds)
    return {"samples_per_s": rate, "cpu_share": share, **losses, "loss_last": loss()}


def time_estimates(estimate, seconds):
    value = estimate()

    def count():
        estimate()
        return 1

    rate, share = repeat(count, seconds)
    return {"evals_per_s": rate, "seconds_per_eval": 1 / rate, "cpu_share": share, "value": value}


def time_experiment(experiment):
    start, cpu = time.perf_counter(), time.process_time()
    value = experiment()
    elapsed = time.perf_counter() - start
    share = (time.process_time() - cpu) / elapsed
    return {"evals_per_s": 1 / elapsed, "seconds_per_eval": elapsed, "cpu_share": share, "value": value}


def measure(peer, workload, seconds):
    if "epochs" in workload:
        return time_experiment(lambda: peer.experiment(workload)) if hasattr(peer, "experiment") else None
    if "dims" in workload:
        return time_training(peer.trainer(workload), workload, seconds)
    estimate = peer.estimator(workload)
    return estimate and time_estimates(estimate, seconds)


if __name__ == "__main__":
    name, workload, seconds = sys.argv[1:]
    peer = importlib.import_module(f"{name}_peer")
    print(json.dumps(measure(peer, json.loads(workload), float(seconds))))
