"""rumpy's version, by the names that NumPy gives its own."""

from . import __version__

version = short_version = full_version = __version__
release = True
git_revision = ""
