"""Random indexing, assignment and selection, compared with NumPy's (see strategies.py)."""

from hypothesis import strategies as st
from strategies import (
    DTYPES,
    arguments,
    arrays,
    broadcastable,
    lines,
    maybe,
    one_axis,
    operands,
    plain,
    programs,
    scalars,
    shapes,
    text_of,
)


@st.composite
def slices(draw, n):
    edge = st.one_of(st.just(""), st.integers(-n - 2, n + 2).map(str))
    step = draw(st.sampled_from(["", "", ":1", ":2", ":-1", ":-2", ":3"]))
    return f"{draw(edge)}:{draw(edge)}{step}"


@st.composite
def integer_arrays(draw, n, shape, wrong=False):
    """The text of an array of indices below n."""
    if n == 0:
        shape = (0,)
    low, high = (-n - 1, n) if wrong and draw(st.integers(0, 19)) == 0 else (-n, max(n - 1, 0))
    few = st.integers(low, high) if n else st.just(0)
    dtype = draw(st.sampled_from(["int64", "int64", "int32", "int8"]))
    if draw(st.integers(0, 3)) == 0 and len(shape) == 1:
        return text_of(draw(st.lists(few, min_size=shape[0], max_size=shape[0])))
    return draw(arrays(shape, dtype, elements=few))


@st.composite
def indices(draw, shape, advanced=True):
    """The text between brackets."""
    ndim, parts, axis = len(shape), [], 0
    common = draw(st.sampled_from([(1,), (2,), (3,), (2, 3), (2, 1), ()]))
    ellipsis = draw(st.integers(0, 3)) == 0
    some = draw(st.integers(0, ndim))
    kinds = 11 if advanced else 5
    while axis < some:
        n = shape[axis]
        kind = draw(st.integers(0, kinds))
        if kind <= 1:
            low = -n if n and draw(st.integers(0, 19)) else -n - 1
            parts.append(str(draw(st.integers(low, max(n - 1, 0)))))
        elif kind <= 4:
            parts.append(draw(slices(n)))
        elif kind == 5:
            parts.append("None")
            continue
        elif kind <= 8:
            parts.append(draw(integer_arrays(n, draw(broadcastable(common)), wrong=True)))
        elif kind == 9:
            wide = min(draw(st.integers(1, 2)), ndim - axis)
            mask = draw(arrays(shape[axis : axis + wide], "bool"))
            parts.append(mask)
            axis += wide - 1
        elif kind == 10:
            parts.append(
                draw(
                    st.sampled_from(
                        ["True", "False", "np.int8(0)", "np.array(0)", "[]", "np.True_"]
                    )
                )
            )
            axis -= draw(st.integers(0, 1))
        else:
            parts.append(
                draw(
                    st.sampled_from(
                        ["...", ":", "1.5", "'x'", "np.array([0.5])", "np.uint8([0])", "None"]
                    )
                )
            )
        axis += 1
        if len(parts) > 9:
            break
    if ellipsis:
        parts.insert(draw(st.integers(0, len(parts))), "...")
    return ", ".join(parts) or draw(st.sampled_from(["...", "()", ":", "None", "True", "False"]))


@programs
def test_get(draw):
    shape = draw(shapes())
    index = draw(indices(shape))
    return lines(f"a = {draw(arrays(shape))}", f"r = a[{index}]")


@programs
def test_set(draw):
    shape = draw(shapes())
    a = draw(arrays(shape, broadcast=False))
    index = draw(indices(shape))
    kind = draw(st.integers(0, 4))
    if kind == 0:
        value = draw(scalars())
    elif kind == 1:
        value = f"a[{index}].copy() if True else 0"
    elif kind == 2:
        value = f"np.array(a[{index}])[..., :1].astype({draw(st.sampled_from(DTYPES))!r})"
    else:
        value = draw(operands(shapes(high=2, long=False)))
    # Casts of single numbers to a single element: NumPy warns of some and not of others.
    return lines(f"a = {a}", f"v = {value}", f"a[{index}] = v", "r = a"), {
        "warned": bool(shape), "either": True
    }  # fmt: skip


@programs
def test_set_overlapping(draw):
    """From and to views of one array."""
    shape = draw(shapes(low=1, high=3, empty=False))
    dtype = draw(st.sampled_from(DTYPES))
    left, right = draw(indices(shape, advanced=False)), draw(indices(shape, advanced=False))
    target = draw(st.sampled_from(["a[{}]", "a.T[{}]", "a[::-1][{}]"])).format(left)
    operator = draw(st.sampled_from(["=", "=", "+=", "*=", "-="])) if dtype != "bool" else "="
    few = st.integers(0, 5) if dtype != "bool" else None
    source = draw(st.sampled_from(["a[{}]", "a[{}].T", "a[::-1][{}]"])).format(right)
    return lines(
        f"a = {plain(draw, shape, dtype, elements=few)}", f"{target} {operator} {source}", "r = a"
    )


@programs
def test_take_and_put(draw):
    name = draw(
        st.sampled_from(
            [
                "take",
                "put",
                "compress",
                "take_along_axis",
                "put_along_axis",
                "delete",
                "insert",
                "repeat",
            ]
        )
    )
    shape = draw(shapes(high=3))
    ndim = len(shape)
    a = draw(arrays(shape, broadcast=False))
    axis = draw(st.integers(0, ndim - 1)) if ndim and draw(st.integers(0, 2)) else None
    n = shape[axis] if axis is not None else len(shape) and 1
    for length in shape if axis is None else ():
        n *= length
    at = f"axis={axis}" if axis is not None else ""
    mode = maybe(draw, f"mode={draw(st.sampled_from(['raise', 'wrap', 'clip', 'x']))!r}")
    wide = draw(shapes(high=2, long=False))
    if name == "take":
        where = draw(
            st.one_of(integer_arrays(n, wide, wrong=True), st.integers(-n - 1, n).map(str))
        )
        if "mode" in mode:
            where = draw(arrays(wide, "int64", elements=st.integers(-9, 9)))
        return lines(f"a = {a}", f"r = np.take({arguments('a', where, at, mode)})")
    if name == "put":
        where = draw(integer_arrays(n, wide, wrong=True))
        return lines(
            f"a = {a}", f"r = np.put({arguments('a', where, draw(operands(shapes(high=1))), mode)})"
        )
    if name == "compress":
        mask = draw(arrays(shapes(low=1, high=1, long=False), "bool"))
        return lines(f"a = {a}", f"r = np.compress({arguments(mask, 'a', at)})")
    if name.endswith("along_axis"):
        place = axis if axis is not None else 0
        long = list(shape) if axis is not None else [n]
        if long:
            long[place] = draw(st.integers(0, 3))
        where = draw(integer_arrays(n, tuple(long), wrong=True))
        if name.startswith("take"):
            return lines(f"a = {a}", f"r = np.take_along_axis(a, np.asarray({where}), axis={axis})")
        if axis is None:  # NumPy can't write to what isn't in C order then
            a = f"np.ascontiguousarray({a})"
        return lines(
            f"a = {a}",
            f"r = np.put_along_axis(a, np.asarray({where}), {draw(scalars())}, axis={axis})",
        )
    if name == "repeat":
        times = draw(
            st.one_of(
                st.integers(-1, 3).map(str),
                st.lists(st.integers(0, 3), min_size=n, max_size=n).map(text_of),
            )
        )
        return lines(f"a = {a}", f"r = np.repeat({arguments('a', times, at)})")
    where = draw(st.one_of(
        st.integers(-n - 1, n + 1).map(str), slices(n).map(lambda s: f"np.s_[{s}]"),
        st.lists(st.integers(-n, n), max_size=3).map(text_of), arrays(st.just((n,)), "bool"),
    ))  # fmt: skip
    if name == "delete":
        return lines(f"a = {a}", f"r = np.delete({arguments('a', where, at)})")
    return lines(
        f"a = {a}",
        f"r = np.insert({arguments('a', where, draw(operands(shapes(high=1, long=False))), at)})",
    )


@programs
def test_selection(draw):
    name = draw(
        st.sampled_from(
            "where choose select extract place putmask copyto piecewise nonzero argwhere flatnonzero".split()
        )
    )
    shape = draw(shapes(high=3))
    a = draw(arrays(shape, broadcast=name in ("where", "nonzero")))
    mask = draw(arrays(draw(broadcastable(shape)), "bool" if draw(st.integers(0, 3)) else None))
    b = draw(operands(draw(broadcastable(shape))))
    if name == "where":
        return lines(
            f"a = {a}",
            f"m = {mask}",
            f"b = {b}",
            f"r = np.where({draw(st.sampled_from(['m, a, b', 'm, b, a', 'm']))})",
        ), {"layout": False}
    if name == "choose":
        which = draw(
            arrays(
                draw(broadcastable(shape)),
                "int64",
                elements=st.integers(-draw(st.integers(0, 1)), 1),
            )
        )
        return lines(
            f"a = {a}",
            f"r = np.choose({which}, [a, {b}], mode={draw(st.sampled_from(['raise', 'wrap', 'clip']))!r})",
        )
    if name == "select":
        return lines(
            f"a = {a}",
            f"m = {mask}",
            f"r = np.select([m, m], [a, {b}], {draw(st.sampled_from(['0', '1.5', 'a', 'np.int8(3)']))})",
        )
    if name in ("nonzero", "argwhere", "flatnonzero"):
        return lines(f"a = {a}", f"r = np.{name}(a)"), {"layout": False}
    if name == "extract":
        return lines(f"a = {a}", f"r = np.extract({mask}, a)")
    if name == "piecewise":
        return lines(f"a = {a}", f"r = np.piecewise(a, [{mask}, {mask}], [1, lambda x: x])")
    if name == "copyto":
        casting = draw(st.sampled_from(["no", "equiv", "safe", "same_kind", "unsafe"]))
        return lines(
            f"a = {a}",
            f"m = {mask}",
            f"r = np.copyto(a, {b}, casting={casting!r}{draw(st.sampled_from([', where=m', '']))})",
        )
    return lines(f"a = {a}", f"r = np.{name}(a, {mask}, {b})")


@programs
def test_diagonals(draw):
    name = draw(
        st.sampled_from(
            "diagonal trace diag diagflat tril triu fill_diagonal diag_indices_from".split()
        )
    )
    shape = draw(shapes(high=4, low=draw(st.integers(0, 2))))
    a = draw(arrays(shape, tame=name == "trace", broadcast=False))
    k = str(draw(st.integers(-4, 4)))
    if name in ("diagonal", "trace"):
        words = arguments(
            maybe(draw, f"offset={k}", 2),
            maybe(draw, f"axis1={draw(one_axis(len(shape), none=False))}"),
            maybe(draw, f"axis2={draw(one_axis(len(shape), none=False))}"),
        )
        return lines(f"a = {a}", f"r = np.{name}({arguments('a', words)})"), {
            "part": 1e-2
        } if "float16" in a else {}
    if name == "fill_diagonal":
        return lines(
            f"a = {a}",
            f"r = np.fill_diagonal(a, {draw(operands(shapes(high=1)))}, wrap={draw(st.booleans())})",
        )
    return lines(
        f"a = {a}",
        f"r = np.{name}({arguments('a', maybe(draw, k) if name != 'diag_indices_from' else '')})",
    )


@programs
def test_flat(draw):
    shape = draw(shapes(high=3))
    a = draw(arrays(shape, broadcast=False))
    n = 1
    for length in shape:
        n *= length
    index = draw(
        st.one_of(
            st.integers(-n - 1, n).map(str),
            slices(n),
            integer_arrays(n, draw(st.sampled_from([(1,), (3,)]))),
        )
    )
    if draw(st.booleans()):
        return lines(f"a = {a}", f"r = a.flat[{index}]")
    return lines(
        f"a = {a}", f"a.flat[{index}] = {draw(operands(shapes(high=1, long=False)))}", "r = a"
    )


@programs
def test_numbered_places(draw):
    shape = draw(shapes(low=1, high=3, long=False))
    order = draw(st.sampled_from("CF"))
    if draw(st.booleans()):
        where = draw(arrays(shapes(high=2), "int64", elements=st.integers(-1, 60)))
        return f"r = np.unravel_index({where}, {text_of(shape)}, order={order!r})", {
            "layout": False
        }
    wide = draw(shapes(high=2))
    each = arguments(
        *(
            draw(arrays(draw(broadcastable(wide)), "int64", elements=st.integers(-1, 4)))
            for _ in shape
        )
    )
    mode = draw(st.sampled_from(["raise", "wrap", "clip"]))
    return (
        f"r = np.ravel_multi_index(({each},), {text_of(shape)}, mode={mode!r}, order={order!r})",
        {"either": True},
    )
