"""Versions of NumPy, compared."""

import re

__all__ = ["NumpyVersion"]

_STAGES = {"a": 0, "b": 1, "rc": 2, "": 3}


class NumpyVersion:
    """A version as NumPy numbers its own: 2.1.0, 2.1.0rc2, 2.2.0.dev0+1a2b3c4; compares with others
    and with strings. ValueError for any other text.

    >>> import rumpy as np
    >>> np.lib.NumpyVersion("2.4.0rc1") < "2.4.0"
    True
    """

    __module__ = "numpy.lib"

    def __init__(self, vstring):
        self.vstring = vstring
        found = re.match(r"(\d+)\.(\d+)\.(\d+)", vstring)
        if not found:
            raise ValueError("Not a valid numpy version string")
        self.version = found.group()
        self.major, self.minor, self.bugfix = map(int, found.groups())
        rest = vstring[found.end() :]
        stage = re.match(r"(a|b|rc)\d", rest)
        self.pre_release = stage.group() if stage else ""
        self.is_devversion = bool(re.search(r".dev", vstring))

    def _key(self):
        stage = _STAGES[self.pre_release.rstrip("0123456789")]
        number = int(re.sub(r"\D", "", self.pre_release) or 0)
        return self.major, self.minor, self.bugfix, stage, number, not self.is_devversion

    def _other(self, other):
        if not isinstance(other, (str, NumpyVersion)):
            raise ValueError("Invalid object to compare with NumpyVersion.")
        return (NumpyVersion(other) if isinstance(other, str) else other)._key()

    def __lt__(self, other):
        return self._key() < self._other(other)

    def __le__(self, other):
        return self._key() <= self._other(other)

    def __eq__(self, other):
        return self._key() == self._other(other)

    def __ne__(self, other):
        return self._key() != self._other(other)

    def __gt__(self, other):
        return self._key() > self._other(other)

    def __ge__(self, other):
        return self._key() >= self._other(other)

    def __repr__(self):
        return f"NumpyVersion({self.vstring})"
