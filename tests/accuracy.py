"""How far floating-point results are from the truth: docs/accuracy.md (make accuracy).

    python tests/accuracy.py truth cases.npz           arguments and exact results, by mpmath
    python tests/accuracy.py measure cases.npz x.json  errors here: every instruction set, and NumPy
    python tests/accuracy.py table x.json ...          the document, on standard output

The second step needs neither mpmath nor NumPy, so that it runs inside Pyodide, too. A truth is kept
as the nearest value of the dtype, one unit in the last place (ulp) there, and the rest in such units:
an error of 0.5 is that of the nearest value. Of complex results, real and imaginary part are counted
in units of the larger of the two.
"""

import json
import math
import sys

REALS = ("float16", "float32", "float64")
COMPLEX = ("complex64", "complex128")
COUNT = 2000  # arguments of a function in each dtype, of each kind
TERMS = 10_000  # elements of a reduction

# --- what is measured -----------------------------------------------------------------------------

# name: (least and greatest argument, an interval that programs use, where it is hard)
UNARY = {
    "sqrt": ((0, math.inf), (0, 100), (1,)),
    "cbrt": ((-math.inf, math.inf), (-100, 100), (1,)),
    "exp": ((-math.inf, math.inf), (-20, 20), (0, math.log(2) / 2)),
    "exp2": ((-math.inf, math.inf), (-20, 20), (0, 0.5)),
    "expm1": ((-math.inf, math.inf), (-2, 2), (0,)),
    "log": ((0, math.inf), (0, 10), (1,)),
    "log2": ((0, math.inf), (0, 10), (1,)),
    "log10": ((0, math.inf), (0, 10), (1,)),
    "log1p": ((-1, math.inf), (-0.9, 2), (0, -1)),
    "sin": ((-math.inf, math.inf), (-10, 10), tuple(i * math.pi / 2 for i in range(1, 40))),
    "cos": ((-math.inf, math.inf), (-10, 10), tuple(i * math.pi / 2 for i in range(1, 40))),
    "tan": ((-math.inf, math.inf), (-10, 10), tuple(i * math.pi / 2 for i in range(1, 40))),
    "arcsin": ((-1, 1), (-1, 1), (0.5, 1, -1)),
    "arccos": ((-1, 1), (-1, 1), (0.5, 1, -1)),
    "arctan": ((-math.inf, math.inf), (-10, 10), (1,)),
    "sinh": ((-math.inf, math.inf), (-10, 10), (0, 1)),
    "cosh": ((-math.inf, math.inf), (-10, 10), (0, 1)),
    "tanh": ((-math.inf, math.inf), (-5, 5), (0, 0.625)),
    "arcsinh": ((-math.inf, math.inf), (-10, 10), (0,)),
    "arccosh": ((1, math.inf), (1, 10), (1,)),
    "arctanh": ((-1, 1), (-1, 1), (0, 1, -1)),
    "reciprocal": ((-math.inf, math.inf), (-10, 10), (1,)),
    "square": ((-math.inf, math.inf), (-10, 10), (1,)),
    "degrees": ((-math.inf, math.inf), (-10, 10), (1,)),
    "radians": ((-math.inf, math.inf), (-360, 360), (1,)),
}  # fmt: skip
# name: an interval for each argument
BINARY = {
    "add": ((-10, 10), (-10, 10)),
    "multiply": ((-10, 10), (-10, 10)),
    "divide": ((-10, 10), (-10, 10)),
    "power": ((0, 10), (-20, 20)),
    "float_power": ((0, 10), (-20, 20)),
    "hypot": ((-10, 10), (-10, 10)),
    "arctan2": ((-10, 10), (-10, 10)),
    "logaddexp": ((-20, 20), (-20, 20)),
    "logaddexp2": ((-20, 20), (-20, 20)),
    "fmod": ((-100, 100), (-10, 10)),
    "remainder": ((-100, 100), (-10, 10)),
}
OF_COMPLEX = (
    "exp", "exp2", "expm1", "log", "log2", "log10", "log1p", "sqrt", "sin", "cos", "tan", "arcsin",
    "arccos", "arctan", "sinh", "cosh", "tanh", "arcsinh", "arccosh", "arctanh", "reciprocal",
    "square", "absolute", "multiply", "divide",
)  # fmt: skip
REDUCTIONS = ("sum", "mean", "var", "std", "dot", "norm", "cumsum", "prod")


def reduced(np, name, x):
    """The reduction of x, as its users call it. prod is of numbers about 1."""
    if name == "dot":
        return np.dot(x, x)
    if name == "norm":
        return np.linalg.norm(x)
    if name == "cumsum":
        return np.cumsum(x)[-1]
    return getattr(np, name)(x)


# --- the truth ------------------------------------------------------------------------------------


def exact(mp, name):
    """The function on mpmath's numbers."""
    pi = mp.pi
    special = {
        "exp2": lambda x: mp.power(2, x),
        "log2": lambda x: mp.log(x) / mp.log(2),
        "log10": lambda x: mp.log(x) / mp.log(10),
        "cbrt": lambda x: mp.sign(x) * mp.cbrt(abs(x)),
        "arcsin": mp.asin, "arccos": mp.acos, "arctan": mp.atan, "arcsinh": mp.asinh,
        "arccosh": mp.acosh, "arctanh": mp.atanh,
        "reciprocal": lambda x: 1 / x,
        "square": lambda x: x * x,
        "absolute": abs,
        "degrees": lambda x: x * 180 / pi,
        "radians": lambda x: x * pi / 180,
        "add": lambda x, y: x + y,
        "multiply": lambda x, y: x * y,
        "divide": lambda x, y: x / y,
        "float_power": mp.power,
        "arctan2": mp.atan2,
        "logaddexp": lambda x, y: max(x, y) + mp.log(1 + mp.exp(-abs(x - y))),
        "logaddexp2": lambda x, y: max(x, y) + mp.log(1 + mp.power(2, -abs(x - y))) / mp.log(2),
        "fmod": lambda x, y: mp.sign(x) * (abs(x) - abs(y) * mp.floor(abs(x) / abs(y))),
        "remainder": lambda x, y: x - y * mp.floor(x / y),
    }  # fmt: skip
    return special.get(name) or getattr(mp, name)


class Truth:
    """Exact results of one function in one dtype, and what is to be subtracted from others'."""

    def __init__(self, mp, numpy, dtype):
        info = numpy.finfo(dtype)
        self.mp, self.dtype = mp, info.dtype
        self.greatest, self.bits = float(info.max), info.nmant
        self.least = float(info.smallest_subnormal)

    def unit(self, value):
        """One ulp at a value."""
        if value == 0:
            return self.least
        exponent = math.frexp(value)[1] - 1
        return max(math.ldexp(1.0, exponent - self.bits), self.least)

    def split(self, value, unit=None):
        """(nearest, ulp, rest); beyond the dtype's range the nearest is infinite."""
        if not self.mp.isfinite(value):
            return float(value), 1.0, 0.0
        if abs(value) > self.mp.mpf(self.greatest) + 2 * self.unit(self.greatest):
            return math.copysign(math.inf, value), 1.0, 0.0
        nearest = self.dtype.type(float(value))
        if not math.isfinite(nearest):
            nearest = math.copysign(self.greatest, value)
        nearest = float(nearest)
        unit = unit or self.unit(nearest)
        return nearest, unit, float((value - nearest) / unit)


def any_bits(numpy, dtype, count, low, high, seed):
    """Numbers of every magnitude between two bounds, all bit patterns being as likely."""
    rng = numpy.random.default_rng(seed)
    code = f"u{numpy.dtype(dtype).itemsize}"
    found = numpy.empty(0, dtype)
    while found.size < count:
        bits = rng.integers(0, numpy.iinfo(code).max, 4 * count, code, endpoint=True)
        x = bits.view(dtype)
        found = numpy.concatenate([found, x[numpy.isfinite(x) & (x > low) & (x < high)]])
    return found[:count]


def neighbours(numpy, dtype, points):
    """The five numbers of a dtype about each point, and about its opposite."""
    found = []
    for point in points:
        x = numpy.dtype(dtype).type(point)
        below, above = numpy.nextafter(x, -x), numpy.nextafter(x, 2 * x + 1)
        found += [below, x, above, numpy.nextafter(below, -x), numpy.nextafter(above, 2 * x + 1)]
    return numpy.array(found, dtype)


def unary_arguments(numpy, dtype, name, seed):
    (low, high), usual, hard = UNARY[name]
    rng = numpy.random.default_rng(seed)
    usual = rng.uniform(*usual, COUNT).astype(dtype)
    x = numpy.concatenate(
        [any_bits(numpy, dtype, COUNT, low, high, seed), usual, neighbours(numpy, dtype, hard)]
    )
    return x[(x > low) & (x < high) & (x != 0)]


def make_truth(path):
    import numpy

    with numpy.errstate(all="ignore"):
        numpy.savez(path, **truths(numpy))


def truths(numpy):
    """Arguments and results by name: "float32/exp/x0", ".../nearest", ".../unit", ".../rest"."""
    import mpmath

    mp = mpmath.mp
    mp.prec = 400
    kept = {}

    def keep(key, arguments, rows):
        for i, x in enumerate(arguments):
            kept[f"{key}/x{i}"] = x
        for i, part in enumerate(zip(*rows, strict=True)):
            kept[f"{key}/{('nearest', 'unit', 'rest')[i]}"] = numpy.array(part)

    for dtype in REALS:
        truth = Truth(mp, numpy, dtype)
        limit = 4 * math.log(truth.greatest)
        for seed, name in enumerate(UNARY):
            x = unary_arguments(numpy, dtype, name, seed)
            if name in ("exp", "exp2", "expm1", "sinh", "cosh", "tanh"):
                x = x[abs(x) < limit]
            function = exact(mp, name)
            rows = [truth.split(function(mp.mpf(float(v)))) for v in x]
            keep(f"{dtype}/{name}", [x], rows)
        for seed, (name, bounds) in enumerate(BINARY.items()):
            rng = numpy.random.default_rng(100 + seed)
            x, y = (rng.uniform(*bound, COUNT).astype(dtype) for bound in bounds)
            sound = (x != 0) & (y != 0)
            x, y = x[sound], y[sound]
            function = exact(mp, name)
            result = "float64" if name == "float_power" else dtype
            there = Truth(mp, numpy, result)
            pairs = zip(x, y, strict=True)
            rows = [there.split(function(mp.mpf(float(v)), mp.mpf(float(w)))) for v, w in pairs]
            keep(f"{dtype}/{name}", [x, y], rows)
        for seed, name in enumerate(REDUCTIONS):
            x = terms(numpy, name, dtype, seed)
            keep(f"{dtype}/{name} of {TERMS}", [x], [truth.split(exact_reduction(mp, name, x))])
    for dtype in COMPLEX:
        part = "float32" if dtype == "complex64" else "float64"
        truth = Truth(mp, numpy, part)
        for seed, name in enumerate(OF_COMPLEX):
            rng = numpy.random.default_rng(200 + seed)
            operands = 2 if name in BINARY else 1
            xs = [complex_arguments(numpy, rng, dtype) for _ in range(operands)]
            function = exact(mp, name)
            rows = []
            for values in zip(*xs, strict=True):
                z = mp.mpmathify(function(*(mp.mpc(complex(v)) for v in values)))
                unit = truth.unit(float(max(abs(z.real), abs(z.imag))))
                real, imag = truth.split(z.real, unit), truth.split(z.imag, unit)
                rows.append((complex(real[0], imag[0]), unit, complex(real[2], imag[2])))
            keep(f"{dtype}/{name}", xs, rows)
    return kept


def complex_arguments(numpy, rng, dtype):
    """Numbers about 1 in all directions, and of magnitudes from 1e-3 to 1e1."""
    size = 10 ** rng.uniform(-3, 1, COUNT // 2)
    angle = rng.uniform(-math.pi, math.pi, COUNT // 2)
    return (size * numpy.exp(1j * angle)).astype(dtype)


def terms(numpy, name, dtype, seed):
    """Positive numbers, of which no sum cancels; for var and std, far from zero."""
    rng = numpy.random.default_rng(300 + seed)
    if name == "prod":
        return rng.uniform(0.999, 1.001, TERMS).astype(dtype)
    if name in ("var", "std"):
        return (100 + rng.standard_normal(TERMS)).astype(dtype)
    return rng.uniform(0, 1, TERMS).astype(dtype)


def exact_reduction(mp, name, x):
    x = [mp.mpf(float(v)) for v in x]
    if name == "prod":
        return mp.fprod(x)
    if name in ("sum", "cumsum"):
        return mp.fsum(x)
    if name in ("dot", "norm"):
        squares = mp.fsum(v * v for v in x)
        return squares if name == "dot" else mp.sqrt(squares)
    mean = mp.fsum(x) / len(x)
    if name == "mean":
        return mean
    variance = mp.fsum((v - mean) ** 2 for v in x) / len(x)
    return variance if name == "var" else mp.sqrt(variance)


# --- errors ---------------------------------------------------------------------------------------


def real_errors(actual, nearest, unit, rest, greatest=sys.float_info.max):
    """The infinite is one unit beyond the greatest number."""
    errors = []
    for a, n, u, r in zip(actual, nearest, unit, rest, strict=True):
        if math.isinf(n) or math.isnan(n):
            errors.append(0.0 if a == n or (a != a and n != n) else math.inf)
        elif math.isinf(a) and a * n > 0 and abs(n) == greatest:
            errors.append(abs(1 - abs(r)))
        else:
            errors.append(abs((a - n) / u - r) if a == a else math.inf)
    return errors


def errors_of(np, cases, key):
    arguments = [cases[f"{key}/x{i}"] for i in range(2) if f"{key}/x{i}" in cases]
    dtype, name = key.split("/")
    arguments = [np.asarray(x) for x in arguments]
    if " of " in name:
        results = [reduced(np, name.split()[0], *arguments)]
    else:
        results = getattr(np, name)(*arguments).tolist()
    nearest, unit, rest = (cases[f"{key}/{part}"].tolist() for part in ("nearest", "unit", "rest"))
    if "float" in dtype:
        greatest = float(np.finfo("float64" if name == "float_power" else dtype).max)
        return real_errors([float(v) for v in results], nearest, unit, rest, greatest)
    # A real result, as of absolute, has an imaginary part, too.
    parts = (
        real_errors(*([getattr(v, part) for v in column] for column in (results, nearest)), unit,
                    [getattr(v, part) for v in rest])
        for part in ("real", "imag")
    )  # fmt: skip
    return [max(pair) for pair in zip(*parts, strict=True)]


def measure(path, out):
    import rumpy
    from rumpy._kernels import info
    from rumpy._lib_loader import lib

    with rumpy.load(path) as file:
        cases = {name: file[name] for name in file.files}
    keys = list(dict.fromkeys(name.rpartition("/")[0] for name in cases))
    where = "WebAssembly" if sys.platform == "emscripten" else "native"
    found = {}

    def run(np, label):
        with np.errstate(all="ignore"):
            for key in keys:
                errors = errors_of(np, cases, key)
                found.setdefault(key, {})[label] = [max(errors), sum(errors) / len(errors)]

    used = info()["isa"]
    for isa in info()["usable"]:
        lib.la_kernel_use(isa.encode())
        run(rumpy, f"rumpy, {isa}" if isa != "ref" else f"rumpy, ref ({where})")
    lib.la_kernel_use(used.encode())
    try:
        import numpy
    except ImportError:
        pass
    else:
        cases = {name: numpy.asarray(value) for name, value in cases.items()}
        run(numpy, f"NumPy, {where}")
    with open(out, "w") as file:
        json.dump(found, file)


# --- the document ---------------------------------------------------------------------------------

INTRODUCTION = f"""\
# Accuracy

The greatest error of each function beside the truth, in units in the last place of the result (ulp);
0.5 is that of the nearest number. Generated by `make accuracy` (`tests/accuracy.py`): arguments are
{COUNT} numbers of any bit pattern in the function's domain, {COUNT} of an interval that programs use,
and the neighbours of points where it is hard (multiples of pi / 2, 1, 0); those of two arguments are
{COUNT} pairs, complex ones {COUNT // 2} numbers of magnitudes from 0.001 to 10, reductions are of {TERMS:,}
positive numbers (var and std: of numbers about 100). The truth is mpmath's, with 400 bits. *inf* is a
result that is not even of the right kind. **Bold** is what is more than one ulp, and more than a tenth
worse than NumPy 2.4.6 where both were built for the same machine.
"""


def shown(value):
    if value is None:
        return ""
    return f"{value:.2f}" if value < 10 else f"{value:.3g}"


def in_wasm(label):
    return "WebAssembly" in label or "wasm" in label


def table(*paths):
    everything = {}
    labels = []
    for path in paths:
        with open(path) as file:
            for key, row in json.load(file).items():
                everything.setdefault(key, {}).update(row)
                labels += [label for label in row if label not in labels]
    labels.sort(key=lambda label: (in_wasm(label), "NumPy" in label))
    lines = [INTRODUCTION]
    for dtype in (*REALS, *COMPLEX):
        rows = {
            key.split("/")[1]: row for key, row in everything.items() if key.startswith(f"{dtype}/")
        }
        if not rows:
            continue
        lines += [f"## {dtype}", "", "| | " + " | ".join(labels) + " |"]
        lines.append("| :-- |" + " --: |" * len(labels))
        for name, row in rows.items():
            cells = []
            for label in labels:
                worst = row[label][0] if label in row else None
                text = shown(worst)
                peer = row.get("NumPy, WebAssembly" if in_wasm(label) else "NumPy, native")
                worse = peer and worst is not None and worst > max(1.0, 1.1 * peer[0])
                cells.append(f"**{text}**" if worse and "rumpy" in label else text)
            lines.append(f"| {name} | " + " | ".join(cells) + " |")
        lines.append("")
    print("\n".join(lines).rstrip())


if __name__ == "__main__":
    command, *rest = sys.argv[1:]
    {"truth": make_truth, "measure": measure, "table": table}[command](*rest)
