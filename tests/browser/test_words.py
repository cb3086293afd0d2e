"""The words of the prompt as chips, weighed by mouse, keyboard and finger; the config, read in the Settings place."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.browser.dreaming import dreaming, refreshes

if TYPE_CHECKING:
    from playwright.sync_api import CDPSession, Locator, Page

pytestmark = [pytest.mark.browser, pytest.mark.slow]
PROMPT = "misty forest, blorpf"
LONG = "misty forest, northern lights, autumn mountains, quiet harbour, snow, dawn"
STEP_PX = 10


@pytest.fixture
def line(page: Page) -> Locator:
    return page.locator("#prompt")


def chip(page: Page, word: str) -> Locator:
    return page.get_by_role("list", name="Words of the prompt").get_by_role("slider", name=word, exact=True)


def middle(of: Locator) -> tuple[float, float]:
    box = of.bounding_box()
    assert box is not None
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def drag(page: Page, of: Locator, by: float) -> None:
    """The mouse takes hold and goes so many pixels down."""
    x, y = middle(of)
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x, y + by, steps=8)
    page.mouse.up()


def test_each_word_is_a_chip_with_its_colours_and_a_new_one_is_told_apart(
    page: Page, port: int, workspace: Path, line: Locator
) -> None:
    with dreaming(workspace, port):
        page.goto("/")
        line.fill(PROMPT)
        expect(chip(page, "forest")).to_have_attribute("aria-valuetext", "1.0")
        swatch = chip(page, "forest").locator(".swatch")
        assert swatch.evaluate("one => getComputedStyle(one).backgroundImage").count("rgb") == 6
        new = chip(page, "blorpf")
        expect(new).to_have_attribute("title", re.compile("new to me"))
        assert new.locator("..").evaluate("one => getComputedStyle(one).borderStyle") == "dashed"
        assert chip(page, "forest").locator("..").evaluate("one => getComputedStyle(one).borderStyle") == "solid"


def test_a_chip_is_weighed_by_mouse_and_made_plain_by_a_click(
    page: Page, port: int, workspace: Path, line: Locator
) -> None:
    with dreaming(workspace, port):
        page.goto("/")
        line.fill(PROMPT)
        forest = chip(page, "forest")
        drag(page, forest, -4 * STEP_PX)
        expect(line).to_have_value("misty (forest:1.4), blorpf")
        expect(forest).to_have_attribute("aria-valuenow", "1.4")
        drag(page, forest, 10 * STEP_PX)
        expect(line).to_have_value("misty (forest:0.4), blorpf")
        drag(page, forest, 10 * STEP_PX)
        expect(line).to_have_value("misty (forest:0.1), blorpf")
        forest.click()
        expect(line).to_have_value(PROMPT)
        expect(line).to_be_focused()
        page.get_by_role("button", name="Take out forest").click()
        expect(line).to_have_value("misty, blorpf")
        expect(chip(page, "forest")).to_have_count(0)


def test_a_chip_is_weighed_by_keyboard_and_applied_by_enter(
    page: Page, port: int, workspace: Path, line: Locator
) -> None:
    with dreaming(workspace, port):
        page.goto("/")
        line.fill(PROMPT)
        chip(page, "misty").wait_for()
        line.press("Alt+ArrowUp")
        expect(chip(page, "misty")).to_be_focused()
        for key in ("ArrowRight", "ArrowUp", "ArrowUp", "ArrowUp", "ArrowDown"):
            page.keyboard.press(key)
        expect(chip(page, "forest")).to_be_focused()
        expect(line).to_have_value("misty (forest:1.2), blorpf")
        page.keyboard.press("End")
        expect(chip(page, "forest")).to_have_attribute("aria-valuenow", "2")
        page.keyboard.press("ArrowRight")
        page.keyboard.press("Delete")
        expect(line).to_have_value("misty (forest:2)")
        expect(chip(page, "forest")).to_be_focused()
        page.keyboard.press("Enter")
        page.get_by_label("Your words").wait_for()
        assert page.request.get("/api/settings").json()["prompt"] == "misty (forest:2)"
        page.keyboard.press("Escape")
        expect(line).to_be_focused()


def touch(session: CDPSession, kind: str, *points: tuple[float, float]) -> None:
    session.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": [{"x": x, "y": y} for x, y in points]})


def swipe(session: CDPSession, start: tuple[float, float], by: tuple[float, float]) -> None:
    """A finger goes from ``start`` by so many pixels, in ten moves."""
    touch(session, "touchStart", start)
    for tenth in range(1, 11):
        touch(session, "touchMove", (start[0] + by[0] * tenth / 10, start[1] + by[1] * tenth / 10))
    touch(session, "touchEnd")


def test_a_finger_weighs_a_chip_upward_and_pushes_the_row_sideways(phone: Page, port: int, workspace: Path) -> None:
    with dreaming(workspace, port):
        phone.goto("/")
        line = phone.locator("#prompt")
        line.fill(LONG)
        misty = chip(phone, "misty")
        misty.wait_for()
        session = phone.context.new_cdp_session(phone)
        swipe(session, middle(misty), (0, -45))
        expect(line).to_have_value(re.compile(r"^\(misty:1\.[2-4]\) forest"))
        misty.tap()
        expect(line).to_have_value(LONG)
        row = phone.get_by_role("list", name="Words of the prompt")
        swipe(session, middle(misty), (-60, 0))
        phone.wait_for_function("row => row.scrollLeft > 0", arg=row.element_handle())
        expect(line).to_have_value(LONG)
        phone.get_by_role("button", name="Take out forest").tap()
        expect(line).to_have_value(LONG.replace("misty forest", "misty"))
        sizes = phone.locator("#words [role=slider], #words button").evaluate_all(
            "all => all.map(one => [one.ariaLabel, one.offsetWidth, one.offsetHeight])"
        )
        assert sizes
        assert [size for size in sizes if size[1] < 44 or size[2] < 44] == []
        assert phone.evaluate("document.documentElement.scrollWidth") == 390


def test_the_chips_come_and_go_and_nothing_moves(page: Page, port: int, workspace: Path, line: Locator) -> None:
    with dreaming(workspace, port, "--prompt", PROMPT):
        page.goto("/")
        page.get_by_label("Your words").wait_for()
        page.keyboard.press("r")
        strip = page.get_by_role("toolbar", name="Frames of the last minutes")
        strip.get_by_role("button").first.wait_for()
        expect(page.locator("#words")).to_have_count(0)
        refreshes(page, 30)  # until the strip has come to rest
        before = [line.bounding_box(), strip.bounding_box()]
        line.focus()
        chip(page, "forest").wait_for()
        assert [line.bounding_box(), strip.bounding_box()] == before
        page.get_by_role("button", name="Pause").focus()
        expect(page.locator("#words")).to_have_count(0)


def test_an_engine_that_reads_no_words_has_no_chips(page: Page, port: int, workspace: Path, line: Locator) -> None:
    words = [{"text": "misty", "weight": 1, "taken_as": "word", "colours": []}]
    page.route("**/api/words?*", lambda route: route.fulfill(json={"reads_words": False, "words": words}))
    with dreaming(workspace, port):
        page.goto("/")
        with page.expect_response("**/api/words?*"):
            line.fill(PROMPT)
        refreshes(page, 10)
        assert page.locator("#words").count() == 0


def test_the_whole_config_is_listed_with_where_it_is_set(page: Page, port: int, workspace: Path) -> None:
    (workspace / "dreamwindow.yaml").write_text("game_detection:\n  battery_percent: 45\n")
    with dreaming(workspace, port):
        page.goto("/#settings")
        config = page.get_by_role("region", name="At the next start")
        config.get_by_text("Server", exact=True).click()
        expect(config.get_by_text("--port, instead of 8000")).to_be_visible()
        search = config.get_by_role("searchbox", name="Search the settings")
        search.fill("battery")
        expect(config.get_by_text("battery_percent", exact=True)).to_be_visible()
        expect(config.get_by_text("45", exact=True)).to_be_visible()
        expect(config.get_by_text("dreamwindow.yaml line 2, instead of 30")).to_be_visible()
        expect(config.get_by_text("DREAMWINDOW_GAME_DETECTION__BATTERY_PERCENT")).to_be_visible()
        expect(config.get_by_text("Server", exact=True)).to_have_count(0)
        search.fill("no such thing")
        expect(config.get_by_text("Nothing here says “no such thing”.")).to_be_visible()
        search.press("Escape")
        expect(search).to_have_value("")
        expect(page.get_by_role("heading", name="Settings", exact=True)).to_be_visible()
        search.press("Escape")
        expect(page.get_by_role("heading", name="Settings", exact=True)).to_have_count(0)
