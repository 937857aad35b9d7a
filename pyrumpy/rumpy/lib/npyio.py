"""The class of open .npz files, where programs look for it."""

from ..npy_files import NpzFile

__all__ = ["NpzFile"]
