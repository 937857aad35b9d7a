"""np.shares_memory: whether two arrays have a byte in common, exactly."""

import math

from ._core import asarray, may_share_memory
from .exceptions import TooHardError
from .lib.array_utils import byte_bounds


def shares_memory(a, b, /, max_work=-1):
    """Whether any element of one array has a byte in common with one of the other.

    max_work: the number of candidates to try at most (-1: all); TooHardError where they are not
    enough.

    >>> import rumpy as np
    >>> x = np.arange(6)
    >>> np.shares_memory(x[::2], x[1::2])
    False
    """
    a, b = asarray(a), asarray(b)
    if a.size == 0 or b.size == 0 or not may_share_memory(a, b):
        return False
    if max_work == 0:
        raise TooHardError("Exceeded max_work")
    # low(a) + sum of steps = low(b) + sum of steps; b's steps are counted backwards from its end.
    target = byte_bounds(b)[1] - 1 - byte_bounds(a)[0]
    terms = [(1, a.itemsize - 1), (1, b.itemsize - 1)]
    for x in (a, b):
        terms += [(abs(s), n - 1) for n, s in zip(x.shape, x.strides, strict=True) if n > 1 and s]
    terms = sorted(((s, n) for s, n in terms if n > 0), reverse=True)
    reach, divisor = [0], [0]
    for s, n in reversed(terms):
        reach.insert(0, reach[0] + s * n)
        divisor.insert(0, math.gcd(divisor[0], s))
    work = 0

    def solvable(i, rest):
        nonlocal work
        if rest == 0:
            return True
        if i == len(terms) or not 0 <= rest <= reach[i] or rest % divisor[i]:
            return False
        work += 1
        if 0 < max_work < work:
            raise TooHardError("Exceeded max_work")
        s, n = terms[i]
        least = max(0, -(-(rest - reach[i + 1]) // s))
        return any(solvable(i + 1, rest - s * k) for k in range(min(n, rest // s), least - 1, -1))

    return solvable(0, target)
