"""What is said of engines to who wants to choose one."""

from __future__ import annotations

import pytest

from dreamwindow.compose.engines import EngineListing, list_engines
from dreamwindow.contracts.engine import EngineOptions
from dreamwindow.engines import registry
from dreamwindow.engines.diffusers import extras
from dreamwindow.errors import MissingExtra


def listed() -> dict[str, EngineListing]:
    return {listing.name: listing for listing in list_engines(None, None)}


def test_one_whose_packages_are_not_installed_is_not_available_and_says_what_to_install(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(extras, "find_spec", lambda name: None)
    diffusers = listed()["diffusers"]
    assert not diffusers.available
    assert (
        diffusers.why
        == "The diffusers engine needs torch, diffusers, transformers: pip install 'dreamwindow[diffusers]'"
    )
    with pytest.raises(MissingExtra) as caught:
        registry.create("diffusers", EngineOptions())
    assert str(caught.value) == diffusers.why
    assert listed()["procedural"].available


def test_once_they_are_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(extras, "find_spec", lambda name: "there")
    assert (listed()["diffusers"].available, listed()["diffusers"].why) == (True, None)


def test_one_that_fails_while_it_looks_is_reported_and_harms_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(extras, "find_spec", lambda name: 1 / 0)
    assert "ZeroDivisionError" in (listed()["diffusers"].why or "")
    assert listed()["procedural"].available
