"""Every example in a docstring of the package is run."""

import doctest
import importlib
import pkgutil

import pytest
import rumpy

MODULES = [
    module.name
    for module in pkgutil.walk_packages(rumpy.__path__, "rumpy.")
    if not module.name.startswith(("rumpy._", "rumpy.javascript"))
]


@pytest.mark.parametrize("name", MODULES)
@pytest.mark.native
def test_examples(name):
    module = importlib.import_module(name)
    failed, _ = doctest.testmod(module, optionflags=doctest.NORMALIZE_WHITESPACE)
    assert failed == 0
