"""Random sorts, searches and sets, compared with NumPy's (see strategies.py)."""

from hypothesis import strategies as st
from strategies import (
    DTYPES,
    REALS,
    arguments,
    arrays,
    lines,
    maybe,
    one_axis,
    programs,
    shapes,
)

KINDS = st.sampled_from(["quicksort", "stable", "mergesort", "heapsort", "x"])


@programs
def test_sort(draw):
    name = draw(st.sampled_from(["sort", "argsort"]))
    shape = draw(shapes())
    how = draw(st.sampled_from(["kind='stable'", "stable=True"])) if name == "argsort" else maybe(
        draw, f"kind={draw(KINDS)!r}"
    )  # fmt: skip
    words = arguments(maybe(draw, f"axis={draw(one_axis(len(shape)))}", 2), how)
    method = draw(st.booleans())
    call = f"a.{name}({words})" if method else f"np.{name}({arguments('a', words)})"
    return lines(f"a = {draw(arrays(shape, broadcast=not method))}", f"r = {call}"), {
        "zeros": False
    }


@programs
def test_partition(draw):
    """What stands at the chosen places; the others may stand in any order."""
    shape = draw(shapes(low=1, high=3, empty=False))
    axis = draw(st.integers(-len(shape), len(shape) - 1))
    n = shape[axis]
    kth = draw(
        st.one_of(
            st.integers(-n - 1, n), st.lists(st.integers(-n, max(n - 1, 0)), min_size=1, max_size=3)
        )
    )
    a = draw(arrays(shape))
    places = kth if isinstance(kth, list) else [kth]
    if draw(st.booleans()):
        call = f"np.take(np.partition(a, {kth}, axis={axis}), {places}, axis={axis})"
    else:
        call = f"np.take(np.take_along_axis(a, np.argpartition(a, {kth}, axis={axis}), {axis}), {places}, axis={axis})"
    return lines(f"a = {a}", f"r = {call}"), {"layout": False, "zeros": False}


@programs
def test_lexsort(draw):
    shape = draw(shapes(low=1, high=2))
    keys = ", ".join(draw(arrays(shape)) for _ in range(draw(st.integers(1, 3))))
    words = maybe(draw, f"axis={draw(one_axis(len(shape), none=False))}")
    return f"r = np.lexsort({arguments(f'({keys},)', words)})"


@programs
def test_searchsorted(draw):
    dtype = draw(st.sampled_from(DTYPES))
    others = [dtype] if draw(st.booleans()) else DTYPES
    a = draw(arrays(shapes(low=1, high=1), dtype))
    v = draw(arrays(shapes(high=3), others))
    side = draw(st.sampled_from(["left", "right"]))
    sorter = maybe(draw, "sorter=np.argsort(a, kind='stable')")
    start = f"a = {a}" if sorter else f"a = np.sort({a})"
    return lines(
        start, f"v = {v}", f"r = np.searchsorted({arguments('a', 'v', f'side={side!r}', sorter)})"
    ), {"zeros": False}


@programs
def test_unique(draw):
    shape = draw(shapes(high=3))
    words = arguments(
        maybe(draw, "return_index=True"), maybe(draw, "return_inverse=True"), maybe(draw, "return_counts=True"),
        maybe(draw, f"axis={draw(one_axis(len(shape)))}"), maybe(draw, "equal_nan=False"),
    )  # fmt: skip
    name = draw(
        st.sampled_from(
            ["unique", "unique", "unique_all", "unique_counts", "unique_inverse", "unique_values"]
        )
    )
    if name != "unique":
        words = ""
    dtype = draw(st.sampled_from(DTYPES))
    a = draw(arrays(shape, dtype, tame=dtype[0] == "c"))  # of NaNs, one or another is kept
    result = f"np.{name}({arguments('a', words)})"
    if name == "unique_values" or "sorted=False" in words:
        result = f"np.sort({result})"
    return lines(
        f"a = {a}", f"r = {result if name in ('unique', 'unique_values') else f'tuple({result})'}"
    ), {"layout": False, "zeros": False}


@programs
def test_sets(draw):
    name = draw(st.sampled_from("union1d intersect1d setdiff1d setxor1d isin".split()))
    dtypes = [draw(st.sampled_from(DTYPES))] if draw(st.booleans()) else DTYPES
    a, b = draw(arrays(shapes(high=2), dtypes)), draw(arrays(shapes(high=2), dtypes))
    words = {
        "isin": arguments(maybe(draw, "invert=True"), maybe(draw, f"kind={draw(st.sampled_from(['sort', 'table']))!r}", 4)),
        "intersect1d": maybe(draw, "return_indices=True"),
    }.get(name, "")  # fmt: skip
    return lines(f"a = {a}", f"b = {b}", f"r = np.{name}({arguments('a', 'b', words)})"), {
        "layout": False,
        "zeros": False,
    }


@programs
def test_search(draw):
    name = draw(
        st.sampled_from(
            "argmin argmax argwhere nonzero flatnonzero count_nonzero sort_complex msort".split()
        )
    )
    return lines(f"a = {draw(arrays(shapes(high=3), REALS))}", f"r = np.{name}(a)"), {
        "layout": False,
        "text": name != "msort",
    }
