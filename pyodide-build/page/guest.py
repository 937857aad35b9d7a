"""The Python side of the runners: a script runs as `python script.py` would run it."""

import ast
import atexit
import inspect
import os
import sys
import traceback
import types


def _report(error):
    """Print an exception as CPython does, without the frames of this file."""
    trace = error.__traceback__
    while trace is not None and trace.tb_frame.f_code.co_filename == __file_name:
        trace = trace.tb_next
    traceback.print_exception(type(error), error, trace)


def _exit_code(error):
    """The exit code that a SystemExit stands for; what is no number is printed."""
    if error.code is None:
        return 0
    if isinstance(error.code, int):
        return error.code & 0xFF
    print(error.code, file=sys.stderr)
    return 1


async def main(path, args):
    """Run the file as __main__, with top-level await, and return its exit code."""
    module = types.ModuleType("__main__")
    module.__file__ = path
    sys.modules["__main__"] = module
    sys.argv = [path, *args]
    sys.path.insert(0, os.path.dirname(path))
    code = 0
    try:
        with open(path, encoding="utf-8") as file:
            compiled = compile(file.read(), path, "exec", flags=ast.PyCF_ALLOW_TOP_LEVEL_AWAIT)
        result = eval(compiled, module.__dict__)
        if inspect.iscoroutine(result):
            await result
    except SystemExit as error:
        code = _exit_code(error)
    except BaseException as error:
        _report(error)
        code = 1
    atexit._run_exitfuncs()
    sys.stdout.flush()
    sys.stderr.flush()
    return code


__file_name = main.__code__.co_filename
