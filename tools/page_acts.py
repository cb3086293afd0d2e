"""What somebody does in the page, for screenshots."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Page

FILM_MS = 4_000
MADE_MS = 180_000
Act = Callable[[Page], None]


def idle(page: Page) -> None:
    """Touch nothing."""
    page.wait_for_timeout(4_000)


def stir(page: Page) -> None:
    """Move, so that the controls come."""
    page.mouse.move(60, 200)
    page.mouse.move(70, 210)


def press(key: str) -> Act:
    """Stir, and press a key."""

    def act(page: Page) -> None:
        stir(page)
        page.keyboard.press(key)

    return act


def write(page: Page) -> None:
    """Write a prompt, and leave it at that."""
    stir(page)
    page.locator("#prompt").fill("misty forest with glimmering owls at (dawn:1.4)")


def look_back(page: Page) -> None:
    """Open the strip, and look at a moment of before."""
    press("r")(page)
    frames = page.get_by_role("toolbar").get_by_role("button")
    frames.nth(1).wait_for()
    frames.nth(-2).hover()


def to_engines(page: Page) -> None:
    """Open the drawer where the engine is chosen."""
    press("d")(page)
    page.get_by_role("radio", name="ComfyUI").locator("xpath=ancestor::fieldset").scroll_into_view_if_needed()


def film(words: str, *keys: str) -> Act:
    """Open the camera, see it as ``words``, and press ``keys``."""

    def act(page: Page) -> None:
        page.get_by_role("button", name="Open the camera").click(force=True)
        page.locator(".live canvas.shown").wait_for()
        page.get_by_label("See it as").fill(words)
        page.keyboard.press("Enter")
        page.locator("#live-prompt").evaluate("line => line.blur()")
        for key in keys:
            page.keyboard.press(key)
        page.wait_for_timeout(FILM_MS)
        page.locator("#live-camera option").evaluate_all("all => all.forEach(one => one.textContent = 'USB camera')")
        stir(page)

    return act


def hung(page: Page) -> None:
    """See the wall with its pictures."""
    page.locator(".item img").first.wait_for()
    page.wait_for_function("() => [...document.querySelectorAll('.item img')].every(image => image.complete)")


def choose(page: Page) -> None:
    """Choose four pictures."""
    hung(page)
    page.locator(".item a").nth(2).focus()
    for key in ("x", "ArrowRight", "ArrowRight", "ArrowRight", "Shift+X"):
        page.keyboard.press(key)


def film_of_them(page: Page) -> None:
    """Say how a film of a session is to be."""
    hung(page)
    page.get_by_role("button", name="Make a film of").first.click()


def film_done(page: Page) -> None:
    """Have a film of a session made."""
    film_of_them(page)
    page.get_by_role("button", name="Make the film").click()
    page.get_by_role("link", name="Save the film").wait_for(timeout=MADE_MS)


def look_closely(page: Page) -> None:
    """Open a picture."""
    hung(page)
    page.locator(".item a").nth(3).click()
