"""Other array types and subclasses: __array_ufunc__, __array_function__, __array_wrap__, priorities."""

import inspect
import pickle
import warnings

import pytest
import rumpy as rp
from oracle import same


def subclass(np, **members):
    return type("Sub", (np.ndarray,), members)


def as_sub(np, values, **members):
    return np.array(values).view(subclass(np, **members))


def kinds(*values):
    return [type(value).__name__ for value in values]


def test_results_are_of_the_subclass():
    def results(np):
        a, b = as_sub(np, [1.0, 2.0]), np.ones(2)
        c = as_sub(np, [[1.0, 2.0], [3.0, 4.0]])
        return kinds(a + b, b + a, np.add(b, a), np.sin(a), -a, a > 1, a.copy(), a[1:],
                     np.divmod(a, 2)[1], np.add(a, 1, subok=False), c.sum(axis=0), c.max(1),
                     c.T, c.reshape(4), c.astype("f4"), np.add.reduce(c), c.sum())  # fmt: skip

    same(results)


def test_priority_decides():
    def results(np):
        low = as_sub(np, [1.0], __array_priority__=-5.0)
        high = as_sub(np, [1.0], __array_priority__=20.0)
        high.__class__.__name__, low.__class__.__name__ = "High", "Low"
        return kinds(low + high, high + low, np.add(low, high), np.add(high, low), np.ones(1) + low)

    same(results)


def test_array_wrap():
    def results(np):
        calls = []

        def wrap(self, array, context=None, return_scalar=False):
            calls.append((type(array).__name__, return_scalar))
            return np.ndarray.__array_wrap__(self, array, context, return_scalar)

        a = as_sub(np, [1.0, 2.0], __array_wrap__=wrap)
        return [kinds(a + 1, np.sqrt(a)), calls]

    same(results)
    same(lambda np: np.ones(2).__array_wrap__(3), text=False)
    same(lambda np: np.ones(2).__array_wrap__(np.array(3.0), None, True))
    same(lambda np: np.ones(2).__array_wrap__(np.array([3.0])))


class Recording:
    """No array, but like one; what results become tells how __array_wrap__ was called."""

    def __array__(self, dtype=None, copy=None):
        return [2.0]

    def __array_wrap__(self, array, context, return_scalar):
        call = context and (context[0].__name__, len(context[1]), context[2])
        return type(self).__name__, type(array).__name__, call, return_scalar


class Low(Recording):
    __array_priority__ = -2.0


class Lowest(Recording):
    __array_priority__ = -2e6


def recording(np, kind):
    return type(kind.__name__, (kind,), {"__array__": lambda self, **_: np.array([2.0])})()


WRAPPED = [
    lambda np, o, x, s: [np.add(x, o), np.add(o, x), np.add(o, 1), np.add(1, o), x + o],
    lambda np, o, x, s: np.add(o, x, subok=False),
    lambda np, o, x, s: [
        np.add.reduce(o),
        np.add.accumulate(o),
        np.maximum.reduceat(o, [0]),
        np.sum(o),
    ],
    lambda np, o, x, s: [s + 1, np.divmod(s, 2), np.add(s, o), np.add(o, s), s == 300],
    lambda np, o, x, s: [np.add.reduce(s), np.add.accumulate(s), s.max(axis=0), np.add.outer(s, s)],
    lambda np, o, x, s: [np.add(x, 1, out=s), np.frexp(x, s, None)[0], np.add(s, 1, out=x)],
    lambda np, o, x, s: np.add.reduce(x, out=np.zeros(()).view(type(s))),
    lambda np, o, x, s: [np.matmul(s, s), s @ x, np.vecdot(s, x), np.dot(s, s)],
]


@pytest.mark.parametrize("kind", [Recording, Low, Lowest])
@pytest.mark.parametrize("case", WRAPPED)
def test_array_wrap_is_told_of_the_call(case, kind):
    def results(np):
        sub = type("Sub", (np.ndarray,), {"__array_wrap__": Recording.__array_wrap__})
        return case(np, recording(np, kind), np.zeros(1), np.ones(1).view(sub))

    same(results)


def test_array_wrap_of_older_classes():
    def results(np):
        class Old:
            def __array__(self, dtype=None, copy=None):
                return np.zeros(1)

            def __array_wrap__(self, array):
                return "old"

        with warnings.catch_warnings(record=True) as caught:
            warnings.simplefilter("always")
            result = np.add(Old(), 1)
        return [result, [(w.category.__name__, str(w.message)) for w in caught]]

    same(results)


def test_array_wrap_of_a_subclass_gets_its_arguments():
    seen = []

    class Sub(rp.ndarray):
        def __array_wrap__(self, array, context=None, return_scalar=False):
            seen.append(context)
            return array

    s, x = rp.ones(2).view(Sub), rp.zeros(2)
    rp.divide(s, x + 1)
    s += 1
    assert [(c[0], c[2]) for c in seen] == [(rp.divide, 0), (rp.add, 0)]
    assert seen[0][1][0] is s or isinstance(seen[0][1][0], Sub)


def test_array_ufunc():
    def results(np):
        seen = []

        class Other:
            def __array_ufunc__(self, ufunc, method, *inputs, **kwargs):
                seen.append((ufunc.__name__, method, len(inputs), sorted(kwargs)))
                return method

        o, a = Other(), np.ones(3)
        return [
            np.add(a, o), a + o, np.add(o, 1, a), np.add.reduce(o, axis=0), np.add.accumulate(o),
            np.add.outer(a, o), np.add.reduceat(o, [0]), np.add.at(a, [0], o), np.matmul(o, a),
            np.divmod(a, o), np.sin(o, where=True), a < o, seen,
        ]  # fmt: skip

    same(results)


def test_array_ufunc_declines():
    class No:
        def __array_ufunc__(self, *args, **kwargs):
            return NotImplemented

    class Never:
        __array_ufunc__ = None

    same(lambda np: np.add(np.ones(2), No()), text=False)
    same(lambda np: np.ones(2) + Never(), text=False)
    same(lambda np: np.add(np.ones(2), Never()), text=False)


def test_super_array_ufunc():
    def results(np):
        class Logged(np.ndarray):
            def __array_ufunc__(self, ufunc, method, *inputs, out=None, **kwargs):
                plain = [i.view(np.ndarray) if isinstance(i, Logged) else i for i in inputs]
                if out is not None:
                    kwargs["out"] = tuple(
                        o.view(np.ndarray) if isinstance(o, Logged) else o for o in out
                    )
                result = super().__array_ufunc__(ufunc, method, *plain, **kwargs)
                return result if result is NotImplemented else ("logged", result)

        a = np.array([1.0, 2.0]).view(Logged)
        return [a + 1, np.add.reduce(a), np.add(a, a, out=(np.zeros(2),)), np.multiply.outer(a, a)]

    same(results)
    same(lambda np: np.ones(2).__array_ufunc__(np.add, "__call__", np.ones(2), 1))
    same(lambda np: np.ones(2).__array_ufunc__(np.add, "reduce", np.ones(2)))


class Duck:
    """An array type that takes over what it knows."""

    def __array_function__(self, func, types, args, kwargs):
        if func.__name__ == "copy":
            return NotImplemented
        return (func.__name__, len(args), sorted(kwargs), [kind.__name__ for kind in types])


def test_array_function():
    def results(np):
        d, a = Duck(), np.ones(2)
        return [
            np.sum(d), np.concatenate([a, d]), np.concatenate((d, d), axis=1), np.where(d, 1, 2),
            np.reshape(d, (2, 1)), np.stack([d]), np.mean(d, axis=0), np.sum(a, out=d),
            np.expand_dims(d, axis=0), np.broadcast_to(d, (3,)), np.dot(a, d),
        ]  # fmt: skip

    same(results)
    same(lambda np: np.copy(Duck()), text=False)
    with pytest.raises(TypeError, match=r"no implementation found for 'rumpy.copy' on types that "):
        rp.copy(Duck())


SUBMODULES = [
    ("linalg", "inv"), ("linalg", "norm"), ("linalg", "svd"), ("linalg", "matrix_transpose"),
    ("fft", "rfft2"), ("fft", "fftshift"),
]  # fmt: skip


@pytest.mark.parametrize("module, name", SUBMODULES)
def test_array_function_of_submodules(module, name):
    same(lambda np: getattr(getattr(np, module), name)(Duck()))

    function = getattr(getattr(rp, module), name)
    assert pickle.loads(pickle.dumps(function)) is function
    assert rp.testing.overrides.allows_array_function_override(function)
    assert function.__doc__ and str(inspect.signature(function)).startswith("(")


def test_what_no_array_function_takes_over():
    same(lambda np: np.fft.fftfreq(Duck()), text=False)
    allows = rp.testing.overrides.allows_array_function_override
    assert allows(rp.sum) and not allows(rp.array) and not allows(rp.random.normal)


def test_array_function_of_subclasses():
    def results(np):
        seen = []

        class Logged(np.ndarray):
            def __array_function__(self, func, types, args, kwargs):
                seen.append(func.__name__)
                return super().__array_function__(func, types, args, kwargs)

        a = np.arange(4.0).view(Logged)
        np.reshape(a, (2, 2)), np.sum(a), np.concatenate([a, np.ones(4)])
        foreign = a.__array_function__(np.sum, (int,), (a,), {})
        return [seen, foreign is NotImplemented]

    same(results)


@pytest.mark.parametrize("name", ["sum", "concatenate", "reshape", "stack", "where", "dot"])
def test_functions_look_as_before(name):
    function = getattr(rp, name)
    assert function.__name__ == name and function.__module__ == "rumpy" and function.__doc__
    assert pickle.loads(pickle.dumps(function)) is function and callable(function)
    assert str(inspect.signature(function)).startswith("(")
    assert repr(function).startswith(f"<function {name}")


def test_mixin():
    def results(np):
        from importlib import import_module

        mixin = import_module(np.__name__ + ".lib.mixins").NDArrayOperatorsMixin

        class Boxed(mixin):
            def __init__(self, value):
                self.value = value

            def __array_ufunc__(self, ufunc, method, *inputs, out=None, **kwargs):
                plain = [i.value if isinstance(i, Boxed) else i for i in inputs]
                result = getattr(ufunc, method)(*plain, **kwargs)
                if out is not None:
                    out[0].value = result
                    return out[0]
                return Boxed(result)

        b = Boxed(np.arange(3.0))
        b += 1
        return [(b + 1).value, (2 - b).value, (-b).value, (b == 2).value, (np.ones(3) * b).value,
                (b @ b).value, abs(b).value]  # fmt: skip

    same(results)


# --- like= --------------------------------------------------------------------------------------------

LIKE = [
    ("array", ([1, 2],)),
    ("asarray", ([1, 2],)),
    ("asanyarray", ([1, 2],)),
    ("ascontiguousarray", ([1, 2],)),
    ("asfortranarray", ([1, 2],)),
    ("arange", (3,)),
    ("empty", ((2,),)),
    ("zeros", ((2,),)),
    ("ones", ((2,),)),
    ("full", ((2,), 7)),
    ("eye", (2,)),
    ("identity", (2,)),
    ("tri", (2,)),
    ("frombuffer", (b"abcdefgh",)),
    ("fromfunction", (abs, (2,))),
    ("fromiter", ([1, 2], float)),
    ("require", ([1, 2],)),
    ("loadtxt", (["1 2"],)),
    ("genfromtxt", (["1 2"],)),
]


# Only rumpy is asked in these two: NumPy 2.4.6's frombuffer and fromiter give a reference away when
# another type takes over, and crash later.
@pytest.mark.parametrize("name, args", LIKE)
def test_like_lets_another_type_make_the_array(name, args):
    given = len(args)

    class Other:
        def __array_function__(self, func, types, args, kwargs):
            assert func is getattr(rp, name) and types == (Other,) and "like" not in kwargs
            return "made", len(args)

    assert getattr(rp, name)(*args, like=Other()) == ("made", given)


@pytest.mark.parametrize("name, args", LIKE)
def test_like_of_a_type_that_refuses(name, args):
    class Refusing:
        def __array_function__(self, func, types, args, kwargs):
            return NotImplemented

    with pytest.raises(TypeError, match=f"no implementation found for 'rumpy.{name}'"):
        getattr(rp, name)(*args, like=Refusing())


@pytest.mark.parametrize("name, args", LIKE)
def test_like_of_what_is_no_array(name, args):
    same(lambda np: getattr(np, name)(*args, like=5))


@pytest.mark.parametrize("name, args", [case for case in LIKE if case[0] != "empty"])
def test_like_of_an_array(name, args):
    same(lambda np: getattr(np, name)(*args, like=np.ones(3)))
    same(lambda np: getattr(np, name)(*args, like=None))


# --- methods of the first argument ------------------------------------------------------------------


class Table:
    """No array, but with methods; each says what it was called with."""

    def __getattr__(self, name):
        raise AttributeError(name)


def _telling(name):
    return lambda self, *args, **kwargs: (name, list(args), dict(sorted(kwargs.items())))


_TOLD = """sum prod max min any all mean std var argmax argmin argsort choose clip cumsum cumprod nonzero
repeat reshape round searchsorted squeeze swapaxes take transpose""".split()
for _name in _TOLD:
    setattr(Table, _name, _telling(_name))

DELEGATED = [
    lambda np, t: [np.sum(t), np.sum(t, 0), np.sum(t, 0, dtype="f4"), np.sum(t, keepdims=True)],
    lambda np, t: [np.mean(t), np.mean(t, 0, keepdims=True), np.std(t), np.var(t, 0, ddof=1)],
    lambda np, t: [np.max(t, 0), np.amax(t), np.min(t, keepdims=True), np.any(t), np.all(t, 0)],
    lambda np, t: [
        np.prod(t),
        np.cumsum(t, 1),
        np.cumprod(t),
        np.argmax(t, keepdims=True),
        np.argmin(t),
    ],
    lambda np, t: [np.reshape(t, (2,)), np.clip(t, 1, 2), np.round(t, 2), np.take(t, [1], 0)],
    lambda np, t: [
        np.transpose(t),
        np.repeat(t, 2),
        np.squeeze(t),
        np.squeeze(t, 0),
        np.nonzero(t),
    ],
    lambda np, t: [np.searchsorted(t, 3), np.argsort(t), np.swapaxes(t, 0, 1), np.choose(t, [1])],
]


@pytest.mark.parametrize("case", DELEGATED)
def test_methods_of_what_is_no_array(case):
    same(lambda np: case(np, Table()))


def test_methods_of_subclasses():
    def results(np):
        class Sub(np.ndarray):
            def sum(self, axis=None, dtype=None, out=None):
                return "own"

        s = np.ones((2, 2)).view(Sub)
        return [np.sum(s), np.add.reduce(s, axis=None), np.mean(s), kinds(np.cumsum(s))]

    same(results)
    same(
        lambda np: np.sum(np.ones(2).view(subclass(np, sum=lambda self: 1)), keepdims=True),
        text=False,
    )


def test_a_method_that_takes_other_arguments():
    class Text(list):
        def round(self):
            return "no"

    same(lambda np: np.round(Text([1.26, 2]), 1))


# --- what hooks are given -----------------------------------------------------------------------------


class Told:
    def __array_ufunc__(self, ufunc, method, *inputs, **kwargs):
        return method, len(inputs), sorted(kwargs), [k for k in kwargs if kwargs[k] is None]


HOOKED = [
    lambda np, o: [
        np.sin(o, None),
        np.sin(o, out=None),
        np.sin(o, out=(None,)),
        np.modf(o, None, None),
    ],
    lambda np, o: [
        np.modf(o, None, np.ones(1)),
        np.add(1, 2, where=o),
        np.add.reduce([1], where=o),
    ],
    lambda np, o: [np.add.reduce(o, None), np.add.reduce(o, 0, None, None, False)],
    lambda np, o: [np.add.reduce(o, 0, "f8", np.zeros(1)), np.add.accumulate(o, 0, None, None)],
    lambda np, o: [np.add.reduceat(o, [1], 0), np.add.outer(o, 1), np.add.at(o, 1, 2)],
    lambda np, o: [np.add(o, 1, sig="d"), np.add.reduce(o, 1, keepdims=True, initial=3)],
]


@pytest.mark.parametrize("case", HOOKED)
def test_hooks_get_keywords(case):
    same(lambda np: case(np, Told()))


class Refuses:
    def __array_ufunc__(self, *args, **kwargs):
        return NotImplemented

    def __repr__(self):
        return "Refuses()"


def test_what_is_said_where_all_refuse():
    n = Refuses()
    same(lambda np: np.negative(n))
    same(lambda np: np.add(n, Refuses()))
    same(lambda np: np.add(np.ones(1), n, out=np.ones(1)))
    same(lambda np: np.add.reduce(n, axis=0))


def test_ellipsis_for_out():
    def results(np):
        sub = np.array(1.0).view(subclass(np))
        return [
            np.add(1, 2, out=...), np.add.reduce([1, 2], out=...),
            kinds(np.add(sub, 1, out=...), np.add.reduce(sub[None], out=...)),
        ]  # fmt: skip

    same(results)
    for method, args in [
        ("reduce", (0, None)),
        ("accumulate", (0, None)),
        ("reduceat", ([0], 0, None)),
    ]:
        same(lambda np: getattr(np.add, method)([1, 2], *args, ...))  # noqa: B023


# --- operators and methods of a subclass that takes ufuncs over ------------------------------------


def quantity(np, log):
    """A subclass whose ufuncs are told to `log`, and done on plain arrays."""

    def plain(value):
        return value.view(np.ndarray) if isinstance(value, Quantity) else value

    class Quantity(np.ndarray):
        def __array_ufunc__(self, ufunc, method, *inputs, **keywords):
            log.append([ufunc.__name__, method, len(inputs), sorted(keywords)])
            if "out" in keywords:
                keywords["out"] = tuple(plain(value) for value in keywords["out"])
            return super().__array_ufunc__(ufunc, method, *map(plain, inputs), **keywords)

    return Quantity


OPERATIONS = [
    lambda np, a: -a, lambda np, a: +a, lambda np, a: abs(a), lambda np, a: ~a.astype(int),
    lambda np, a: a == 1, lambda np, a: a < 1, lambda np, a: 1 < a, lambda np, a: a + 1,
    lambda np, a: a @ a.T, lambda np, a: np.ones((2, 2)) @ a, lambda np, a: divmod(a, 2),
    lambda np, a: a.sum(), lambda np, a: a.sum(axis=0), lambda np, a: a.sum(0, None, np.zeros(3)),
    lambda np, a: np.zeros((2, 3)).sum(out=a[0, 0, ...]), lambda np, a: a.prod(keepdims=True),
    lambda np, a: a.max(initial=3), lambda np, a: np.min(a, axis=1), lambda np, a: a.any(),
    lambda np, a: np.all(a, axis=0, where=np.array([True, False, True])), lambda np, a: a.mean(),
    lambda np, a: a.astype(int).mean(axis=1), lambda np, a: a.astype("f2").mean(0, keepdims=True),
    lambda np, a: np.mean(a, where=np.array([True, False, True])),
    lambda np, a: a.mean(axis=0, out=np.zeros(3)), lambda np, a: a.var(), lambda np, a: np.std(a),
    lambda np, a: a.cumsum(), lambda np, a: np.cumprod(a, axis=1), lambda np, a: a.cumsum(1, "f4"),
    lambda np, a: a.cumsum(0, out=np.zeros((2, 3))), lambda np, a: a.ravel().var(ddof=1),
]  # fmt: skip


@pytest.mark.parametrize("operation", OPERATIONS)
def test_operators_and_methods_ask_the_subclass(operation):
    def told(np):
        log = []
        a = np.arange(6.0).reshape(2, 3).view(quantity(np, log))
        return [operation(np, a), log]

    same(told, ulp=1)


def test_operators_in_place_ask_the_subclass():
    def told(np):
        log = []
        a = np.arange(4.0).reshape(2, 2).view(quantity(np, log))
        a += 1
        a *= a
        told = list(log)
        a @= np.eye(2)
        return [a, told, len(log)]

    same(told)


def test_where_of_a_subclass_is_asked():
    def refused(np):
        class Old(np.ndarray):
            def __array_ufunc__(self, ufunc, method, *inputs, **keywords):
                return super().__array_ufunc__(ufunc, method, *inputs, **keywords)

        return np.negative(np.ones(2), where=np.array([True, False]).view(Old))

    same(refused, text=False)


def test_concatenate_gives_the_class_of_highest_priority():
    def results(np):
        high = as_sub(np, [1.0], __array_priority__=2.0)
        low, middle = as_sub(np, [1.0]), as_sub(np, [1.0], __array_priority__=1.0)
        high.__class__.__name__, middle.__class__.__name__ = "High", "Middle"
        return kinds(np.concatenate((low, low)), np.concatenate((low, middle, high)),
                     np.concatenate((high, np.ones(1))), np.concatenate(([1], [middle]), axis=None),
                     np.stack((middle, high)), np.resize(high, 5))  # fmt: skip

    same(results)
