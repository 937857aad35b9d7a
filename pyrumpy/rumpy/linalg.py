"""Products of matrices beyond ``@``."""

from ._prepack import prepack

__all__ = ["prepack"]
