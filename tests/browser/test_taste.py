"""What a person likes, by mouse, keyboard and finger."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.browser.dreaming import dreaming, pictured

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = [pytest.mark.browser, pytest.mark.slow]
TOLD = "More like this: it stays closer to what you keep."


def test_more_like_this_brings_the_dream_closer_to_what_is_kept(page: Page, port: int, workspace: Path) -> None:
    with dreaming(workspace, port):
        page.goto("/")
        assert pictured(page)
        page.keyboard.press("d")
        taste = page.get_by_label("Taste")
        taste.press("Home")
        expect(page.get_by_text("surprise me")).to_be_visible()
        page.get_by_role("button", name="More like this").click()
        page.get_by_text(TOLD).wait_for()
        expect(taste).to_have_value("0.5")
        taste.press("End")
        expect(page.get_by_text("stay close")).to_be_visible()


def test_more_like_this_has_a_key_which_means_nothing_to_who_writes(page: Page, port: int, workspace: Path) -> None:
    with dreaming(workspace, port):
        page.goto("/")
        assert pictured(page)
        page.locator("#prompt").press("m")
        expect(page.locator("#prompt")).to_have_value("m")
        page.keyboard.press("Escape")
        expect(page.get_by_text(TOLD)).to_have_count(0)
        page.locator("#prompt").blur()
        with page.expect_response("**/api/dream/more-like-this") as answer:
            page.keyboard.press("m")
        assert answer.value.ok


def test_a_finger_asks_for_more(phone: Page, port: int, workspace: Path) -> None:
    with dreaming(workspace, port):
        phone.goto("/")
        assert pictured(phone)
        phone.touchscreen.tap(200, 200)
        phone.get_by_role("button", name="More like this").tap()
        phone.get_by_text(TOLD).wait_for()
