"""The Python side of the runners: a script runs as `python script.py` would run it."""

import ast
import atexit
import inspect
import os
import sys
import traceback
import types


class _Ending:
    """How a script ends: its exit code, and what CPython prints about it."""

    code = 0

    def __enter__(self):
        return self

    def __exit__(self, kind, error, trace):
        if kind is None:
            return True
        if issubclass(kind, SystemExit):
            self.code = self._asked_for(error.code)
        else:
            while trace is not None and trace.tb_frame.f_code.co_filename == _THIS_FILE:
                trace = trace.tb_next
            traceback.print_exception(kind, error, trace)
            self.code = 1
        return True

    @staticmethod
    def _asked_for(code):
        if code is None:
            return 0
        if isinstance(code, int):
            return code & 0xFF
        print(code, file=sys.stderr)
        return 1


def _compiled(path):
    """The script's code, which may await at its top level."""
    with open(path, encoding="utf-8") as file:
        return compile(file.read(), path, "exec", flags=ast.PyCF_ALLOW_TOP_LEVEL_AWAIT)


async def main(path, args):
    """Run the file as __main__ and return its exit code."""
    module = types.ModuleType("__main__")
    module.__file__ = path
    sys.modules["__main__"] = module
    sys.argv = [path, *args]
    sys.path.insert(0, os.path.dirname(path))
    with _Ending() as ending:
        result = eval(_compiled(path), module.__dict__)
        if inspect.iscoroutine(result):
            await result
    atexit._run_exitfuncs()
    sys.stdout.flush()
    sys.stderr.flush()
    return ending.code


_THIS_FILE = main.__code__.co_filename
