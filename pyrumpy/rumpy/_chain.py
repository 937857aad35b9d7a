"""Chains of matrix products, in the cheapest order."""

import rumpy as np

from ._lapack_error import assert_matrix


def multiply_chain(arrays, out):
    """linalg.multi_dot."""
    count = len(arrays)
    if count < 2:
        raise ValueError("Expecting at least two arrays.")
    if count == 2:
        return np.dot(arrays[0], arrays[1], out=out)
    arrays = [np.asanyarray(a) for a in arrays]
    first, last = arrays[0].ndim, arrays[-1].ndim
    if first == 1:
        arrays[0] = arrays[0][None, :]
    if last == 1:
        arrays[-1] = arrays[-1][:, None]
    for a in arrays:
        assert_matrix(a)
    split = _cheapest([a.shape[0] for a in arrays] + [arrays[-1].shape[1]])
    result = _multiply(arrays, split, 0, count - 1, out)
    if first == 1 and last == 1:
        return result[0, 0]
    return result.ravel() if first == 1 or last == 1 else result


def _cheapest(sizes):
    """Where to split matrices i .. j, by (i, j): matrix i is sizes[i] x sizes[i + 1]."""
    count = len(sizes) - 1
    cost = {(i, i): 0 for i in range(count)}
    split = {}
    for length in range(1, count):
        for i in range(count - length):
            j = i + length
            cost[i, j], split[i, j] = min(
                (cost[i, k] + cost[k + 1, j] + sizes[i] * sizes[k + 1] * sizes[j + 1], k)
                for k in range(i, j)
            )
    return split


def _multiply(arrays, split, i, j, out=None):
    if i == j:
        return arrays[i]
    k = split[i, j]
    return np.dot(_multiply(arrays, split, i, k), _multiply(arrays, split, k + 1, j), out=out)
