"""The exception of linear algebra, and the checks that raise it."""


class LinAlgError(ValueError):
    """Raised where a matrix is not as a function of linear algebra needs it."""

    __module__ = "rumpy.linalg"


def assert_stacked(a):
    if a.ndim < 2:
        raise LinAlgError(
            f"{a.ndim}-dimensional array given. Array must be at least two-dimensional"
        )


def assert_square(a):
    assert_stacked(a)
    if a.shape[-1] != a.shape[-2]:
        raise LinAlgError("Last 2 dimensions of the array must be square")


def assert_matrix(a):
    if a.ndim != 2:
        raise LinAlgError(f"{a.ndim}-dimensional array given. Array must be two-dimensional")
