"""The engine is chosen on the page, by mouse, keyboard and finger, while the dream goes on."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.browser.dreaming import comes_true, dreaming, pictured
from tests.cli.plugin import install
from trials.picture import Look

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = [pytest.mark.browser, pytest.mark.slow]
EMBER = """
import numpy as np
from dreamwindow.contracts.engine import EngineInfo


class Ember:
    info = EngineInfo(name="ember", model="ember-1", description="Glows.", unused=("seed",))

    async def __aenter__(self):
        return self

    async def __aexit__(self, *_):
        pass

    async def generate(self, recipe, init_image=None, on_event=None):
        return np.full((recipe.height, recipe.width, 3), (210, 40, 20), np.uint8)

    async def release(self):
        pass


def create(options):
    return Ember()
"""
AWAY = """
from dreamwindow.errors import EngineUnavailable


class Away:
    async def __aenter__(self):
        raise EngineUnavailable("Nobody answers at the end of the world.", "Begin a world there.")

    async def __aexit__(self, *_):
        pass


def create(options):
    return Away()
"""


@pytest.fixture(autouse=True)
def strangers(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Two engines of other people: one that glows, and one that cannot be opened."""
    site = tmp_path / "site"
    install(site, "ember", "dreamwindow.engines", EMBER)
    install(site, "away", "dreamwindow.engines", AWAY)
    paths = [str(site), *filter(None, [os.environ.get("PYTHONPATH")])]
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join(paths))


def glows(look: Look) -> bool:
    """Blue first, as OpenCV reads it."""
    return float(look[..., 2].mean()) > 180 and float(look[..., 0].mean()) < 60


def test_another_engine_takes_over_at_a_click_and_gives_back(page: Page, port: int, workspace: Path) -> None:
    with dreaming(workspace, port):
        page.goto("/")
        assert pictured(page)
        page.keyboard.press("d")
        page.get_by_role("radio", name="ember").check(force=True)
        expect(page.get_by_role("radio", name="ember")).to_be_checked()
        page.get_by_text("ember-1").wait_for()
        expect(page.get_by_label("Seed", exact=True)).to_have_count(0)
        page.get_by_role("radio", name="Embedded").check(force=True)
        page.get_by_text("procedural-1").wait_for()
        expect(page.get_by_label("Seed", exact=True)).to_have_count(1)


def test_the_dream_is_the_other_engine_s(page: Page, port: int, workspace: Path) -> None:
    with dreaming(workspace, port):
        page.goto("/")
        assert pictured(page)
        page.keyboard.press("d")
        page.get_by_role("radio", name="Embedded").focus()
        page.keyboard.press("ArrowRight")
        chosen = page.locator("fieldset", has_text="Engine").locator("input:checked")
        while chosen.input_value() != "ember":
            page.keyboard.press("ArrowRight")
        page.get_by_text("ember-1").wait_for()
        page.keyboard.press("Escape")
        assert comes_true(page, glows)


def test_one_that_cannot_be_opened_is_told_and_the_dream_goes_on(page: Page, port: int, workspace: Path) -> None:
    with dreaming(workspace, port):
        page.goto("/#settings")
        row = page.get_by_role("listitem").filter(has_text="away")
        row.get_by_role("button", name="Dream with it").click()
        alert = page.get_by_role("alert")
        expect(alert).to_contain_text("Nobody answers at the end of the world.")
        expect(alert).to_contain_text("Begin a world there.")
        expect(page.get_by_role("listitem").filter(has_text="Embedded")).to_contain_text("dreams now")
        page.keyboard.press("Escape")
        assert pictured(page)


def test_a_refused_choice_falls_back_to_what_dreams(page: Page, port: int, workspace: Path) -> None:
    with dreaming(workspace, port):
        page.goto("/")
        page.keyboard.press("d")
        page.get_by_role("radio", name="away").check(force=True)
        page.get_by_role("alert").wait_for()
        expect(page.get_by_role("radio", name="Embedded")).to_be_checked()


def test_a_finger_chooses_and_the_one_beside_sees_it(page: Page, phone: Page, port: int, workspace: Path) -> None:
    with dreaming(workspace, port):
        page.goto("/#settings")
        expect(page.get_by_role("listitem").filter(has_text="Embedded")).to_contain_text("dreams now")
        phone.goto("/")
        assert pictured(phone)
        phone.touchscreen.tap(200, 200)
        phone.get_by_role("button", name="How it dreams").tap()
        phone.locator("label", has_text="ember").tap()
        expect(phone.get_by_role("radio", name="ember")).to_be_checked()
        expect(page.get_by_role("listitem").filter(has_text="Glows.")).to_contain_text("dreams now")
