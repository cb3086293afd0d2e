"""axe looks at the page in each of its states, and finds nothing to object to."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.browser.dreaming import dreaming, pictured

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = [pytest.mark.browser, pytest.mark.slow]
AXE = Path(__file__).parents[2] / "web" / "node_modules" / "axe-core" / "axe.min.js"


@pytest.fixture(scope="module")
def axe() -> str:
    """The checker's source. Skips where the page's test tools are not installed, but fails if ``CI=true``."""
    if AXE.is_file():
        return AXE.read_text(encoding="utf-8")
    say = pytest.fail if os.environ.get("CI") == "true" else pytest.skip
    say("axe is not installed: run `npm ci` in web/")


def drawer(page: Page) -> None:
    page.keyboard.press("d")
    page.get_by_label("Strength").wait_for()


def rewind(page: Page) -> None:
    page.keyboard.press("r")
    page.get_by_role("toolbar").get_by_role("button").first.wait_for()


def keys(page: Page) -> None:
    page.keyboard.press("?")
    page.get_by_role("dialog").wait_for()


def paused(page: Page) -> None:
    assert page.request.post("/api/dream/pause").ok
    page.get_by_text("by hand").wait_for()


def stopped(page: Page) -> None:
    answer = page.request.post("/api/dream/stop", headers={"Origin": page.url.rstrip("/")})
    assert answer.ok, answer.text()
    page.get_by_role("button", name="Dream again").wait_for()


def settings(page: Page) -> None:
    page.keyboard.press("5")
    page.get_by_label("Display rate").wait_for()
    page.get_by_text("Game detection", exact=True).click()


def unsaid(page: Page) -> None:
    page.locator("#prompt").fill("(misty:1.3) forest, blorpf")
    page.get_by_role("slider", name="blorpf").wait_for()


def filming(page: Page) -> None:
    page.keyboard.press("2")
    page.get_by_role("button", name="Open the camera").click()
    page.locator(".live canvas.shown").wait_for()
    page.keyboard.press("c")
    page.keyboard.press("d")
    page.get_by_label("Camera", exact=True).wait_for()
    page.locator(".delay button").click()
    page.get_by_text("camera to screen").wait_for()


RULES = "wcag2a wcag2aa wcag21a wcag21aa wcag22aa best-practice"
WINDOWS = ((1024, 768), (390, 844))
STATES = (drawer, rewind, keys, paused, stopped, settings, unsaid, filming)


SETTLED = """() => document.getAnimations().every(
  moving => moving.playState !== 'running' || !(moving.transitionProperty ?? '').match(/opacity|filter/)
)"""


def violations(page: Page, axe: str) -> list[str]:
    """What axe objects to, each with the first place where; what fades in has to be there first."""
    page.wait_for_function(SETTLED)
    page.evaluate(axe)
    found = page.evaluate("rules => axe.run({ runOnly: rules.split(' ') })", RULES)
    return [f"{fault['id']}: {fault['nodes'][0]['html']}" for fault in found["violations"]]


@pytest.mark.parametrize("state", STATES, ids=lambda state: state.__name__)
def test_axe_finds_no_violation(
    page: Page, port: int, workspace: Path, axe: str, state: Callable[[Page], None]
) -> None:
    with dreaming(workspace, port):
        page.goto("/")
        assert pictured(page)
        state(page)
        for width, height in WINDOWS:
            page.set_viewport_size({"width": width, "height": height})
            assert violations(page, axe) == []


def test_axe_would_find_one(page: Page, port: int, workspace: Path, axe: str) -> None:
    with dreaming(workspace, port):
        page.goto("/")
        page.get_by_role("button", name="Pause").evaluate("button => button.removeAttribute('aria-label')")
        page.get_by_role("button", name="Pause").evaluate("button => button.removeAttribute('title')")
        assert [found.partition(":")[0] for found in violations(page, axe)] == ["button-name"]
