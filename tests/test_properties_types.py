"""Random casts, promotions, dtypes' names and new arrays, compared with NumPy's (see strategies.py)."""

from hypothesis import strategies as st
from strategies import (
    DTYPES,
    REALS,
    arguments,
    arrays,
    lines,
    maybe,
    programs,
    scalars,
    shapes,
    text_of,
    values,
)

CASTINGS = st.sampled_from(["no", "equiv", "safe", "same_kind", "unsafe"])
NAMES = st.one_of(
    st.sampled_from(DTYPES),
    st.builds(lambda order, code: order + code, st.sampled_from(["", "<", ">", "=", "|"]),
              st.sampled_from("? b B h H i I l L q Q e f d F D p P n N g G O S U M m V i1 i2 i4 i8 u1 u2 u4 u8 f2 f4 f8 c8 c16 b1 i3 f1 u16 c4 f16".split())),
    st.sampled_from("int float complex bool_ int_ uint half single double csingle cdouble byte ubyte short ushort intc uintc long ulong longlong intp uintp str object void datetime64 longdouble Float64 int128 float_".split()),
    st.text("biufcdqlIFD?1248", max_size=4),
)  # fmt: skip


@programs
def test_astype(draw):
    shape = draw(shapes())
    dtype = draw(st.sampled_from(DTYPES))
    words = arguments(
        maybe(draw, f"casting={draw(CASTINGS)!r}", 2), maybe(draw, f"order={draw(st.sampled_from('KACF'))!r}"),
        maybe(draw, "copy=False"),
    )  # fmt: skip
    # What complex numbers beyond an integer's range become is the machine's.
    a = draw(arrays(shape, None if dtype[0] in "fcb" else REALS))
    return lines(f"a = {a}", f"r = a.astype({arguments(repr(dtype), words)})"), {"text": False}


@programs
def test_dtype_names(draw):
    name = draw(NAMES)
    attribute = draw(
        st.sampled_from(
            "name kind char num itemsize str byteorder isnative alignment descr hasobject type.__name__ flags fields names shape subdtype ndim".split()
        )
    )
    if attribute in ("char", "num", "type.__name__"):  # NumPy has two integers of 64 bits
        name = name.replace("longlong", "long").replace("q", "l").replace("Q", "L")
    return f"r = (np.dtype({name!r}), np.dtype({name!r}).{attribute})", {
        "text": False,
        "warned": False,
    }


@programs
def test_casting_rules(draw):
    one, other = draw(st.sampled_from(DTYPES)), draw(st.sampled_from(DTYPES))
    number = draw(scalars())
    call = draw(st.sampled_from([
        f"can_cast({one!r}, {other!r}, {draw(CASTINGS)!r})", f"promote_types({one!r}, {other!r})", f"min_scalar_type({number})",
        f"result_type({one!r}, {number})", f"result_type({one!r}, {other!r}, {number})", f"issubdtype({one!r}, np.{draw(st.sampled_from(['floating', 'integer', 'number', 'inexact', 'signedinteger', 'generic']))})",
        f"result_type({number}, {draw(scalars())})", f"can_cast({number}, {one!r})", f"common_type(np.ones(2, {one!r}), np.ones(2, {other!r}))",
        f"isdtype(np.dtype({one!r}), {draw(st.sampled_from(['bool', 'integral', 'real floating', 'numeric', 'signed integer', 'x']))!r})",
        f"dtype({one!r}) < np.dtype({other!r})", f"dtype({one!r}) == {other!r}", f"mintypecode([np.dtype({one!r}).char, np.dtype({other!r}).char])",
        f"array({number}).dtype", f"array([{number}, {draw(scalars())}])", f"asarray({number}, dtype={one!r})", f"array([{number}], {one!r})",
        f"isscalar({number})", f"full(3, {number}, {one!r})", f"full((2, 2), {number})", f"dtype({one!r}).type({number})",
    ]))  # fmt: skip
    return f"r = np.{call}"


@programs
def test_scalars(draw):
    """Methods and conversions of scalars."""
    dtype = draw(st.sampled_from(DTYPES))
    kind = "bool_" if dtype == "bool" else dtype
    call = draw(st.sampled_from([
        "repr(a)", "str(a)", "int(a)", "float(a)", "complex(a)", "bool(a)", "hash(a)", "a.dtype", "a.tobytes()", "a.astype('f4')", "-a", "abs(a)", "~a", "+a",
        "round(a)", "round(a, 1)", "a.real", "a.imag", "a.conj()", "a[()]", "a[...]", "a[None]", "a.T", "a.reshape(1)", "f'{a}'", "f'{a:.3}'", "f'{a:5}'", "divmod(a, 3)", "a.is_integer()",
        "a.as_integer_ratio()", "a.bit_count()", "np.array(a)", "a.sum()", "a.tolist()", "a.nbytes", "a == a", "a.view('u1')", "a.byteswap()", "pow(a, 2)", "a.round(1)", "a.clip(0, 3)", "int.__index__(a)", "a.hex()",
        "a.__index__()", "[1, 2, 3][a]", "range(a)", "a.max()", "a.argmax()", "a.squeeze()", "a.flatten()", "a.ndim", "a.shape", "isinstance(a, float)", "isinstance(a, complex)", "isinstance(a, int)", "np.copy(a)", "a.copy()",
    ]))  # fmt: skip
    value = text_of(draw(values(dtype)))
    if "range" in call:
        value = "3"
    return lines(f"a = np.{kind}({value})", f"r = {call}")


@programs
def test_creation(draw):
    numbers = st.one_of(
        st.integers(-12, 12), st.integers(-48, 48).map(lambda n: n / 8), st.booleans()
    ).map(text_of)
    n = draw(st.integers(-1, 12))
    dtype = maybe(draw, f"dtype={draw(st.sampled_from(DTYPES))!r}", 2)
    one, other = draw(numbers), draw(numbers)
    step = draw(
        st.sampled_from(
            ["1", "2", "-1", "0.5", "-0.3", "3", "0", "np.int8(2)", "np.float32(0.25)", "1j"]
        )
    )
    call = draw(st.sampled_from([
        f"arange({arguments(one, dtype)})", f"arange({arguments(one, other, dtype)})", f"arange({arguments(one, other, step, dtype)})",
        f"linspace({arguments(one, other, str(n), dtype)})", f"linspace({arguments(one, other, f'num={n}', 'endpoint=False', dtype)})",
        f"linspace({arguments(one, other, f'num={n}', 'retstep=True', dtype)})", f"linspace([{one}, 1], [{other}, 2], 3, axis={draw(st.integers(-2, 1))})",
        f"logspace({arguments(one, other, str(n), dtype)})", f"geomspace({arguments('1', str(draw(st.integers(-9, 300))), str(n), dtype)})",
        f"eye({arguments(str(n), draw(st.sampled_from(['None', '3', '0'])), str(draw(st.integers(-3, 3))), dtype)})", f"tri({arguments(str(n), '4', step, dtype)})",
        f"identity({arguments(str(n), dtype)})", f"zeros({arguments(text_of(draw(shapes())), dtype)})", f"ones({arguments(str(n), dtype, 'order=' + repr(draw(st.sampled_from('CFA'))))})",
        f"full({arguments(text_of(draw(shapes(high=2))), one, dtype)})", f"indices({arguments(text_of(draw(shapes(high=3, long=False))), dtype or 'int')})", f"fromfunction(lambda i, j: i + j, ({n}, 2))",
        f"vander({arguments(f'[{one}, {other}]', str(n))})", f"tril_indices({arguments(str(n), step)})", f"triu_indices({n}, {draw(st.integers(-2, 2))}, 4)",
        f"diag_indices({n})", f"mgrid[{one}:{other}:{step}]", f"ogrid[0:{n}, {one}:{other}:3j]", f"r_[{one}, {other}, [1, 2]]", f"c_[[{one}, 2], [{other}, 3]]",
        f"bartlett({n})", f"hamming({n})", f"hanning({n})", f"blackman({n})", f"kaiser({n}, {one})", f"fromiter((i * {one} for i in range(4)), {draw(st.sampled_from(DTYPES))!r})",
        f"frombuffer(b'12345678' * 4, {draw(st.sampled_from(DTYPES))!r}, count={draw(st.integers(-1, 3))}, offset={draw(st.integers(-1, 9))})",
        f"array([[{one}, {other}], [1, 2]], ndmin=3)", f"array([[{one}], [{other}, 1]])", f"array([{one}, [{other}]])", "array([])", f"array([[], [{one}]])", f"array(({one}, {other}), {draw(st.sampled_from(DTYPES))!r})",
    ]))  # fmt: skip
    inexact = any(name in call for name in ("space", "arange", "grid", "r_", "kaiser", "b", "h"))
    return f"r = np.{call}", {"part": 1e-3 if "float16" in call else 1e-6} if inexact else {}


@programs
def test_views(draw):
    shape = draw(shapes(high=3))
    other = draw(st.sampled_from(DTYPES))
    call = draw(st.sampled_from([
        f"a.view({other!r})", f"a.view(np.dtype({other!r}).newbyteorder('=')).shape", "a.byteswap()", f"a.getfield({other!r})", "a.tobytes()", "a.tobytes('F')",
        f"np.frombuffer(a.tobytes(), {other!r})", "np.array(memoryview(a))", "np.asarray(a.__array_interface__['shape'])", "np.from_dlpack(a)", "np.asarray(a, copy=False)",
        f"np.asarray(a, dtype={other!r}, copy=False)", f"np.array(a, dtype={other!r}, copy=None)", "np.lib.stride_tricks.as_strided(a, (2,), (0,)) if a.size else 0",
        f"np.lib.stride_tricks.sliding_window_view(a, {draw(st.integers(0, 3))}, axis={draw(st.integers(-3, 2))})", "memoryview(a).tolist()", "memoryview(a).format",
    ]))  # fmt: skip
    return lines(f"a = {draw(arrays(shape))}", f"r = {call}"), {"text": False}
