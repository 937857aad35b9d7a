"""Random reductions, statistics and running sums, compared with NumPy's (see strategies.py)."""

from hypothesis import strategies as st
from strategies import (
    DTYPES,
    REALS,
    arguments,
    arrays,
    axes,
    broadcastable,
    lines,
    maybe,
    one_axis,
    programs,
    shapes,
    text_of,
    values,
)

EXACT = "min max amin amax any all ptp count_nonzero nanmin nanmax".split()
ADDING = "sum prod mean std var nansum nanprod nanmean nanstd nanvar".split()
CUMULATIVE = "cumsum cumprod nancumsum nancumprod cumulative_sum cumulative_prod".split()
PLACES = "argmin argmax nanargmin nanargmax".split()
QUANTILES = "median quantile percentile nanmedian nanquantile nanpercentile".split()
METHODS = """
    inverted_cdf averaged_inverted_cdf closest_observation interpolated_inverted_cdf hazen weibull
    linear median_unbiased normal_unbiased lower higher midpoint nearest wrong
""".split()


def near(*texts):
    """What is divided or multiplied is rounded in another order than NumPy's."""
    return {"part": 1e-2 if any("float16" in text for text in texts) else 1e-5}


@programs
def test_reductions(draw):
    name = draw(st.sampled_from(EXACT + ADDING))
    shape = draw(shapes())
    dtype = draw(st.sampled_from(DTYPES))
    a = draw(arrays(shape, dtype, tame=name in ADDING))
    where = ""
    if name not in ("ptp", "count_nonzero") and draw(st.integers(0, 4)) == 0:
        where = f"w = {draw(arrays(draw(broadcastable(shape)), 'bool'))}"
    words = arguments(
        maybe(draw, f"axis={draw(axes(len(shape)))}", 2),
        maybe(draw, f"dtype={draw(st.sampled_from(DTYPES))!r}", 5) if name in ADDING else "",
        maybe(draw, f"ddof={draw(st.sampled_from(['1', '0.5', '7']))}")
        if name[-3:] in ("std", "var")
        else "",
        maybe(draw, f"initial={draw(st.sampled_from(['0', '1', '2.5', '-3']))}", 6)
        if name[-3:] in ("min", "max", "sum", "rod")
        else "",
        maybe(draw, "keepdims=True"),
        where and "where=w",
    )
    method = name in "min max sum prod mean std var any all".split() and draw(st.booleans())
    call = f"a.{name}({words})" if method else f"np.{name}({arguments('a', words)})"
    options = near(dtype, words) if name in ADDING else {}
    # Products of complex numbers: rumpy tells what their result shows, a NaN and no overflow before.
    warned = "dtype" not in words and not (name.endswith("prod") and dtype[0] == "c")
    return lines(f"a = {a}", where, f"r = {call}"), {
        **options,
        "warned": warned,
        "either": bool(where),
    }


@programs
def test_reductions_into(draw):
    """out= of another type, of the wrong shape, of the array itself."""
    name = draw(
        st.sampled_from(
            "min max any all sum prod mean std var cumsum cumprod argmin argmax".split()
        )
    )
    shape = draw(shapes(low=1, high=3))
    dtype = draw(st.sampled_from(DTYPES))
    axis = draw(st.integers(0, len(shape) - 1))
    left = shape if name.startswith("cum") else shape[:axis] + shape[axis + 1 :]
    into = [dtype, "complex128" if dtype[0] == "c" else "float64"]
    if name in ("min", "max", "any", "all"):
        into = [dtype if name.startswith("m") else "bool"]
    elif name.startswith("arg"):
        into = ["int64", "int8", "float32"]
    elif name in ("mean", "std", "var"):
        into = ["complex128" if dtype[0] == "c" and name == "mean" else "float64"]
    out = draw(arrays(left, into, broadcast=False))
    return lines(
        f"a = {draw(arrays(shape, dtype, tame=True))}",
        f"o = {out}",
        f"r = np.{name}(a, axis={axis}, out=o)",
    ), near(dtype, out)


@programs
def test_cumulative(draw):
    name = draw(st.sampled_from(CUMULATIVE))
    shape = draw(shapes())
    dtype = draw(st.sampled_from(DTYPES))
    words = arguments(
        maybe(draw, f"axis={draw(one_axis(len(shape)))}", 2),
        maybe(draw, f"dtype={draw(st.sampled_from(DTYPES))!r}", 5),
        maybe(draw, "include_initial=True") if name.startswith("cumulative") else "",
    )
    return lines(
        f"a = {draw(arrays(shape, dtype, tame=True))}", f"r = np.{name}({arguments('a', words)})"
    ), {
        **near(dtype, words),
        "warned": "dtype" not in words,
        "layout": not name.startswith("nan"),  # NumPy's is that of its copy of stretched axes
    }


@programs
def test_places(draw):
    name = draw(st.sampled_from(PLACES))
    shape = draw(shapes())
    words = arguments(
        maybe(draw, f"axis={draw(one_axis(len(shape)))}", 2), maybe(draw, "keepdims=True")
    )
    return lines(f"a = {draw(arrays(shape))}", f"r = np.{name}({arguments('a', words)})")


@programs
def test_quantiles(draw):
    name = draw(st.sampled_from(QUANTILES))
    shape = draw(shapes(high=3, empty=False))
    dtype = draw(st.sampled_from(DTYPES))
    a = draw(arrays(shape, dtype, tame=draw(st.integers(0, 3)) > 0))
    q = ""
    if not name.endswith("median"):
        scale = 100 if name.endswith("percentile") else 1
        part = st.sampled_from([0, 0.25, 0.5, 1, 0.1, 0.9, 1 / 3, 1.5])
        several = draw(st.lists(part, min_size=1, max_size=3))
        q = (
            text_of([p * scale for p in several])
            if draw(st.booleans())
            else text_of(draw(part) * scale)
        )
    words = arguments(
        maybe(draw, f"axis={draw(axes(len(shape)))}", 2),
        maybe(draw, f"method={draw(st.sampled_from(METHODS))!r}", 2) if q else "",
        maybe(draw, "keepdims=True"),
        maybe(draw, "overwrite_input=False", 9),
    )
    return lines(f"a = {a}", f"r = np.{name}({arguments('a', q, words)})"), {
        **near(dtype),
        "warned": dtype[0] != "c",  # told of a mean's division or of its sum
        "layout": not name.startswith("nan"),  # NumPy moves the axes of what it computes
    }


@programs
def test_weighted(draw):
    shape = draw(shapes(low=1, high=3))
    axis = draw(st.integers(0, len(shape) - 1))
    a = draw(arrays(shape, None, tame=True))
    few = draw(st.booleans())
    w = draw(
        arrays((shape[axis],) if few else shape, ["int64", "float64", "float32", "bool"], tame=True)
    )
    words = arguments(
        f"axis={axis}" if few else maybe(draw, f"axis={axis}", 2), "weights=w",
        maybe(draw, "returned=True"), maybe(draw, "keepdims=True"),
    )  # fmt: skip
    return lines(f"a = {a}", f"w = {w}", f"r = np.average(a, {words})"), near(a, w)


@programs
def test_covariance(draw):
    name = draw(st.sampled_from(["cov", "corrcoef"]))
    shape = draw(shapes(low=1, high=2, long=False))
    dtype = draw(st.sampled_from(DTYPES))
    words = arguments(
        maybe(draw, "rowvar=False"),
        maybe(draw, "ddof=0") if name == "cov" else "",
        maybe(draw, "bias=True") if name == "cov" else "",
        maybe(draw, f"dtype={draw(st.sampled_from(['float32', 'float64', 'complex128']))!r}", 4),
    )
    return lines(
        f"a = {draw(arrays(shape, dtype, tame=True))}", f"r = np.{name}({arguments('a', words)})"
    ), {**near(dtype), "warned": name == "cov"}


@programs
def test_histograms(draw):
    dtype = draw(st.sampled_from(REALS))
    a = draw(arrays(shapes(high=2), dtype, tame=draw(st.integers(0, 3)) > 0))
    bins = draw(st.one_of(
        st.integers(0, 6).map(str), st.lists(st.integers(-9, 9), max_size=4).map(sorted).map(text_of),
        st.sampled_from(["'auto'", "'fd'", "'sturges'", "'scott'", "'sqrt'", "'rice'", "'doane'", "'stone'", "'x'"]),
    ))  # fmt: skip
    name = draw(st.sampled_from(["histogram", "histogram_bin_edges"]))
    words = arguments(
        maybe(draw, f"bins={bins}", 1),
        maybe(
            draw,
            f"range={text_of(tuple(sorted(draw(st.lists(st.integers(-9, 9), min_size=2, max_size=2)))))}",
        ),
        maybe(draw, "density=True") if name == "histogram" else "",
    )
    return lines(f"a = {a}", f"r = np.{name}(a, {words})"), near(dtype)


@programs
def test_counts(draw):
    a = draw(arrays(shapes(low=1, high=1), None, elements=None) if draw(st.integers(0, 5)) == 0
             else arrays(shapes(low=1, high=1), "int32", elements=st.integers(-draw(st.integers(0, 1)), 12)))  # fmt: skip
    words = arguments(
        maybe(draw, f"minlength={draw(st.integers(-1, 15))}"),
        maybe(draw, "weights=np.abs(a) * 0.5"),
    )
    return lines(f"a = {a}[:9] % 99", f"r = np.bincount({arguments('a', words)})")


@programs
def test_calculus(draw):
    name = draw(st.sampled_from(["diff", "ediff1d", "gradient", "trapezoid", "unwrap"]))
    shape = draw(shapes(high=3))
    dtype = draw(st.sampled_from(DTYPES))
    a = draw(arrays(shape, dtype, tame=True))
    axis = maybe(draw, f"axis={draw(one_axis(len(shape), none=False))}", 2)
    words = {
        "diff": arguments(maybe(draw, f"n={draw(st.integers(-1, 4))}"), axis,
                          maybe(draw, "prepend=1"), maybe(draw, "append=a")),
        "ediff1d": arguments(maybe(draw, "to_end=[9, 1]"), maybe(draw, "to_begin=1")),
        "gradient": arguments(maybe(draw, "0.5"), axis, maybe(draw, "edge_order=2")),
        "trapezoid": arguments(maybe(draw, "dx=0.5"), axis),
        "unwrap": arguments(maybe(draw, "period=4"), maybe(draw, "discont=1"), axis),
    }[name]  # fmt: skip
    return lines(f"a = {a}", f"r = np.{name}({arguments('a', words)})"), near(dtype)


@programs
def test_interp_and_filters(draw):
    name = draw(
        st.sampled_from(
            [
                "interp",
                "convolve",
                "correlate",
                "clip",
                "digitize",
                "polyval",
                "round",
                "nan_to_num",
            ]
        )
    )
    line = shapes(low=1, high=1, long=False)
    if name == "interp":
        n = draw(st.integers(0, 5))
        x = sorted(draw(st.lists(st.integers(-8, 8), min_size=n, max_size=n)))
        y = draw(arrays((n,), REALS, tame=True))
        words = arguments(
            maybe(draw, "left=-99"), maybe(draw, "right=99.5"), maybe(draw, "period=5")
        )
        a = draw(arrays(shapes(high=2), REALS, tame=True))
        program = lines(f"a = {a}", f"r = np.interp({arguments('a', text_of(x), y, words)})")
    elif name in ("convolve", "correlate"):
        mode = draw(st.sampled_from(["full", "same", "valid", "x"]))
        program = lines(
            f"a = {draw(arrays(line, None, tame=True))}", f"b = {draw(arrays(line, None, tame=True))}",
            f"r = np.{name}(a, b, mode={mode!r})",
        )  # fmt: skip
    elif name == "digitize":
        bins = draw(st.lists(st.integers(-9, 9), max_size=6))
        bins = sorted(bins, reverse=draw(st.booleans())) if draw(st.integers(0, 9)) else bins
        program = lines(
            f"a = {draw(arrays(shapes(high=2), REALS))}",
            f"r = np.digitize(a, {bins}, right={draw(st.booleans())})",
        )
    elif name == "clip":
        low, high = (
            draw(
                st.one_of(
                    st.just("None"),
                    arrays(shapes(high=1)),
                    values("float64").map(text_of),
                    st.integers(-5, 300).map(str),
                )
            )
            for _ in "ab"
        )
        program = lines(f"a = {draw(arrays(shapes(high=2)))}", f"r = np.clip(a, {low}, {high})")
    elif name == "polyval":
        program = lines(
            f"a = {draw(arrays(shapes(high=2, long=False), None, tame=True))}",
            f"b = {draw(arrays(st.just((3,)), None, tame=True))}",
            "r = np.polyval(b, a)",
        )
    elif name == "round":
        program = lines(
            # A copy of stretched axes has another layout.
            f"a = {draw(arrays(shapes(high=2), broadcast=False))}",
            f"r = a.round({draw(st.integers(-3, 4))})",
        )
    else:
        words = arguments(
            maybe(draw, "nan=1.5"),
            maybe(draw, "posinf=3"),
            maybe(draw, "neginf=-3"),
            maybe(draw, "copy=False"),
        )
        program = lines(
            f"a = {draw(arrays(shapes(high=2)))}", f"r = np.nan_to_num({arguments('a', words)})"
        )
    return program, near(program)
