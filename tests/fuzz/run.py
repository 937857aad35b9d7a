"""Runs one of the fuzz_*.py under libFuzzer: `make fuzz-py` does it for all of them.

    python run.py NAME [libFuzzer's options] CORPUS...

libFuzzer is loaded as a shared library that calls back `check(data)` of the target. It is told what
was reached by the compiler's counters in the C extension, built for this, and by those that are put
into rumpy's Python files here, one at the beginning of each block.
"""

import ast
import builtins
import ctypes
import importlib
import os
import sys
import traceback
from importlib.machinery import SourceFileLoader
from pathlib import Path

HERE = Path(__file__).parent
MOST = 1 << 16  # blocks


class _Counters(ast.NodeTransformer):
    def __init__(self, first):
        self.next = first

    def _counted(self, statements):
        at = 1 if ast.get_docstring(ast.Module(statements, []), clean=False) is not None else 0
        hit = ast.parse(f"__hits__[{self.next}] = 1").body
        self.next += 1
        return [*statements[:at], *hit, *statements[at:]]

    def generic_visit(self, node):
        super().generic_visit(node)
        if not isinstance(node, (ast.Module, ast.ClassDef, ast.Lambda, ast.IfExp)):
            for field in ("body", "orelse", "finalbody"):
                statements = getattr(node, field, None)
                if statements:
                    setattr(node, field, self._counted(statements))
        return node


class Coverage:
    """Counters in the Python files of a package that is not imported yet."""

    def __init__(self, package):
        self.hits = (ctypes.c_uint8 * MOST)()
        self.used = 0
        builtins.__hits__ = self.hits
        plain = SourceFileLoader.get_code

        def get_code(loader, name):
            if name.split(".")[0] != package:
                return plain(loader, name)
            counters = _Counters(self.used)
            tree = counters.visit(ast.parse(loader.get_data(loader.path)))
            self.used = counters.next
            return compile(ast.fix_missing_locations(tree), loader.path, "exec")

        SourceFileLoader.get_code = get_code

    def register(self, library):
        start = ctypes.addressof(self.hits)
        library["__sanitizer_cov_8bit_counters_init"](
            ctypes.c_void_p(start), ctypes.c_void_p(start + self.used)
        )
        # Pairs of an address, any that is nobody's, and flags.
        self.table = (ctypes.c_size_t * (2 * self.used))()
        self.table[::2] = range(start, start + self.used)
        first = ctypes.addressof(self.table)
        library["__sanitizer_cov_pcs_init"](
            ctypes.c_void_p(first), ctypes.c_void_p(first + ctypes.sizeof(self.table))
        )


def main(name, *options):
    library = ctypes.CDLL(os.environ["LIBFUZZER"])
    coverage = Coverage("rumpy")
    sys.path[:0] = [str(HERE), str(HERE.parent)]
    target = importlib.import_module(f"fuzz_{name}")
    coverage.register(library)

    @ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.c_size_t)
    def call(data, size):
        try:
            target.check(ctypes.string_at(data, size) if size else b"")
        except BaseException:
            traceback.print_exc()
            sys.stderr.flush()
            os.abort()  # libFuzzer keeps the input
        return 0

    # No block of memory of more than 64 MiB, whatever an input claims to hold.
    given = [b"fuzz_" + name.encode(), b"-malloc_limit_mb=64", *map(os.fsencode, options), None]
    argv = (ctypes.c_char_p * len(given))(*given)
    library.LLVMFuzzerRunDriver(
        ctypes.byref(ctypes.c_int(len(given) - 1)), ctypes.byref(ctypes.pointer(argv)), call
    )


main(*sys.argv[1:])
