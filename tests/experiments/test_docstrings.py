from __future__ import annotations

import doctest
from importlib import import_module

import pytest

MODULES = (
    "dreamwindow.experiments.cfg_syntax",
    "dreamwindow.experiments.parameters",
    "dreamwindow.runtime.git.urls",
    "dreamwindow.runtime.process",
)


@pytest.mark.parametrize("name", MODULES)
def test_the_examples_in_its_docstrings_hold(name: str) -> None:
    result = doctest.testmod(import_module(name))
    assert (result.failed, result.attempted > 0) == (0, True)
