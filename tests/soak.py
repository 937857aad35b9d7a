"""A differential soak: random operations on a family of arrays that grows and shrinks, views of views
among them, in place, overlapping, on one thread and several, beside NumPy. Every result is compared,
after each change all arrays; in the end nothing may be left in memory.

    soak.py [--operations N] [--seed S] [--round R]

Operations are lines of Python, which both libraries run; so what shows a difference is a program. It is
made as short as it can be and printed, with the seed and the round that lead there again. Each round
of a thousand operations begins with no arrays, and depends on nothing but seed and round.

An operation that fails must fail in both, with the same kind of exception. `make soak` runs this with
libarray's allocations counted.
"""

import argparse
import ctypes
import gc
import math
import random
import re
import sys
import time
import warnings

import numpy
import rumpy
from counted import COUNTED, library

# Blocks of Python's that may be left: its own caches grow by two a round.
SPARE, SPARE_OF_A_ROUND = 500, 4
# Bytes of Pyodide's, caches of Python, NumPy and rumpy among them: 2 MiB in the first round, half a million in
# the next hundred.
SPARE_BYTES, SPARE_BYTES_OF_A_ROUND = 2**22, 2**12
WASM = sys.platform == "emscripten"
ROUND = 1000  # operations
MOST, LARGEST = 40, 20000  # arrays that live at a time, and their elements
WORK = 400_000  # elements of one result, or multiplications for it

SIGNED = ["int8", "int16", "int32", "int64"]
UNSIGNED = [f"u{dtype}" for dtype in SIGNED]
INTEGERS = SIGNED + UNSIGNED
FLOATS = ["float16", "float32", "float64"]
COMPLEX = ["complex64", "complex128"]
DTYPES = ["bool", *INTEGERS, *FLOATS, *COMPLEX]

UNARY = "negative positive absolute square sign conjugate logical_not isfinite isnan signbit invert rint floor".split()
BINARY = (
    "add subtract multiply true_divide floor_divide remainder less equal logical_and logical_xor bitwise_or "
    "bitwise_xor left_shift right_shift copysign maximum minimum fmax"
).split()
IN_PLACE = "add subtract multiply floor_divide bitwise_and less true_divide".split()
COMPLEX_CLOSE = ("absolute", "square", "sign")
# By other algorithms, so that the last digits differ.
CLOSE = "sqrt exp sin cos log1p arctan cbrt tanh exp2 expm1 arcsinh".split()
REDUCTIONS = "sum prod mean var std max min any all argmax argmin count_nonzero ptp".split()
NUMBERS = [0, 1, -1, 3, 2.5, True, 100, 2j, -7]
KEPT = "a"  # the letter of arrays' names

EXACT = None


class Line:
    """A line of a program. near: how far its floating-point numbers may be off, in units of the type's
    epsilon; 0 allows for zeros of the other sign, EXACT doesn't. changes: arrays that were there."""

    def __init__(self, text, near=EXACT, changes=False):
        self.text, self.near, self.changes = text, near, changes
        self.results = "r = " in text
        self.code = compile(text, "<soak>", "exec")


class Difference(Exception):
    pass


# --- comparing ------------------------------------------------------------------------------------


def compare(ours, theirs, near=EXACT):
    if isinstance(theirs, (tuple, list)):
        if type(ours) is not type(theirs) or len(ours) != len(theirs):
            raise Difference(f"{ours!r} instead of {theirs!r}")
        for one, other in zip(ours, theirs, strict=True):
            compare(one, other, near)
        return
    if not isinstance(theirs, (numpy.ndarray, numpy.generic)):
        # what is no array: numbers (of which NaN is not equal to itself), texts
        if repr(ours) != repr(theirs):
            raise Difference(f"{ours!r} instead of {theirs!r}")
        return
    kind = rumpy.ndarray if isinstance(theirs, numpy.ndarray) else rumpy.generic
    if not isinstance(ours, kind):
        raise Difference(f"{type(ours)} instead of {type(theirs)}")
    if (ours.dtype.name, ours.shape) != (theirs.dtype.name, theirs.shape):
        raise Difference(f"{ours.dtype}{ours.shape} instead of {theirs.dtype}{theirs.shape}")
    if kind is rumpy.ndarray:
        one, other = layout(ours), layout(theirs)
        if near is EXACT and one != other:
            raise Difference(f"strides and flags {one} instead of {other}")
    view = numpy.asarray(ours)
    if view.tobytes() != theirs.tobytes():
        compare_values(view, theirs, near)


def layout(a):
    """The strides of axes that are walked, and flags."""
    walked = [s for n, s in zip(a.shape, a.strides, strict=True) if n > 1] if a.size else []
    return walked, bool(a.flags.writeable), bool(a.flags.c_contiguous), bool(a.flags.f_contiguous)


def compare_values(ours, theirs, near):
    if theirs.dtype.kind not in "fc":
        wrong = ours != theirs
    elif theirs.dtype.kind == "c" and near is EXACT:
        compare_values(ours.real, theirs.real, near)
        compare_values(ours.imag, theirs.imag, near)
        return
    else:
        wrong = (ours != theirs) & ~(numpy.isnan(ours) & numpy.isnan(theirs))
        if near is EXACT:
            wrong |= (theirs == 0) & (numpy.signbit(ours) != numpy.signbit(theirs))
        else:
            step = float(numpy.finfo(theirs.dtype).eps)
            wide = "complex128" if theirs.dtype.kind == "c" else "float64"
            off = numpy.abs(ours.astype(wide) - theirs.astype(wide))
            wrong &= ~(off <= step * (near + 16 * numpy.abs(theirs.astype(wide))))
    if numpy.any(wrong):
        at = tuple(numpy.argwhere(wrong)[0])
        count = numpy.count_nonzero(wrong)
        raise Difference(f"{ours[at]!r} instead of {theirs[at]!r} at {at}, and {count} in all")


# --- running --------------------------------------------------------------------------------------


def set_threads(np, count):
    if np is rumpy:
        rumpy.threads.set_num_threads(count)


class Family:
    """The arrays of a program, rumpy's and NumPy's, by name."""

    def __init__(self):
        self.ours, self.theirs = self.names(rumpy), self.names(numpy)

    @staticmethod
    def names(np):
        return {"np": np, "nan": math.nan, "inf": math.inf, "threads": lambda n: set_threads(np, n)}

    def run(self, line):
        """Whether it went through, in both."""
        errors = []
        for names in self.ours, self.theirs:
            if line.results:
                names.pop("r", None)
            try:
                exec(line.code, names)
                errors.append(None)
            except MemoryError:
                raise
            except Exception as error:
                errors.append(error.with_traceback(None))
        ours, theirs = errors
        if (ours is None) != (theirs is None) or (ours is not None and not alike(ours, theirs)):
            raise Difference(f"{ours!r} instead of {theirs!r}")
        if line.results and ours is None:
            compare(self.ours["r"], self.theirs["r"], line.near)
        if line.changes:
            self.compare_all()
        return ours is None

    def compare_all(self):
        for name, theirs in self.theirs.items():
            if name.startswith(KEPT):
                try:
                    compare(self.ours[name], theirs)
                except Difference as difference:
                    raise Difference(f"{name}: {difference}") from None


def alike(ours, theirs):
    """Whether exceptions are of the same kind. Of two mistakes either may be told."""
    wanted = type(theirs).__name__.lstrip("_")
    if any(kind.__name__.lstrip("_") == wanted for kind in type(ours).__mro__):
        return True
    return any("read-only" in str(error) for error in (ours, theirs))


def differs(program):
    """What the last line shows after the others, or None."""
    family = Family()
    for line in program:
        try:
            family.run(line)
        except Difference as difference:
            return difference if line is program[-1] else None
    try:
        family.compare_all()
    except Difference as difference:
        return difference
    return None


def shortened(program):
    """A program that differs, without the lines that it doesn't need."""
    size = len(program) // 2
    while size:
        at = 0
        while at < len(program) - 1:
            fewer = program[:at] + program[min(at + size, len(program) - 1) :]
            if differs(fewer):
                program = fewer
            else:
                at += size
        size //= 2
    return program


def broadcast_size(*arrays):
    """Of the result; None where they don't broadcast."""
    try:
        return math.prod(numpy.broadcast_shapes(*(a.shape for a in arrays)))
    except ValueError:
        return None


# --- drawing --------------------------------------------------------------------------------------


class Round:
    """A thousand operations. Each step draws a line, knowing what NumPy's arrays are."""

    def __init__(self, seed, number):
        self.draw = random.Random(f"{seed}/{number}")
        self.family = Family()
        self.live = []
        self.program = []

    def run(self, operations):
        for _ in range(operations):
            if not self.live or self.draw.random() < 0.1:
                line = self.make()
            elif self.draw.random() < 0.002:
                line = self.large()
            else:
                step = self.draw.choice(STEPS)
                line = getattr(self, step)()
                if line.near is EXACT and step != "view" and self.stretched(line.text):
                    line.near = 0  # the order of its axes in memory may differ
            if self.do(line) and line.results and line.near is EXACT:
                self.keep()
            while len(self.live) > MOST or (self.live and self.draw.random() < 0.08):
                name = self.live.pop(self.draw.randrange(len(self.live)))
                self.do(Line(f"del {name}"))
        self.family.compare_all()

    def do(self, line):
        self.program.append(line)
        return self.family.run(line)

    def keep(self):
        result = self.family.theirs.get("r")
        if isinstance(result, numpy.ndarray) and result.size <= LARGEST and result.ndim <= 8:
            name = next(n for n in (f"{KEPT}{i}" for i in range(MOST + 1)) if n not in self.live)
            self.live.append(name)
            self.do(Line(f"{name} = r"))

    # --- parts of lines ---

    def pick(self, kinds=None):
        """The name of an array, and NumPy's array of that name."""
        names = self.live
        if kinds:
            names = [n for n in names if self.family.theirs[n].dtype.kind in kinds] or names
        name = self.draw.choice(names)
        return name, self.family.theirs[name]

    def some(self, *texts):
        return self.draw.choice(texts)

    def shape(self):
        lengths = self.draw.choices([0, 1, 2, 3, 5, 8, 17, 40], [1, 3, 3, 3, 3, 3, 3, 2], k=4)
        shape = tuple(lengths[: self.draw.choice([0, 1, 1, 2, 2, 3, 4])])
        return shape if math.prod(shape) <= LARGEST else (7, 9)

    def axis(self, a, none=True):
        axes = list(range(-a.ndim, a.ndim)) or [0]
        if none and self.draw.random() < 0.4:
            return None
        if none and a.ndim > 1 and self.draw.random() < 0.2:
            return tuple(self.draw.sample(range(a.ndim), 2))
        return self.draw.choice(axes)

    def index(self, a):
        """The text of an index, and whether an integer array is in it; none names an element twice."""
        items, fancy = [], False
        for n in a.shape[: self.draw.randint(0, a.ndim)]:
            kind = self.draw.randrange(9)
            if kind == 0 and n:
                items.append(str(self.draw.randrange(-n, n)))
            elif kind == 1:
                items.append("None")
            elif kind == 2 and n and not fancy:
                fancy = True
                several = self.draw.sample(range(n), self.draw.randint(0, min(n, 4)))
                items.append(str([i - n * self.draw.randint(0, 1) for i in several]))
            else:
                start, stop = (self.draw.choice(["", *range(-n - 1, n + 2)]) for _ in "ab")
                items.append(f"{start}:{stop}:{self.draw.choice(['', 1, 2, -1, -3])}")
        if self.draw.random() < 0.2:
            items.insert(self.draw.randint(0, len(items)), "...")
        return ", ".join(items) or "...", fancy

    def stretched(self, text):
        """Whether it names an array that lies stretched in memory."""
        arrays = [self.family.theirs[name] for name in re.findall(r"\ba[0-9]+\b", text)]
        return any(0 in a.strides for a in arrays if a.size)

    def castable(self, a, dtype):
        """Whether C says what the cast gives; else NumPy's loops on vectors say one thing, its others
        another."""
        if a.dtype.kind not in "fc" or dtype not in INTEGERS:
            return True
        limits = numpy.iinfo(dtype)
        parts = a.real
        return bool(numpy.all((parts > limits.min) & (parts < limits.max)))

    @staticmethod
    def most(*arrays):
        """The largest absolute value, or infinity where one isn't finite."""
        largest = 0.0
        for a in arrays:
            if a.size:
                top = float(numpy.max(numpy.abs(a.astype("c16" if a.dtype.kind == "c" else "f8"))))
                largest = max(largest, top if top == top else math.inf)
        return largest

    def partner(self, a):
        """Mostly one that broadcasts with a."""
        for _ in range(4):
            other, b = self.pick()
            if self.draw.random() < 0.1 or broadcast_size(a, b) is not None:
                break
        return other, b

    def broadcasts(self, *arrays):
        size = broadcast_size(*arrays)
        return size is None or size <= WORK  # None: it fails, in both

    # --- steps ---

    def make(self):
        dtype, shape = self.draw.choice(DTYPES), self.shape()
        kind = self.draw.randrange(10)
        if kind == 0 and dtype in FLOATS + COMPLEX:
            values = f"np.resize([0.5, -0.0, nan, inf, 2, -inf, -3.25], {shape})"
        elif kind == 1 and dtype in INTEGERS:
            limits = numpy.iinfo(dtype)
            values = f"np.resize(np.array([{limits.min}, {limits.max}, 0, 1], '{dtype}'), {shape})"
        elif kind == 2:
            return Line(f"r = np.{self.some('zeros', 'ones')}({shape}, '{dtype}', order='F')")
        else:
            values = (
                f"np.random.default_rng({self.draw.randrange(2**30)}).integers(-9, 90, {shape})"
            )
            if dtype in UNSIGNED:
                values += " + 9"
            elif dtype in FLOATS + COMPLEX:
                values = f"({values} / 4)"
            if dtype in COMPLEX:
                values = f"({values} * (1 - 0.5j))"
        text = f"r = np.asarray({values}).astype('{dtype}')"
        return Line(text + self.some("", "", "[::-1]", ".copy('F')") * (len(shape) > 0))

    def view(self):
        name, a = self.pick()
        kinds = []
        axes = tuple(self.draw.sample(range(a.ndim), a.ndim))
        index, fancy = self.index(a)
        if not (fancy and self.stretched(name)):
            kinds = [f"[{index}]"] * 3
        kinds += [
            ".T", f".transpose({axes})", ".reshape(-1)",
            "[..., None]", ".real", ".imag", ".squeeze()", "[()]",
        ]  # fmt: skip
        if not self.stretched(name):
            kinds += [".ravel('K')", ".copy('K')"]
        if a.ndim > 1:
            kinds += [f".reshape({(-1, *a.shape[2:])})", ".swapaxes(0, -1)", ".diagonal()"]
        if a.ndim == 2 and a.shape[1] % 2 == 0 and a.size:
            kinds.append(f".reshape({a.shape[0]}, 2, -1)")
        text = name + self.draw.choice(kinds)
        if self.draw.random() < 0.15:
            text = self.some(
                f"np.broadcast_to({name}, {(2, *a.shape)})", f"np.asarray(memoryview({name}))",
                f"np.flip({name})", f"np.atleast_2d({name})", f"np.expand_dims({name}, 0)",
            )  # fmt: skip
        if a.dtype.name in SIGNED and self.draw.random() < 0.1:
            text = f"{name}.view('u{a.dtype.name}')"
        return Line(f"r = {text}")

    def unary(self):
        name, a = self.pick()
        function = self.draw.choice(UNARY)
        near = self.most(a) ** 2 if a.dtype.kind == "c" and function in COMPLEX_CLOSE else EXACT
        return Line(f"r = np.{function}({name})", near)

    def close(self):
        name, a = self.pick()
        if a.dtype.kind == "c" and not self.most(a) < 20:
            return Line(f"r = np.square({name})", 0)
        # Sines of large numbers are as exact as their argument is reduced: of everything, here.
        return Line(f"r = np.{self.draw.choice(CLOSE)}({name})", 16)

    def operands(self):
        """The text of two operands that broadcast to no more than is bearable, and their arrays."""
        name, a = self.pick()
        other, b = self.partner(a)
        if self.draw.random() < 0.4 or not self.broadcasts(a, b):
            number = self.draw.choice(NUMBERS)
            pair = [name, repr(number)]
            if self.draw.random() < 0.2:
                pair.reverse()
            return ", ".join(pair), [a, numpy.asarray(number)]
        return f"{name}, {other}", [a, b]

    def binary(self):
        function = self.draw.choice(BINARY)
        texts, arrays = self.operands()
        near = EXACT
        if WASM and function.endswith("shift") and any(a.dtype.itemsize == 8 for a in arrays):
            function = "bitwise_xor"  # NumPy cuts counts to a size_t, of 32 bits there
        if any(a.dtype.kind in "fc" for a in arrays):
            if function in ("maximum", "minimum", "fmax"):
                near = 0  # of zeros of both signs either
            elif any(a.dtype.kind == "c" for a in arrays) and function.endswith(
                ("multiply", "divide")
            ):
                near = self.most(*arrays) ** 2  # fused or not
        return Line(f"r = np.{function}({texts})", near)

    def power(self):
        name, a = self.pick("biu")
        other, b = self.partner(a)
        if a.dtype.kind not in "biu" or b.dtype.kind not in "biu" or not self.broadcasts(a, b):
            return Line(f"r = {name} ** 2", self.most(a) ** 2 if a.dtype.kind == "c" else EXACT)
        real = numpy.result_type(a, b).kind == "f"  # uint64 and a signed type
        return Line(f"r = {self.some(f'{name} ** {other}', f'{name} ** 3')}", 0 if real else EXACT)

    def in_place(self):
        function = self.draw.choice(IN_PLACE)
        name, a = self.pick()
        other, b = self.partner(a)
        if a.dtype.kind == "c" or b.dtype.kind == "c":
            function = self.some("add", "subtract")
        # NumPy casts what is masked out to the loop's type and back, where it overlaps.
        masked = "add" if function == "less" else function
        texts = [
            f"np.{function}({name}, {other}, out={name})",
            f"np.{function}({other}, {name}, out={name}, casting='same_kind')",
            f"np.{function}({name}, {name}[::-1], out={name})",
            f"np.{function}({name}[1:], {name}[:-1], out={name}[1:])",
            f"np.{masked}({name}, {other}, out={name}, where={name} > 3)",
            f"{name} += {other}", f"{name} -= {self.draw.choice(NUMBERS)}", f"{name} *= 2",
            f"np.negative({name}[::-1], out={name})", f"{name} |= {other}",
        ]  # fmt: skip
        if b.size > WORK or not self.broadcasts(a, b):
            texts = texts[2:4]
        return Line(self.draw.choice(texts), changes=True)

    def assign(self):
        name, a = self.pick()
        other, b = self.partner(a)
        index, fancy = self.index(a)
        if self.draw.random() < 0.3 or not self.castable(b, a.dtype.name):
            return Line(f"{name}[{index}] = {self.some('0', '1', '77', 'True')}", changes=True)
        if fancy and b.size == 0:
            other = "2"  # of no elements NumPy doesn't see that their shapes don't fit
        if fancy and numpy.may_share_memory(a, b):
            other += ".copy()"  # NumPy's result depends on the order in which it walks
        if self.draw.random() < 0.2:
            return Line(f"{name}[{index}] = {name}[{index}][::-1].copy()", changes=True)
        if self.draw.random() < 0.2 and a.flags.writeable:
            return Line(
                f"np.copyto({name}, {other}, casting='unsafe', where={name} > 2)", changes=True
            )
        return Line(f"{name}[{index}] = {other}", changes=True)

    def change(self):
        name, a = self.pick("biu")
        n = max(a.size, 1)
        places = [self.draw.randrange(-n, n) for _ in range(3)]
        texts = [
            f"{name}.fill(5)", f"np.put({name}, {places[:1]}, 3)", f"{name}.flat[{places[0]}] = 2",
            f"{name}[{name} > 3] = 1", f"{name}.flat[1::2] = {name}.flat[:{len(range(1, a.size, 2))}]",
            f"np.clip({name}, 2, 20, out={name})", f"{name}.byteswap(inplace=True)",
            f"{name}[...] = {name}.T" if a.ndim == 2 else f"{name}[::-1] = {name}",
        ]  # fmt: skip
        if a.dtype.kind in "biu":
            texts.append(f"{name}.sort(axis=0)")
            # NumPy's `at` writes to what is read-only, too, and adds Python's ints to uint64 as reals.
            if a.flags.writeable:
                texts.append(f"np.add.at({name}, ({places},), {name}.dtype.type(1))")
        else:
            texts.pop(6)  # which NaN it makes is told by its bits only
        return Line(self.draw.choice(texts), changes=True)

    def select(self):
        name, a = self.pick()
        other, b = self.partner(a)
        mask = f"{name} > 3"
        texts = [
            f"{name}[{mask}]", f"np.count_nonzero({mask})", f"np.stack(({mask}).nonzero())",
            f"np.where({mask}, {name}, 2)", f"np.argwhere({mask}).copy()", f"np.flatnonzero({mask})",
            f"np.compress([True, False, True], {name})", f"np.extract({mask}, {name})",
        ]  # fmt: skip
        if self.broadcasts(a, b):
            texts += [f"np.where({mask}, {name}, {other}).copy()"] * 2
        return Line(f"r = {self.draw.choice(texts)}")

    def cast(self):
        name, a = self.pick()
        dtype = self.draw.choice(DTYPES)
        if not self.castable(a, dtype):
            dtype = self.draw.choice(COMPLEX)
        order = self.draw.choice("CFAK")
        return Line(f"r = {name}.astype('{dtype}', order='{order}')")

    def reduce(self):
        name, a = self.pick()
        function, axis = self.draw.choice(REDUCTIONS), self.axis(a)
        real = a.dtype.kind in "biu"
        near = (
            EXACT if real or function in ("any", "all", "argmax", "argmin", "count_nonzero") else 0
        )
        if function in ("sum", "prod", "mean", "var", "std") and not (
            real and function in ("sum", "prod")
        ):
            most = self.most(a)
            near = 4 * max(a.size, 8) * max(most, most**2 if function in ("var", "prod") else 0, 1)
            if function == "prod" or not near < (3e4 if a.dtype.name == "float16" else 1e30):
                function, near = "max", EXACT if real else 0
        keep = self.some("", ", keepdims=True")
        where = (
            f", where={name} > 2" if function in ("sum", "any") and self.draw.random() < 0.2 else ""
        )
        return Line(f"r = np.{function}({name}, axis={axis}{keep}{where})", near)

    def accumulate(self):
        name, a = self.pick()
        axis = self.axis(a, none=False)
        if a.dtype.kind in "fc":
            near = 4 * max(a.size, 1) * self.most(a)
            if not near < (3e4 if a.dtype.name == "float16" else 1e30):
                return Line(f"r = np.maximum.accumulate({name}, axis={axis})", 0)
            return Line(f"r = np.cumsum({name}, axis={axis})", near)
        function = self.some("add", "multiply", "maximum", "bitwise_xor")
        return Line(f"r = np.{function}.accumulate({name}, axis={axis})")

    def product(self):
        name, a = self.pick()
        other, b = self.partner(a)
        if self.draw.random() < 0.5:
            other, b = f"{name}.T", a.T
        if a.size * b.size > WORK * 10:
            return Line(f"r = {name}[:1] @ {name}[:1].T", 1e9)
        near = 0
        if any(x.dtype.kind in "fc" for x in (a, b)):
            near = 4 * max(a.size, b.size, 1) * self.most(a) * self.most(b)
            if not near < (3e4 if "float16" in (a.dtype.name, b.dtype.name) else 1e30):
                return Line(f"r = ({name} > 1) @ ({other} > 1)", 0)
        text = self.some(
            f"{name} @ {other}", f"np.dot({name}, {other})", f"np.inner({name}, {other})",
            f"np.multiply.outer({name}.ravel()[:50], {other}.ravel()[:50])",
            f"np.einsum('...i,...i', {name}, {name}).copy()", f"np.tensordot({name}, {other}, 1)",
        )  # fmt: skip
        return Line(f"r = {text}", near)

    def sort(self):
        name, a = self.pick()
        axis = self.draw.choice([-1, 0])
        near = 0 if a.dtype.kind in "fc" else EXACT
        return Line("r = " + self.some(
            f"np.sort({name}, axis={axis})", f"np.unique({name})",
            f"np.argsort({name}, axis={axis}, kind='stable')",
            f"np.searchsorted(np.sort({name}.ravel()), {name})",
            f"np.unique({name}, return_counts=True, return_inverse=True)",
        ), near)  # fmt: skip

    def join(self):
        name, a = self.pick()
        other, b = self.pick()
        return Line("r = " + self.some(
            f"np.concatenate([{name}.ravel(), {other}.ravel()])", f"np.concatenate([{name}, {other}]).copy()",
            f"np.concatenate([{name}, {name}[::-1]], axis=-1)", f"np.stack([{name}, {name}.copy()], axis=-1)",
            f"np.repeat({name}, 2)", f"np.roll({name}, 3)", f"np.take({name}, [0, 0], axis=0)",
            f"np.tile({name}, 2).copy()", f"np.array_split({name}, 3)", f"np.vstack([{name}, {other}]).copy()",
            f"np.diff({name})" if a.dtype.kind != "b" else f"np.diff({name}, axis=0)",
            f"np.resize({name}, (3, 5))", f"np.array([{name}, {name}])", f"np.rot90({name})",
        ))  # fmt: skip

    def look(self):
        name, a = self.pick()
        small = name if a.size < 60 else f"{name}.ravel()[:20]"
        # NumPy has two types of 32 bits there, of which repr shows one.
        shown = f"{small}.tolist()" if WASM and a.dtype.itemsize == 4 else f"repr({small})"
        return Line("r = " + self.some(
            f"{small}.tolist()", shown, f"str({small})", f"{name}.tobytes()[:99]", f"list({small}.flat)",
            f"[x.shape for x in {name}]", f"({name}.nbytes, {name}.ndim, len({name}))",
            f"np.frombuffer({name}.tobytes(), {name}.dtype)", f"__import__('copy').deepcopy({name})",
            f"__import__('pickle').loads(__import__('pickle').dumps({name})).copy()",
        ))  # fmt: skip

    def many_threads(self):
        return Line(f"threads({self.draw.randint(1, 3)})")

    def large(self):
        """What threads take part in, or what works in blocks; not kept."""
        n, k, seed = self.draw.randint(60, 220), self.draw.randint(60, 300), self.draw.randrange(99)
        dtype = self.draw.choice(["float32", "float64", "complex128", "int32", "complex64"])
        a = f"np.random.default_rng({seed}).integers(-9, 9, ({n}, {k})).astype('{dtype}')"
        text = self.some(
            f"(lambda a: a @ a.T)({a})", f"(lambda a: (a[::2] @ a.T[:, ::3]).sum(axis=0))({a})",
            f"np.sort({a}, axis=0)", f"(lambda a: a.T.copy() + 1)({a})", f"({a} * 3).sum(axis=1)",
            f"(lambda a: np.argsort(a.ravel(), kind='stable'))({a})",
        )  # fmt: skip
        return Line(f"threads({self.draw.randint(1, 3)}); r = {text}", 0)


STEPS = (
    "view view view view view view unary close binary binary binary binary power in_place in_place in_place assign "
    "assign assign change change select select cast cast reduce reduce reduce accumulate product sort join join look "
    "many_threads"
).split()


# --- memory ---------------------------------------------------------------------------------------


class Mallinfo(ctypes.Structure):
    _fields_ = [(name, ctypes.c_int) for name in (
        "arena ordblks smblks hblks hblkhd usmblks fsmblks uordblks fordblks keepcost"
    ).split()]  # fmt: skip


def held():
    """How much is there: blocks of Python's; and libarray's, where they are counted, or in Pyodide the bytes
    that are allocated at all, by whomever."""
    gc.collect()
    if WASM:
        mallinfo = ctypes.CDLL(None).mallinfo
        mallinfo.restype = Mallinfo
        return sys.getallocatedblocks(), mallinfo().uordblks
    return sys.getallocatedblocks(), library.failing_live_blocks() if COUNTED else 0


def run_round(seed, number, operations):
    """None, or the report of a difference."""
    this = Round(seed, number)
    try:
        this.run(operations)
    except Difference as difference:
        text = "\n".join(f"    {line.text}" for line in shortened(this.program))
        return (
            f"seed {seed}, round {number}, line {len(this.program)}: {difference}\n"
            f"the shortest program that shows it (threads(n): of rumpy's):\n{text}\n"
            f"again: soak.py --seed {seed} --round {number}"
        )
    return None


def main(arguments=None):
    parser = argparse.ArgumentParser(description=__doc__.partition("\n\n")[0])
    parser.add_argument("--operations", type=int, default=50_000)
    parser.add_argument("--seed", type=int, default=random.randrange(2**32))
    parser.add_argument("--round", type=int, help="this one alone")
    given = parser.parse_args(arguments)
    warnings.simplefilter("ignore")
    threads = rumpy.threads.get_num_threads()
    begun = time.monotonic()
    with numpy.errstate(all="ignore"), rumpy.errstate(all="ignore"):
        rounds = [given.round] if given.round is not None else range(-(-given.operations // ROUND))
        print(f"seed {given.seed}", flush=True)
        # Caches fill in the first rounds.
        warm, at_start = min(3, len(rounds) - 1), None
        for number in rounds:
            if number == warm:
                at_start = held()
            report = run_round(given.seed, number, ROUND)
            if report:
                print(report)
                return 1
    rumpy.threads.set_num_threads(threads)
    at_end = held()
    seconds = time.monotonic() - begun
    print(
        f"{len(rounds) * ROUND} operations agree, {seconds:.0f} s; blocks of Python's, and {'bytes of all' if WASM else 'of libarray'}, after "
        f"the first rounds: {at_start}, at the end: {at_end}"
    )
    blocks, memory = (end - start for start, end in zip(at_start, at_end, strict=True))
    if (
        blocks > SPARE + len(rounds) * SPARE_OF_A_ROUND
        or (WASM and memory > SPARE_BYTES + len(rounds) * SPARE_BYTES_OF_A_ROUND)
        or (not WASM and memory != 0)
    ):
        print("something is left behind")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
