"""Random reshaping, moving, joining and splitting, compared with NumPy's (see strategies.py)."""

from hypothesis import strategies as st
from strategies import (
    DTYPES,
    arguments,
    arrays,
    broadcastable,
    lines,
    maybe,
    one_axis,
    programs,
    scalars,
    shapes,
    size_of,
    text_of,
)

# NumPy keeps the order of broadcast operands, where no stride says which it is.
LOOSE = {"layout": False, "warned": False}
ORDER = st.sampled_from(["C", "F", "A", "K"])


@st.composite
def factored(draw, n):
    """A shape of n elements; sometimes with a -1, sometimes of another number."""
    if n == 0:
        shape = draw(st.lists(st.integers(0, 3), max_size=4))
    else:
        shape, left = [], n
        while left > 1 and len(shape) < 5:
            factor = draw(st.sampled_from([d for d in range(1, left + 1) if left % d == 0]))
            shape.append(factor)
            left //= factor
        shape.append(left)
    if shape and draw(st.integers(0, 3)) == 0:
        shape[draw(st.integers(0, len(shape) - 1))] = -1
    if shape and draw(st.integers(0, 19)) == 0:
        shape[0] = draw(st.integers(-2, 3))
    return text_of(tuple(shape))


@programs
def test_reshape(draw):
    shape = draw(shapes())
    new = draw(factored(size_of(shape)))
    order = maybe(draw, f"order={draw(ORDER)!r}", 2)
    copy = maybe(draw, f"copy={draw(st.sampled_from(['True', 'False', 'None']))}", 3)
    call = draw(st.sampled_from(["np.reshape(a, {})", "a.reshape({})"]))
    return lines(f"a = {draw(arrays(shape))}", f"r = {call.format(arguments(new, order, copy))}")


@programs
def test_moving_axes(draw):
    shape = draw(shapes())
    ndim = len(shape)
    axis = one_axis(ndim, none=False)
    several = st.lists(st.integers(-ndim, ndim), max_size=3).map(tuple).map(text_of)
    permutation = st.permutations(range(ndim)).map(tuple).map(text_of)
    call = draw(st.sampled_from([
        f"np.transpose(a, {draw(permutation)})", f"a.transpose({draw(several)})", "a.T", "a.mT", "np.transpose(a)",
        f"np.moveaxis(a, {draw(several)}, {draw(several)})", f"np.moveaxis(a, {draw(axis)}, {draw(axis)})",
        f"np.swapaxes(a, {draw(axis)}, {draw(axis)})", f"np.rollaxis(a, {draw(axis)}, {draw(st.integers(-2, 4))})",
        f"np.flip(a, {draw(axis)})", f"np.flip(a, {draw(several)})", "np.flip(a)", "np.fliplr(a)", "np.flipud(a)",
        f"np.rot90(a, {draw(st.integers(-5, 5))})", f"np.rot90(a, {draw(st.integers(-1, 2))}, ({draw(axis)}, {draw(axis)}))",
        f"np.roll(a, {draw(st.integers(-7, 7))}, axis={draw(one_axis(ndim))})", f"np.roll(a, {draw(several)}, axis={draw(several)})",
        f"np.roll(a, 2, axis={draw(several)})", f"np.expand_dims(a, {draw(axis)})", f"np.expand_dims(a, {draw(several)})",
        f"np.squeeze(a, axis={draw(several)})", "np.squeeze(a)", "a.squeeze(0)", "np.matrix_transpose(a)",
        "np.atleast_1d(a)", "np.atleast_2d(a)", "np.atleast_3d(a)", f"np.ravel(a, order={draw(ORDER)!r})",
        f"a.flatten({draw(ORDER)!r})", f"np.copy(a, order={draw(ORDER)!r})", "a.copy()", f"a.copy({draw(ORDER)!r})",
        "np.ascontiguousarray(a)", "np.asfortranarray(a)", f"np.require(a, requirements={draw(st.sampled_from(['C', 'F', 'W', 'O', 'FW']))!r})",
        f"np.array(a, order={draw(ORDER)!r}, copy=False)", f"np.array(a, order={draw(ORDER)!r}, ndmin=3)", f"np.asarray(a, order={draw(ORDER)!r})",
        f"np.empty_like(a, order={draw(ORDER)!r}).shape", f"np.zeros_like(a, order={draw(ORDER)!r})", "np.ones_like(a, shape=(2, 3), dtype='f4')",
        "np.full_like(a, 1)", "np.unstack(a)", "np.real(a)", "np.imag(a)", "a.real", "a.imag", "np.conj(a)", "np.angle(a)",
        "np.real_if_close(a)", "a.tolist()", "a.nbytes", "list(a)", "len(a)", "bool(a)", "int(a)", "float(a)", "a.swapaxes(0, -1)",
        "np.trim_zeros(a)", "a.view()", "a[...]", "hash(a)", "np.iscomplexobj(a)", "np.isrealobj(a)", "np.isreal(a)", "np.iscomplex(a)",
    ]))  # fmt: skip
    return lines(f"a = {draw(arrays(shape))}", f"r = {call}"), {"ulp": 2} if "angle" in call else {}


@programs
def test_joining(draw):
    name = draw(
        st.sampled_from(
            "concatenate stack hstack vstack dstack column_stack append block concat".split()
        )
    )
    shape = draw(shapes(high=3))
    ndim = len(shape)
    axis = draw(one_axis(ndim + (name == "stack")))
    made = []
    for letter in "abc"[: draw(st.integers(1, 3))]:
        one = list(shape)
        if (
            one
            and axis.lstrip("-").isdigit()
            and name in ("concatenate", "concat", "append")
            and -ndim <= int(axis) < ndim
        ):
            one[int(axis)] = draw(st.integers(0, 4))
        if one and draw(st.integers(0, 19)) == 0:
            one[-1] += 1
        made.append(f"{letter} = {draw(arrays(tuple(one)))}")
    letters = ", ".join("abc"[: len(made)])
    words = (
        maybe(draw, f"axis={axis}", 1)
        if name in ("concatenate", "concat", "stack", "append")
        else ""
    )
    if name not in ("append", "block", "column_stack", "dstack"):
        words = arguments(
            words, maybe(draw, f"dtype={draw(st.sampled_from(DTYPES))!r}", 5),
            maybe(draw, f"casting={draw(st.sampled_from(['no', 'safe', 'same_kind', 'unsafe']))!r}", 5),
        )  # fmt: skip
    if name == "append":
        return lines(*made, f"r = np.append({arguments('a', letters[-1], words)})"), LOOSE
    if name == "block":
        return lines(
            *made,
            f"r = np.block({draw(st.sampled_from(['[{}]', '[[{}]]', '[[{}], [{}]]'])).format(letters, letters)})",
        ), LOOSE
    return lines(*made, f"r = np.{name}({arguments(f'[{letters}]', words)})"), LOOSE


@programs
def test_splitting(draw):
    name = draw(st.sampled_from("split array_split hsplit vsplit dsplit".split()))
    shape = draw(shapes(high=4))
    parts = draw(
        st.one_of(st.integers(0, 4).map(str), st.lists(st.integers(-3, 5), max_size=3).map(text_of))
    )
    words = (
        maybe(draw, f"axis={draw(one_axis(len(shape), none=False))}", 2)
        if name.endswith("y_split") or name == "split"
        else ""
    )
    return lines(f"a = {draw(arrays(shape))}", f"r = np.{name}({arguments('a', parts, words)})")


@programs
def test_repeating(draw):
    shape = draw(shapes(high=3))
    several = st.lists(st.integers(0, 3), max_size=4).map(tuple).map(text_of)
    call = draw(st.sampled_from([
        f"np.tile(a, {draw(several)})", f"np.tile(a, {draw(st.integers(0, 3))})", f"np.resize(a, {draw(several)})",
        "np.kron(a, np.array([1, 2]))", f"np.broadcast_to(a, {text_of(draw(shapes(high=3)))})",
        f"np.meshgrid(a, [1, 2], indexing={draw(st.sampled_from(['xy', 'ij']))!r}, sparse={draw(st.booleans())}, copy=True)",
    ]))  # fmt: skip
    return lines(f"a = {draw(arrays(shape))}", f"r = {call}"), LOOSE


PAD = """
    constant edge linear_ramp maximum mean median minimum reflect symmetric wrap empty
""".split()


@programs
def test_pad(draw):
    mode = draw(st.sampled_from(PAD[:-1]))
    shape = draw(shapes(high=3))
    ndim = len(shape)
    width = st.integers(0, 5)
    pair = st.tuples(width, width)
    widths = draw(st.one_of(width, pair, st.lists(pair, min_size=ndim, max_size=ndim)))
    if mode in ("maximum", "mean", "median", "minimum"):
        words = maybe(draw, f"stat_length={draw(st.integers(1, 4))}")
    elif mode in ("reflect", "symmetric"):
        words = maybe(draw, f"reflect_type={draw(st.sampled_from(['even', 'odd']))!r}")
    elif mode == "constant":
        words = maybe(
            draw, f"constant_values={draw(st.sampled_from(['1', '(1, 2)', '2.5', '-1']))}"
        )
    else:
        words = maybe(draw, "end_values=3") if mode == "linear_ramp" else ""
    a = draw(arrays(shape, tame=True))
    return lines(f"a = {a}", f"r = np.pad({arguments('a', text_of(widths), repr(mode), words)})"), {
        "part": 1e-2 if "float16" in a else 1e-6,
        "layout": False,
    }


@programs
def test_broadcasting(draw):
    shape = draw(shapes(high=4))
    a, b = draw(arrays(draw(broadcastable(shape)))), draw(arrays(draw(broadcastable(shape))))
    call = draw(st.sampled_from([
        "[x.copy() for x in np.broadcast_arrays(a, b)]", "np.broadcast_shapes(a.shape, b.shape)", "np.broadcast(a, b).shape",
        "np.array_equal(a, b)", "np.array_equiv(a, b)", "np.allclose(a, b)", "np.isclose(a, b)", "np.array_equal(a, a, equal_nan=True)",
        "[x.item() for x in np.nditer(a)]", "list(np.ndindex(a.shape))", "[(i, v) for i, v in np.ndenumerate(a)]",
        "[(x.item(), y.item()) for x, y in np.nditer([a, b])]", "np.isclose(a, b, equal_nan=True, rtol=0.1)", "np.shares_memory(a, b)",
    ]))  # fmt: skip
    return lines(f"a = {a}", f"b = {b}", f"r = {call}")


@programs
def test_in_place(draw):
    shape = draw(shapes(high=3))
    ndim = len(shape)
    call = draw(st.sampled_from([
        f"a.fill({draw(scalars())})", f"a.sort(axis={draw(one_axis(ndim, none=False))})",
        "a.byteswap(inplace=True)", f"a.resize({draw(shapes(high=2, long=False))}, refcheck=False)",
        f"setattr(a, 'shape', {draw(factored(size_of(shape)))})", "setattr(a, 'flat', [1, 2])", "setattr(a, 'real', 5)", "setattr(a, 'imag', 0)",
        "setattr(a, 'T', a)", "setattr(a.flags, 'writeable', False)", "a.setflags(write=False)", "a.setfield(1, 'i1')",
    ]))  # fmt: skip
    return lines(f"a = {draw(arrays(shape, broadcast=False))}", f"r = {call}"), {
        "text": "resize" not in call
    }
