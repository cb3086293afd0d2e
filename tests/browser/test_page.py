"""The page in a real browser, on a real dream: what is steered is seen."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.browser.dreaming import click, comes_true, dreaming, moved, opened, pictured, shows_something
from trials import picture
from trials.picture import Look

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = [pytest.mark.browser, pytest.mark.slow]
WARM, COLD = "autumn forest, amber and gold", "deep blue ocean at night"


def warmth(look: Look) -> float:
    """Mean of red less blue, in levels of 255. ``look`` is as OpenCV reads it: blue first."""
    return float(look[..., 2].mean() - look[..., 0].mean())


def test_a_typed_prompt_changes_the_colours_of_the_dream(page: Page, port: int, workspace: Path) -> None:
    with dreaming(workspace, port, "--prompt", WARM):
        page.goto("/")
        assert pictured(page)
        assert comes_true(page, lambda look: warmth(look) > 15)
        page.get_by_label("Your words").fill(COLD)
        page.keyboard.press("Enter")
        assert comes_true(page, lambda look: warmth(look) < -15)


def test_an_empty_prompt_lets_the_themes_go_on(page: Page, port: int, workspace: Path) -> None:
    with dreaming(workspace, port, "--prompt", WARM):
        page.goto("/")
        line = page.get_by_label("Your words")
        line.fill("")
        line.press("Enter")
        themes = page.get_by_label("The themes take turns")
        themes.wait_for()
        assert themes.input_value() == ""
        page.wait_for_function("warm => document.getElementById('prompt').placeholder !== warm", arg=WARM)


def test_arrow_up_brings_back_what_was_asked_for_before(page: Page, port: int, workspace: Path) -> None:
    with dreaming(workspace, port):
        page.goto("/")
        line = page.locator("#prompt")
        for prompt in (WARM, COLD):
            line.fill(prompt)
            line.press("Enter")
        line.press("ArrowUp")
        line.press("ArrowUp")
        assert line.input_value() == WARM
        page.reload()
        page.get_by_label("Your words").press("ArrowUp")
        assert line.input_value() == COLD


def test_a_pause_keeps_the_picture_still_and_says_why(page: Page, port: int, workspace: Path) -> None:
    with dreaming(workspace, port):
        page.goto("/")
        assert pictured(page)
        assert moved(page, 60) > 0, "a dream that does not move shows nothing about a pause"
        page.keyboard.press(" ")
        page.get_by_text("by hand").wait_for()
        assert comes_true(page, lambda _: moved(page, 10) == 0)
        assert moved(page, 120) == 0
        click(page.get_by_role("button", name="Go on"))
        assert comes_true(page, lambda _: moved(page, 10) > 0)


def test_after_a_restart_of_the_server_the_page_goes_on_by_itself(page: Page, port: int, workspace: Path) -> None:
    with dreaming(workspace, port) as program:
        page.goto("/")
        assert pictured(page)
        program.interrupt()
        page.get_by_text("stale").wait_for()
        assert shows_something(picture.look(page)), "the last picture stays"
        assert comes_true(page, lambda _: moved(page, 10) == 0), "once it is dimmed"
        assert moved(page, 120) == 0
    with dreaming(workspace, port):
        page.get_by_text("stale").wait_for(state="detached", timeout=60_000)
        assert comes_true(page, lambda _: moved(page, 10) > 0)


def test_what_the_server_does_not_take_is_said_and_stays_in_the_line(page: Page, port: int, workspace: Path) -> None:
    with dreaming(workspace, port) as program:
        page.goto("/")
        assert pictured(page)
        program.interrupt()
        page.get_by_text("stale").wait_for()
        page.locator("#prompt").fill(COLD)
        page.keyboard.press("Enter")
        page.get_by_role("alert").wait_for()
        assert page.locator("#prompt").input_value() == COLD
    with dreaming(workspace, port):
        page.get_by_role("alert").wait_for(state="detached", timeout=60_000)


def test_a_stopped_dream_starts_again_at_the_press_of_a_button(page: Page, port: int, workspace: Path) -> None:
    with dreaming(workspace, port):
        page.goto("/")
        assert pictured(page)
        page.keyboard.press("d")
        page.get_by_role("button", name="Stop the dream").click()
        page.get_by_role("button", name="Dream again").click()
        page.get_by_role("button", name="Dream again").wait_for(state="detached")
        assert comes_true(page, lambda _: moved(page, 10) > 0)


def test_the_drawer_steers_by_mouse_and_by_keyboard(page: Page, port: int, workspace: Path) -> None:
    with dreaming(workspace, port):
        page.goto("/")
        page.mouse.move(40, 40)
        click(page.get_by_role("button", name="How it dreams"))
        page.get_by_role("radio", name="Interpolate").check()
        page.get_by_label("Strength").press("Home")
        page.get_by_label("Speed").press("End")
        page.get_by_label("Keep out").fill("people")
        page.keyboard.press("Enter")
        wanted = {"mode": "interpolate", "strength": 0, "speed": 5, "negative_prompt": "people"}
        page.wait_for_function(
            """async wanted => {
              const settings = await (await fetch('api/settings')).json();
              return Object.keys(wanted).every(name => settings[name] === wanted[name]);
            }""",
            arg=wanted,
        )


def test_a_kiosk_shows_nothing_but_the_dream(page: Page, port: int, workspace: Path) -> None:
    with dreaming(workspace, port):
        page.goto("/?kiosk")
        assert pictured(page)
        assert page.locator("button, input").count() == 0
        page.wait_for_function(
            "() => document.body.innerText.trim() === ''"
        )  # the dusk before the first picture has gone


CARD = """{
  const real = WebGL2RenderingContext.prototype.getParameter;
  WebGL2RenderingContext.prototype.getParameter = function (name) {
    return name === 0x9246 ? 'A graphics card' : real.call(this, name);
  };
  const context = HTMLCanvasElement.prototype.getContext;
  HTMLCanvasElement.prototype.getContext = function (kind, options) {
    return context.call(this, kind, { ...options, failIfMajorPerformanceCaveat: false });
  };
}"""


def claim_graphics_card(page: Page) -> None:
    """Let the page take the processor, which plays a graphics card here, for a real one."""
    page.add_init_script(CARD)


@pytest.mark.parametrize("card", [True, False], ids=["card", "no card"])
def test_the_dream_is_shown_with_a_graphics_card_and_without(
    page: Page, port: int, workspace: Path, card: bool
) -> None:
    if card:
        claim_graphics_card(page)
    with dreaming(workspace, port, "--prompt", WARM):
        page.goto("/?kiosk")
        assert pictured(page)
        assert comes_true(page, lambda look: warmth(look) > 15)
        assert comes_true(page, lambda _: moved(page, 10) > 0)
        plain = page.evaluate("document.querySelector('canvas').getContext('2d') !== null")
        assert plain != card


def test_a_lost_graphics_context_is_replaced(page: Page, port: int, workspace: Path) -> None:
    claim_graphics_card(page)
    with dreaming(workspace, port):
        page.goto("/?kiosk")
        assert pictured(page)
        context = "document.querySelector('canvas').getContext('webgl2')"
        page.evaluate(f"{context}.getExtension('WEBGL_lose_context').loseContext()")
        assert pictured(page)
        assert comes_true(page, lambda look: moved(page, 10) > 0)


def test_looking_back_shows_a_moment_of_before_and_goes_on_from_it(page: Page, port: int, workspace: Path) -> None:
    with dreaming(workspace, port):
        page.goto("/")
        assert pictured(page)
        page.keyboard.press("r")
        strip = page.get_by_role("toolbar", name="Frames of the last minutes")
        strip.get_by_role("button").first.hover()
        assert comes_true(page, lambda _: moved(page, 30) == 0), "the moment looked at stands still"
        strip.get_by_role("button").first.click()
        page.get_by_text("Going on from").wait_for()
        strip.wait_for(state="detached")
        assert comes_true(page, lambda _: moved(page, 10) > 0)


def test_the_strip_is_walked_by_arrow_keys(page: Page, port: int, workspace: Path) -> None:
    with dreaming(workspace, port):
        page.goto("/")
        assert pictured(page)
        page.keyboard.press("r")
        frames = page.get_by_role("toolbar").get_by_role("button")
        frames.nth(2).wait_for(timeout=60_000)
        frames.first.focus()
        page.keyboard.press("ArrowRight")
        assert frames.nth(1).evaluate("frame => frame === document.activeElement")
        assert frames.nth(1).get_attribute("aria-current") == "true"
        page.keyboard.press("Enter")
        page.get_by_text("Going on from").wait_for()


def test_a_picture_that_is_kept_is_on_disk(page: Page, port: int, workspace: Path) -> None:
    with dreaming(workspace, port):
        page.goto("/")
        assert pictured(page)
        page.keyboard.press("l")
        told = page.get_by_text("This picture is kept in").inner_text()
        kept = Path(told.removeprefix("This picture is kept in ").removesuffix("."))
        assert kept.suffix == ".png"
        assert kept.stat().st_size > 0


def test_a_dropped_picture_is_what_the_dream_grows_from(page: Page, port: int, workspace: Path, photo: Path) -> None:
    with dreaming(workspace, port):
        page.goto("/")
        assert pictured(page)
        page.locator("input[type=file]").set_input_files(photo)
        page.get_by_text(f"Growing from {photo.name}.").wait_for()


def test_a_file_that_is_no_picture_is_refused_in_words(page: Page, port: int, workspace: Path) -> None:
    broken = workspace / "broken.png"
    broken.write_bytes(b"not a picture")
    with dreaming(workspace, port):
        page.goto("/")
        assert pictured(page)
        page.locator("input[type=file]").set_input_files(broken)
        assert page.get_by_role("alert").inner_text().strip()
        assert comes_true(page, lambda _: moved(page, 10) > 0), "the dream goes on"


def test_a_small_window_on_top_takes_the_dream_and_gives_it_back(page: Page, port: int, workspace: Path) -> None:
    with dreaming(workspace, port):
        page.goto("/")
        assert pictured(page)
        with page.context.expect_page() as opened:
            click(page.get_by_role("button", name="Small window on top"))
        assert pictured(opened.value)
        assert comes_true(opened.value, lambda _: moved(opened.value, 10) > 0)
        opened.value.close()
        page.get_by_text("plays in the small window").wait_for(state="detached")
        assert pictured(page)
        assert comes_true(page, lambda look: moved(page, 10) > 0)


def test_the_address_bar_says_where_one_is(page: Page, port: int, workspace: Path) -> None:
    with dreaming(workspace, port):
        page.goto("/")
        click(page.get_by_role("link", name="Settings"))
        page.get_by_role("heading", name="Settings").wait_for()
        page.reload()
        page.get_by_role("heading", name="Settings").wait_for()
        page.go_back()
        page.get_by_role("heading", name="Settings").wait_for(state="detached")
        page.locator("#prompt").wait_for()


def test_what_cannot_be_is_said_beside_the_settings(page: Page, port: int, workspace: Path) -> None:
    with dreaming(workspace, port):
        page.goto("/#settings")
        width = page.get_by_label("Width")
        width.fill("99999")
        width.press("Enter")
        page.get_by_role("alert").get_by_text("from 64 to 2048").wait_for()
        assert width.input_value() == "512"
        width.fill("640")
        width.press("Enter")
        page.get_by_role("alert").wait_for(state="detached")
        assert width.input_value() == "640"


def test_two_browsers_and_a_phone_agree_on_what_is_steered(
    browser: Browser, page: Page, phone: Page, port: int, workspace: Path
) -> None:
    with dreaming(workspace, port), opened(browser, port) as other:
        for one in (page, other, phone):
            one.goto("/#settings")
        page.get_by_label("Strength").press("Home")
        for one in (other, phone):
            expect(one.get_by_label("Strength")).to_have_value("0")
        other.get_by_role("radio", name="Interpolate").check(force=True)
        for one in (page, phone):
            expect(one.get_by_role("radio", name="Interpolate")).to_be_checked()
        phone.locator("label", has_text="Hybrid").tap()
        for one in (page, other):
            expect(one.get_by_role("radio", name="Hybrid")).to_be_checked()


def test_a_finger_finds_everything(phone: Page, port: int, workspace: Path) -> None:
    with dreaming(workspace, port):
        phone.goto("/")
        assert pictured(phone)
        phone.touchscreen.tap(200, 200)
        phone.get_by_role("button", name="Pause").tap()
        phone.get_by_role("button", name="Go on").tap()
        phone.get_by_role("button", name="Look back").tap()
        frame = phone.get_by_role("toolbar").get_by_role("button").last
        frame.tap()
        phone.get_by_role("button", name="Go on from here").tap()
        phone.get_by_text("Going on from").wait_for()
        phone.get_by_role("toolbar").wait_for(state="detached")
        sizes = phone.locator("button:visible, a:visible").evaluate_all(
            "all => all.map(one => [one.ariaLabel ?? one.innerText, one.offsetWidth, one.offsetHeight])"
        )
        assert [size for size in sizes if size[1] < 44 or size[2] < 44] == []


def test_who_leaves_the_drawer_by_escape_is_led_back(page: Page, port: int, workspace: Path) -> None:
    with dreaming(workspace, port):
        page.goto("/")
        page.keyboard.press("d")
        page.get_by_label("Strength").focus()
        page.keyboard.press("Escape")
        expect(page.get_by_label("Strength")).to_have_count(0)
        expect(page.get_by_role("button", name="How it dreams")).to_be_focused()
