"""Einstein summation: np.einsum, np.einsum_path.

A subscript string becomes a label an axis of each operand (einsum.c, which also computes what is
small). Operands are then contracted two by two: axes that only one of them has and nobody needs are
summed, the others arranged so that the product is one (batched) product of matrices.
"""

import functools
import itertools
import operator

from . import _core
from ._core import asarray, can_cast, matmul, multiply, ndarray, result_type
from ._single import single
from .lib.stride_tricks import as_strided

# --- subscripts -------------------------------------------------------------------------------------


@functools.lru_cache(maxsize=256)
def _parse(subscripts, ndims):
    """The labels of the operands and of the result."""
    return _core._einsum_labels(subscripts, ndims)


_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"


def _letters(sublist):
    """A list of labels as letters."""
    parts = []
    for item in sublist:
        if item is Ellipsis:
            parts.append("...")
            continue
        try:
            item = operator.index(item)
        except TypeError:
            raise TypeError("each subscript must be either an integer or an ellipsis") from None
        if not 0 <= item < len(_LETTERS):
            raise ValueError("subscript is not within the valid range [0, 52)")
        parts.append(_LETTERS[item])
    return "".join(parts)


def _text(sublists, with_output):
    """The subscripts of lists of labels, of which the last may be the result's."""
    parts = [_letters(sublist) for sublist in sublists]
    return ",".join(parts[:-1]) + "->" + parts[-1] if with_output else ",".join(parts)


_known_text = functools.lru_cache(maxsize=256)(_text)


def _from_lists(operands):
    """einsum(a, [0, 1], b, [1, 2], [0, 2]) as subscripts and operands."""
    pairs = len(operands) // 2
    sublists = [tuple(sublist) for sublist in operands[1 : 2 * pairs : 2] + operands[2 * pairs :]]
    for sublist in sublists:
        for item in sublist:
            if type(item) is not int:  # others may equal an int, and yet be none
                return _text(sublists, len(operands) % 2), operands[: 2 * pairs : 2]
    return _known_text(tuple(sublists), len(operands) % 2), operands[: 2 * pairs : 2]


def _arguments(operands):
    """The subscripts, and the operands as arrays."""
    if len(operands) == 0:
        raise ValueError(
            "must specify the einstein sum subscripts string and at least one operand, or at least "
            "one operand and its corresponding subscripts list"
        )
    if isinstance(operands[0], str):
        if len(operands) < 2:
            raise ValueError(
                "must specify the einstein sum subscripts string and at least one operand"
            )
        subscripts, arrays = operands[0], operands[1:]
    else:
        subscripts, arrays = _from_lists(operands)
    return subscripts, [asarray(a) for a in arrays]


# --- one operand ------------------------------------------------------------------------------------


def _without_repeats(a, labels, k):
    """A view in which axes of one label are one axis: diagonals."""
    if len(set(labels)) == len(labels):
        return a, labels
    lengths, strides = {}, {}
    for label, n, stride in zip(labels, a.shape, a.strides, strict=True):
        if lengths.get(label, n) != n:
            raise ValueError(
                f"dimensions in operand {k} for collapsing index '{label}' don't match "
                f"({lengths[label]} != {n})"
            )
        lengths[label] = n
        strides[label] = strides.get(label, 0) + stride
    view = as_strided(a, tuple(lengths.values()), tuple(strides.values()))
    return view, tuple(lengths)


def _summed(a, labels, keep):
    """The sum over axes whose label is not in `keep`."""
    axes = tuple(i for i, label in enumerate(labels) if label not in keep)
    if not axes:
        return a, labels
    total = a.any(axes) if a.dtype.kind == "b" else a.sum(axes, dtype=a.dtype)
    return asarray(total), tuple(label for label in labels if label in keep)


def _arranged(a, labels, wanted):
    """A view with axes in the order of `wanted`."""
    return a if labels == wanted else a.transpose([labels.index(label) for label in wanted])


# --- two operands -----------------------------------------------------------------------------------


def _squeezed(a, labels, sizes):
    """Without axes of length one that another operand stretches."""
    index = tuple(
        0 if n == 1 and sizes[label] != 1 else slice(None)
        for label, n in zip(labels, a.shape, strict=True)
    )
    if not any(i == 0 for i in index if not isinstance(i, slice)):
        return a, labels
    rest = tuple(label for label, i in zip(labels, index, strict=True) if isinstance(i, slice))
    return asarray(a[index]), rest


def _count(labels, sizes):
    n = 1
    for label in labels:
        n *= sizes[label]
    return n


def _pair(a, la, b, lb, keep, sizes):
    """The contraction of two operands: labels in `keep` (in its order) stay."""
    a, la = _summed(a, la, {*lb, *keep})
    b, lb = _summed(b, lb, {*la, *keep})
    in_a, in_b, kept = set(la), set(lb), set(keep)
    deep = [label for label in la if label in in_b and label not in kept]
    result = tuple(label for label in keep if label in in_a or label in in_b)
    if not deep:

        def spread(x, labels):
            ordered = tuple(label for label in result if label in labels)
            x = _arranged(x, labels, ordered)
            return x[tuple(slice(None) if label in labels else None for label in result)]

        return multiply(spread(a, la), spread(b, lb)), result
    batch = tuple(label for label in result if label in in_a and label in in_b)
    rows = tuple(label for label in result if label not in in_b)
    columns = tuple(label for label in result if label not in in_a)
    deep = tuple(deep)
    lead = tuple(sizes[label] for label in batch)
    m, n, k = _count(rows, sizes), _count(columns, sizes), _count(deep, sizes)
    left = _arranged(a, la, batch + rows + deep).reshape((*lead, m, k))
    right = _arranged(b, lb, batch + deep + columns).reshape((*lead, k, n))
    shape = lead + tuple(sizes[label] for label in rows + columns)
    product = matmul(left, right).reshape(shape)
    labels = batch + rows + columns
    return _arranged(product, labels, result), result


# --- einsum -----------------------------------------------------------------------------------------


def _sizes(arrays, labels):
    """Each label's length. ValueError, naming the shapes, where operands differ."""
    sizes = {}
    for a, own in zip(arrays, labels, strict=True):
        for label, n in zip(own, a.shape, strict=True):
            known = sizes.setdefault(label, n)
            if known == 1:
                sizes[label] = n
            elif n not in (1, known):
                return None
    return sizes


def _shapes_differ(arrays, labels, output):
    order = list(output)
    for own in labels:
        order += [label for label in own if label not in order]

    def text(lengths):
        return "(" + ",".join(map(str, lengths)) + ")"

    remapped = []
    for a, own in zip(arrays, labels, strict=True):
        lengths = dict(zip(own, a.shape, strict=True))
        places = [lengths.get(label, "newaxis") for label in order]
        while places and places[0] == "newaxis":
            places.pop(0)
        remapped.append(f"{text(a.shape)}->{text(places)} ")
    raise ValueError(
        "operands could not be broadcast together with remapped shapes [original->remapped]: "
        + "".join(remapped)
    )


def _check_casts(arrays, dtype, casting, out):
    for k, a in enumerate(arrays):
        if not can_cast(a.dtype, dtype, casting):
            raise TypeError(
                f"Iterator operand {k} dtype could not be cast from {a.dtype!r} to {dtype!r} "
                f"according to the rule '{casting}'"
            )
    if out is not None and not can_cast(dtype, out.dtype, casting):
        raise TypeError(
            f"Iterator requested dtype could not be cast from {dtype!r} to {out.dtype!r}, the "
            f"operand {len(arrays)} dtype, according to the rule '{casting}'"
        )


_KEYWORDS = ("dtype", "order", "casting")


def _at_once(operands, optimize, out, kwargs):
    """What C computes without more ado, or NotImplemented."""
    if not isinstance(optimize, (bool, str)):
        return NotImplemented
    if operands and not isinstance(operands[0], str):
        subscripts, arrays = _from_lists(operands)
        operands = (subscripts, *arrays)
    if optimize is not False and (len(operands) > 3 or _sums_ellipsis(operands[0], optimize)):
        return NotImplemented
    if kwargs and not _asks_for_nothing(operands[1:], **kwargs):
        return NotImplemented
    result = _core._einsum(*operands)
    if out is None or result is NotImplemented:
        return result
    if type(out) is not ndarray or out.dtype != result.dtype or out.shape != result.shape:
        return NotImplemented
    out[...] = result
    return out


def _asks_for_nothing(operands, dtype=None, order="K", casting=None, **others):
    """Whether keywords change nothing: the type is the operands' own, the order any."""
    if others or order != "K":
        return False
    kinds = {asarray(a).dtype for a in operands}
    return len(kinds) == 1 and (dtype is None or _core.dtype(dtype) in kinds)


def _sums_ellipsis(subscripts, optimize):
    """Whether axes under an ellipsis are summed: the result has none, which optimizing allows."""
    inputs, arrow, output = subscripts.partition("->")
    return bool(optimize) and bool(arrow) and "..." in inputs and "..." not in output


def _labels(subscripts, arrays, optimize):
    """The labels of the operands and of the result."""
    ndims = tuple(a.ndim for a in arrays)
    if not _sums_ellipsis(subscripts, optimize):
        return _parse(subscripts, ndims)
    labels, output = _parse(subscripts.replace("->", "->..."), ndims)
    return labels, tuple(label for label in output if isinstance(label, str))


def einsum(*operands, out=None, optimize=False, **kwargs):
    """Sums of products in Einstein's notation: "ij,jk->ik" is the product of two matrices.

    Labels that the result lacks are summed over; a label twice in one operand is a diagonal; "..."
    stands for axes that broadcast. Subscripts can also follow each operand as a list of ints.
    optimize: the order of contractions ("greedy", "optimal", or a path of einsum_path). Keywords:
    dtype, order, casting. Of one operand without sums the result is a view.

    >>> import rumpy as np
    >>> np.einsum("ij,j->i", [[1, 2], [3, 4]], [10, 1])
    array([12, 34])
    """
    result = _at_once(operands, optimize, out, kwargs)
    if result is not NotImplemented:
        return result
    for name in kwargs:
        if name not in _KEYWORDS:
            if optimize is False:
                raise TypeError(f"einsum() got an unexpected keyword argument '{name}'")
            raise TypeError(
                f"Did not understand the following kwargs: {sorted(set(kwargs) - set(_KEYWORDS))}"
            )
    subscripts, arrays = _arguments(operands)
    if out is not None and not isinstance(out, ndarray):
        raise TypeError("keyword parameter out must be an array for einsum")
    labels, output = _labels(subscripts, arrays, optimize)
    casting, order = kwargs.get("casting", "safe"), kwargs.get("order", "K")
    in_fortran_order = all(a.flags.f_contiguous for a in arrays)
    asked = kwargs.get("dtype")
    dtype = _core.dtype(asked) if asked is not None else result_type(*[a.dtype for a in arrays])
    _check_casts(arrays, dtype, casting, out)
    arrays = [a if a.dtype == dtype else a.astype(dtype) for a in arrays]

    pairs = [
        _without_repeats(a, own, k) for k, (a, own) in enumerate(zip(arrays, labels, strict=True))
    ]
    arrays, labels = [a for a, _ in pairs], [own for _, own in pairs]
    sizes = _sizes(arrays, labels)
    if sizes is None:
        _shapes_differ(arrays, labels, output)
    if out is not None and out.ndim != len(output):
        raise ValueError(
            f"out parameter does not have the correct number of dimensions, has {out.ndim} but "
            f"should have {len(output)}"
        )
    if len(arrays) == 1:
        result, own = _summed(arrays[0], labels[0], output)
        result = _arranged(result, own, output)
    else:
        squeezed = [_squeezed(a, own, sizes) for a, own in zip(arrays, labels, strict=True)]
        result = _contract(squeezed, output, sizes, optimize)
    if out is not None:
        out[...] = result
        return out
    if order == "A":
        order = "F" if in_fortran_order else "C"
    if order in ("C", "F") and len(arrays) > 1:
        result = _core.array(result, order=order, copy=None)
    return single(result)


def _contract(terms, output, sizes, optimize):
    """All operands two by two, down to one."""
    sets = [set(own) for _, own in terms]
    path = _chosen_path(optimize, sets, set(output), sizes)
    for step in path:
        chosen = [terms[i] for i in step]
        terms = [term for i, term in enumerate(terms) if i not in step]
        needed = set(output).union(*(own for _, own in terms))
        (a, la), *others = chosen
        for i, (b, lb) in enumerate(others):
            still = needed.union(*(own for _, own in others[i + 1 :]))
            keep = [label for label in output if label in la or label in lb]
            keep += [
                label for label in dict.fromkeys(la + lb) if label in still and label not in output
            ]
            a, la = _pair(a, la, b, lb, tuple(keep), sizes)
            a = asarray(a)
        if not others:
            a, la = _summed(a, la, needed)
        terms.append((a, la))
    if len(terms) > 1:
        raise RuntimeError(
            f"Invalid einsum_path is specified: {len(terms) - 1} more operands has to be "
            "contracted."
        )
    a, la = _summed(*terms[0], output)
    return _arranged(a, la, output)


# --- paths ------------------------------------------------------------------------------------------


def _chosen_path(optimize, sets, output, sizes):
    n = len(sets)
    if isinstance(optimize, (list, tuple)) and optimize and optimize[0] == "einsum_path":
        return [tuple(step) for step in optimize[1:]]
    kind, _ = _path_kind(optimize)
    if n == 2:
        return [(0, 1)]
    if kind == "optimal":
        return _optimal(sets, output, sizes, None)
    return _greedy(sets, output, sizes, None)


def _path_kind(optimize):
    """("greedy", "optimal", False or a list, limit of intermediate sizes or None)"""
    if optimize is True:
        return "greedy", None
    if optimize is None:
        return False, None
    if optimize is False or isinstance(optimize, str):
        if optimize and optimize not in ("greedy", "optimal"):
            raise KeyError("Path name %s not found", optimize)
        return optimize, None
    if len(optimize) and optimize[0] == "einsum_path":
        return list(optimize[1:]), None
    if (
        len(optimize) == 2
        and isinstance(optimize[0], str)
        and isinstance(optimize[1], (int, float))
    ):
        return optimize[0], int(optimize[1])
    raise TypeError(f"Did not understand the path: {optimize!s}")


def _merge(sets, output, chosen):
    """The labels of a contraction of `chosen`: all, those that stay, and the sets then."""
    involved = set().union(*(sets[i] for i in chosen))
    rest = [s for i, s in enumerate(sets) if i not in chosen]
    stay = involved & output.union(*rest)
    return involved, stay, [*rest, stay]


def _cost(involved, stay, count, sizes):
    """Multiplications and additions."""
    return _count(involved, sizes) * (max(1, count - 1) + (involved != stay))


def _greedy(sets, output, sizes, limit):
    """Pairs whose contraction removes most elements first; at a tie the cheaper. Products without
    a common label only where there is nothing else; all at once where that is no dearer."""
    n = len(sets)
    if n <= 2:
        return [tuple(range(n))]
    everything = _merge(sets, output, range(n))
    naive = _cost(everything[0], everything[1], n, sizes)
    path, spent = [], 0
    for _ in range(n - 1):
        best = None
        pairs = list(itertools.combinations(range(len(sets)), 2))
        joined = [p for p in pairs if not sets[p[0]].isdisjoint(sets[p[1]])]
        for candidates in (joined, pairs):
            for pair in candidates:
                involved, stay, after = _merge(sets, output, pair)
                size = _count(stay, sizes)
                cost = _cost(involved, stay, 2, sizes)
                if (limit is not None and size > limit) or (
                    limit is not None and spent + cost > naive
                ):
                    continue
                removed = sum(_count(sets[i], sizes) for i in pair) - size
                key = (-removed, cost)
                if best is None or key < best[0]:
                    best = (key, pair, after)
            if best is not None:
                break
        if best is None:
            path.append(tuple(range(len(sets))))
            break
        path.append(best[1])
        spent += best[0][1]
        sets = best[2]
    return path


def _optimal(sets, output, sizes, limit):
    """The cheapest order of all, by trying every one."""
    routes = [(0, [], sets)]
    for step in range(len(sets) - 1):
        longer = []
        for spent, path, now in routes:
            for pair in itertools.combinations(range(len(now)), 2):
                involved, stay, after = _merge(now, output, pair)
                if limit is not None and _count(stay, sizes) > limit:
                    continue
                cost = spent + _cost(involved, stay, 2, sizes)
                longer.append((cost, [*path, pair], after))
        if not longer:
            best = min(routes, key=lambda route: route[0])[1]
            return [*best, tuple(range(len(sets) - step))]
        routes = longer
    return min(routes, key=lambda route: route[0])[1]


def _letters_for(labels, output):
    """The labels as letters: those under an ellipsis get letters that are free."""
    used = {label for own in labels for label in own if isinstance(label, str)}
    free = [c for c in _LETTERS if c not in used]
    depth = max((-label for own in labels for label in own if isinstance(label, int)), default=0)
    names = {-depth + i: c for i, c in enumerate(free[:depth])}

    def name(own):
        return "".join(names.get(label, label) for label in own)

    return [name(own) for own in labels], name(output)


def einsum_path(*operands, optimize="greedy", einsum_call=False):
    """The order in which einsum had better contract its operands, and a report of what it saves.

    optimize: "greedy", "optimal", False, or (either, largest size of an intermediate).

    >>> import rumpy as np
    >>> np.einsum_path("ij,jk,kl->il", np.ones((2, 9)), np.ones((9, 9)), np.ones((9, 2)))[0]
    ['einsum_path', (0, 1), (0, 1)]
    """
    kind, limit = _path_kind(optimize)
    subscripts, arrays = _arguments(operands)
    labels, output = _parse(subscripts, tuple(a.ndim for a in arrays))
    terms, result = _letters_for(labels, output)
    sizes = {}
    for k, (term, a) in enumerate(zip(terms, arrays, strict=True)):
        for char, n in zip(term, a.shape, strict=True):
            known = sizes.setdefault(char, n)
            if known == 1:
                sizes[char] = n
            elif n not in (1, known):
                raise ValueError(
                    f"Size of label '{char}' for operand {k} ({known}) does not match previous "
                    f"terms ({n})."
                )
    sets, wanted = [set(term) for term in terms], set(result)
    everything = set().union(*sets)
    if limit is None:
        limit = max(_count(labels, sizes) for labels in [*terms, result])
    if isinstance(kind, list):
        path = kind
    elif kind is False or len(terms) <= 2 or everything == wanted:
        path = [tuple(range(len(terms)))]
    elif kind == "greedy":
        path = _greedy(sets, wanted, sizes, limit)
    else:
        path = _optimal(sets, wanted, sizes, limit)
    report = _report(path, terms, result, sets, wanted, sizes)
    return ["einsum_path", *path], report


def _report(path, terms, result, sets, wanted, sizes):
    everything = set().union(*sets)
    inner = sum(len(s) for s in sets) - len(everything) > 0
    naive = _count(everything, sizes) * (max(1, len(terms) - 1) + inner)
    title = ",".join(terms) + "->" + result
    lines, costs, largest, scales = [], [], [], []
    terms = list(terms)
    for number, step in enumerate(path):
        involved, stay, after = _merge(sets, wanted, step)
        costs.append(_cost(involved, stay, len(step), sizes))
        largest.append(_count(stay, sizes))
        scales.append(len(involved))
        taken = [terms.pop(i) for i in sorted(step, reverse=True)]
        made = "".join(sorted(stay, key=lambda c: (sizes[c], c)))
        terms.append(result if number == len(path) - 1 else made)
        sets = after
        lines.append(
            f"\n{len(involved):4d}    {','.join(taken) + '->' + terms[-1]:>24s} "
            f"{','.join(terms) + '->' + result:>40s}"
        )
    if len(terms) != 1:
        raise RuntimeError(
            f"Invalid einsum_path is specified: {len(terms) - 1} more operands has to be "
            "contracted."
        )
    cost = sum(costs) + 1
    return (
        f"  Complete contraction:  {title}\n"
        f"         Naive scaling:  {len(everything)}\n"
        f"     Optimized scaling:  {max(scales)}\n"
        f"      Naive FLOP count:  {naive:.3e}\n"
        f"  Optimized FLOP count:  {cost:.3e}\n"
        f"   Theoretical speedup:  {naive / cost:3.3f}\n"
        f"  Largest intermediate:  {max(largest):.3e} elements\n"
        + "-" * 74
        + f"\n{'scaling':>6s} {'current':>24s} {'remaining':>40s}\n"
        + "-" * 74
        + "".join(lines)
    )
