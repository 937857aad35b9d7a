"""What rumpy builds of NumPy's source distribution: LAPACK, translated to C, pocketfft, and the
streams of random numbers.

It is fetched and compiled, and no copy of it is in the repository.
"""

from __future__ import annotations

import re
import shutil

from . import base, pypi
from .base import CACHE

SOURCE = CACHE / "numpy-source"
# By folder, what is kept.
WANTED = {
    "numpy/linalg/lapack_lite": ("*.c", "*.h", "LICENSE.txt"),
    "numpy/fft/pocketfft": ("*.h", "LICENSE.md"),
    "numpy/_core/include/numpy/random": ("*.h",),
    "numpy/random": ("LICENSE.md",),
    "numpy/random/include": ("legacy-distributions.h",),
    **{
        f"numpy/random/src/{name}": ("*.c", "*.h", "LICENSE.md")
        for name in ("distributions", "legacy", "mt19937", "pcg64", "philox", "sfc64")
    },
}
# pip makes metadata of what it downloads, by the build backend that the source names: this stands in
# for it, so that nothing is installed for that.
BACKEND = """\
import shutil
from pathlib import Path


def prepare_metadata_for_build_wheel(metadata_directory, config_settings=None):
    folder = Path(metadata_directory) / "numpy-0.dist-info"
    folder.mkdir()
    shutil.copy("PKG-INFO", folder / "METADATA")
    return folder.name
"""


def automatic(text: str) -> str:
    """Local variables that aren't static: f2c makes all of them so, which costs time, and a second
    thread its results. Those with an initial value keep it."""
    return re.sub(r"^(\s+)static (?=[^;=]*;)", r"\1", text, flags=re.M)


def fetch() -> None:
    with base.step("fetching NumPy's source"), base.scratch_folder("numpy-source") as scratch:
        (scratch / "backend").mkdir()
        (scratch / "backend" / "mesonpy.py").write_text(BACKEND)
        only = scratch / "numpy.txt"
        only.write_text(pypi.requirement("numpy"))
        base.run(
            [*pypi.pip(), "download", *pypi.HASHED, "--no-binary", ":all:"]
            + ["--no-build-isolation", "-r", only, "-d", scratch / "sdist"],
            what="downloading NumPy's source",
            env={"PYTHONPATH": str(scratch / "backend")},
            hint=pypi.REACH + " Or let RUMPY_NUMPY_SOURCE name an unpacked numpy-2.4.x source.",
        )
        (archive,) = (scratch / "sdist").glob("numpy-*.tar.gz")
        top = base.untar(archive, scratch / "tree")
        new = scratch / "new"
        for folder, patterns in WANTED.items():
            (new / folder).mkdir(parents=True, exist_ok=True)
            for pattern in patterns:
                for file in (top / folder).glob(pattern):
                    shutil.copy(file, new / folder)
        for file in (new / "numpy/linalg/lapack_lite").glob("f2c_*.c"):
            file.write_text(automatic(file.read_text()))
        base.replace_tree(new, SOURCE)
