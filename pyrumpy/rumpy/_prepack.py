"""Operands that are packed once and multiplied often."""

from ._core import prepacked


def prepack(b, side="right"):
    """A matrix packed beforehand for one side of ``@``.

    b: an array-like of two dimensions, of which a copy is made, so that later changes of it don't
    matter. side: 'right', for ``a @ p``; 'left', for ``p @ a``. The other operand may be a vector, a
    matrix or a batch of matrices, and ``np.matmul(a, p, out=c)`` works, too. Results have the same
    bits as those of ``a @ b`` (as those of ``a @ b.copy()``, where b is a view with gaps along both
    axes), by any kernel and any number of threads.

    What it gives has ``shape``, ``dtype``, ``ndim``, ``side``, and ``unpack()``, a new array equal
    to b bit for bit; it is pickled as that array. It holds the elements twice, as they are and as
    panels; where workers compute, the panels are in their memory, from the first product they
    make until it dies. Panels that are for another kernel than the one in use, or that were lost
    with the workers, are made again at the next product.

    Products raise TypeError where the operands would meet in another type than b's (prepack it as
    that type), ValueError on the wrong side and for shapes that don't fit; prepack itself ValueError
    unless b has two dimensions.

    >>> import rumpy as np
    >>> p = np.linalg.prepack(np.eye(3, dtype="float32"))
    >>> p
    <prepacked 3 x 3 matrix of float32 for the right of @>
    >>> np.ones((1, 3), dtype="float32") @ p
    array([[1., 1., 1.]], dtype=float32)
    """
    return prepacked(b, side)
