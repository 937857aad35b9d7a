"""What a single call on a few elements costs: nanoseconds, modules side by side in one run."""

import importlib
import json
import random
import statistics
import time
import timeit

SETUP = """
a = np.array([0.0, 1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0, 9.0])
m = np.array([[1.0, 2.0, 3.0], [4.0, 5.0, 6.0], [7.0, 8.0, 10.0]])
numbers = [1, 2, 3]
s = np.float64(1.5)
i = np.array([3, 1, 2, 3, 0, 5, 1, 1, 4, 2])
b = np.array([True, False, True, True, False, False, True, False, True, True])
t = np.arange(48.0).reshape(4, 4, 3)
c = np.array([1 + 2j, 3 - 1j, 0.5j])
f = np.array([1.5, 2.5, 3.5], dtype="float32")
"""

STATEMENTS = [
    "a + a",
    "a[3]",
    "a.shape",
    "np.zeros(10)",
    "a + 1",
    "a * 2.0",
    "a.sum()",
    "a[2:5]",
    "a[3] = 1.0",
    "m[1, 2]",
    "m @ m",
    "m.T",
    "m.reshape(9)",
    "a > 3",
    "np.sin(a)",
    "np.arange(10)",
    "np.array(numbers)",
    "np.add(a, a)",
    "np.sum(a)",
    "np.mean(a)",
    "np.concatenate((a, a))",
    "np.where(a > 3, a, 0)",
    "np.dot(a, a)",
    "np.linalg.norm(a)",
    "s + 1.0",
    "a.copy()",
]


def _timers(statement, modules):
    """One timer a module, of those that can run the statement."""
    timers = {}
    for name, np in modules.items():
        timer = timeit.Timer(statement, SETUP, timer=time.perf_counter, globals={"np": np})
        try:
            timer.timeit(1)
        except (AttributeError, NotImplementedError, TypeError, ValueError) as error:
            print(f"small calls: {name}: {statement}: {type(error).__name__}: {error}")
            continue
        timers[name] = timer
    return timers


def _count(timer, seconds):
    """A number of runs that lasts at least that long."""
    count = 100
    while True:
        took = timer.timeit(count)
        if took >= seconds:
            return count
        count = int(count * min(10, max(1.2, 1.3 * seconds / max(took, 1e-6)))) + 1


def _warm_up(modules, seconds, statements):
    """Run all of it for a while, so that the engine has compiled what is timed."""
    for statement in statements:
        for timer in _timers(statement, modules).values():
            _count(timer, seconds)


def measure(names, rounds, seconds, statements=STATEMENTS):
    """[{"statement": text, module: median of nanoseconds a run}], as JSON."""
    modules = {name: importlib.import_module(name) for name in names}
    _warm_up(modules, seconds, statements)
    order = random.Random(1)
    table = []
    for statement in statements:
        timers = _timers(statement, modules)
        counts = {name: _count(timer, seconds) for name, timer in timers.items()}
        samples = {name: [] for name in timers}
        for _ in range(rounds):
            for name in order.sample(sorted(timers), len(timers)):
                samples[name].append(timers[name].timeit(counts[name]) / counts[name] * 1e9)
        row = {"statement": statement}
        row.update({name: statistics.median(values) for name, values in samples.items()})
        table.append(row)
    return json.dumps(table)
