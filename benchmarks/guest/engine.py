"""One line of JSON for engines.mjs: float32 products of 1024 x 1024 here, GFLOP/s on one thread and on all."""

import json
import statistics
import time

import rumpy as np

N, ROUNDS, WARM, SAMPLE = 1024, 9, 1.0, 0.15

await np.threads.start()  # noqa: F704 (both kernels and run_node.mjs allow it)
config = np.show_config(mode="dicts")
most = config["threads"]["num_threads"]
rng = np.random.default_rng(1)
a, b = (rng.random((N, N), dtype="float32") for _ in range(2))


def sample(threads, lasting):
    """Seconds for a product, of as many as last so long."""
    np.threads.set_num_threads(threads)
    a @ b
    count, began = 0, time.perf_counter()
    while (taken := time.perf_counter() - began) < lasting:
        a @ b
        count += 1
    return taken / count


counts = sorted({1, most})
for threads in counts:
    sample(threads, WARM)
times = {threads: [] for threads in counts}
for _ in range(ROUNDS):
    for threads in counts:
        times[threads].append(sample(threads, SAMPLE))
speed = {threads: 2 * N**3 / statistics.median(found) / 1e9 for threads, found in times.items()}
print(
    json.dumps(
        {
            "kernel": config["kernels"]["isa"],
            "threads": most,
            "why": config["threads"]["reason"],
            "one": speed[1],
            "all": speed[most],
        }
    )
)
