"""The Library place: what a person does there, over real pictures."""

from __future__ import annotations

import json
import os
import re
import shlex
import sys
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.browser.dreaming import START_S
from tests.browser.test_accessible import axe, violations  # noqa: F401 - a fixture
from tests.embedders.clip.tiny import make_tiny_clip, teach
from tests.library.pictures import plain, write_manifest, write_picture
from trials.launched import launched

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

pytestmark = [pytest.mark.browser, pytest.mark.slow]
COLOURS = {"violet": 3, "lime": 5, "rose": 6}
"""Of plain pictures, by the number that picks their colour."""
LOADING_MS = 200_000
"""CLIP reads torch from a disk, on processors that it leaves to everybody else first."""
SEA, FOREST = "a quiet sea", "misty forest"


@pytest.fixture
def library(workspace: Path, page: Page, port: int) -> Iterator[Page]:
    """The wall, with twelve pictures of a sea of ours, and one forest."""
    for shade in range(1, 13):
        write_picture(workspace / "sessions" / "sea" / f"{shade:06d}.png", shade, f"{SEA}, wave {shade}")
    write_manifest(workspace / "sessions" / "sea")
    write_picture(workspace / "sessions" / "forest" / "000001.png", 50, FOREST)
    command = shlex.join((sys.executable, "-m", "dreamwindow", "serve", "--no-open", "--port", str(port)))
    with launched(command, workspace, os.environ) as program:
        program.url(START_S)
        page.goto("/#library")
        picture(page, "wave 1").wait_for()
        yield page


def picture(page: Page, words: str) -> Locator:
    """Its place on the wall."""
    return page.locator(".item a").and_(page.get_by_label(words)).first


def shown(page: Page, count: int) -> Callable[[], None]:
    from playwright.sync_api import expect

    return lambda: expect(page.locator(".item")).to_have_count(count)


def test_words_are_found_while_they_are_typed_and_stand_in_the_address(library: Page) -> None:
    library.keyboard.press("/")
    library.keyboard.type("fores")
    shown(library, 1)()
    assert library.url.endswith("#library?q=fores")
    library.reload()
    shown(library, 1)()
    library.get_by_role("button", name="Show everything again").click()
    shown(library, 13)()


def test_a_picture_is_opened_rated_and_left_by_keyboard(library: Page) -> None:
    picture(library, FOREST).focus()
    library.keyboard.press("Enter")
    library.get_by_role("dialog", name=FOREST).wait_for()
    library.keyboard.press("4")
    library.get_by_role("button", name="4 of 5", pressed=True).wait_for()
    library.keyboard.press("ArrowLeft")  # the sea is newer: its last picture hangs before the forest
    library.get_by_role("dialog", name="wave 12").wait_for()
    library.keyboard.press("ArrowRight")
    library.get_by_role("dialog", name=FOREST).wait_for()
    library.keyboard.press("Escape")
    library.get_by_role("link", name=f"{FOREST}, rated 4").wait_for()


def test_what_was_chosen_goes_to_the_trash_and_comes_back(library: Page, workspace: Path) -> None:
    from playwright.sync_api import expect

    picture(library, "wave 1").focus()
    for key in ("x", "ArrowRight", "ArrowRight", "Shift+X"):
        library.keyboard.press(key)
    expect(library.get_by_role("toolbar").get_by_text("3 pictures")).to_be_visible()
    library.get_by_role("button", name="Into the trash").click()
    shown(library, 10)()
    assert len(list((workspace / "sessions" / "sea").glob("*.png"))) == 9
    library.get_by_role("button", name="Undo").click()
    shown(library, 13)()
    assert len(list((workspace / "sessions" / "sea").glob("*.png"))) == 12


def test_a_session_is_chosen_whole_and_saved_as_one_file_or_as_a_film(library: Page) -> None:
    from playwright.sync_api import expect

    library.get_by_role("button", name="Choose", exact=True).click()
    library.get_by_role("button", name="Choose all").first.click()
    expect(library.get_by_role("toolbar").get_by_text("12 pictures")).to_be_visible()
    with library.expect_download() as saved:
        library.get_by_role("link", name="Save as one file").click()
    with zipfile.ZipFile(saved.value.path()) as archive:
        assert len(archive.namelist()) == 12 + 1
    assert saved.value.url.endswith("api/export.zip?session=sessions.sea")
    library.get_by_role("button", name="Make a film", exact=True).click()
    library.get_by_role("dialog", name="A film of 12 pictures").get_by_label("0.1 s").check(force=True)
    library.keyboard.press("Enter")
    with library.expect_download() as film:
        library.get_by_role("link", name="Save the film").click()
    assert film.value.suggested_filename == "sea.mp4"
    assert film.value.path().read_bytes()[4:8] == b"ftyp"
    library.get_by_text("The film is done: 1.2 s").wait_for()


def test_a_day_is_gone_to_by_keyboard(library: Page, workspace: Path) -> None:
    from playwright.sync_api import expect

    write_picture(workspace / "sessions" / "old" / "000001.png", 70, "long ago", mtime_ns=1_600_000_000 * 10**9)
    picture(library, "long ago").wait_for()
    library.keyboard.press("d")
    expect(library.get_by_label("Go to a day")).to_be_focused()
    library.get_by_label("Go to a day").fill("2021-01-01")
    expect(picture(library, "long ago")).to_be_focused()
    library.keyboard.press("ArrowLeft")
    expect(picture(library, FOREST)).to_be_focused()
    library.get_by_role("button", name="By day").click()
    library.keyboard.press("d")
    library.get_by_label("Go to a day").fill("2022-01-01")
    shown(library, 1)()
    assert "until%3A2022-01-02" in library.url


def test_a_new_picture_appears_by_itself(library: Page, workspace: Path) -> None:
    write_picture(workspace / "sessions" / "later" / "000001.png", 60, "glowing embers")
    picture(library, "glowing embers").wait_for()


def test_the_dream_goes_on_from_a_picture(library: Page) -> None:
    picture(library, FOREST).click()
    library.get_by_role("button", name="Dream on").click()
    library.get_by_role("button", name="Pause").wait_for()
    assert library.url.endswith("#dream")


def test_a_colour_finds_what_looks_like_it(library: Page) -> None:
    picture(library, FOREST).click()
    library.get_by_role("button", name="Find others in").first.click()
    picture(library, FOREST).wait_for()
    assert "q=%23" in library.url


def test_axe_finds_no_violation(library: Page, axe: str) -> None:  # noqa: F811
    for width, height in ((1024, 768), (390, 844)):
        library.set_viewport_size({"width": width, "height": height})
        assert violations(library, axe) == []
    library.get_by_role("button", name="Make a film of").first.click()
    library.get_by_role("dialog", name="A film of").wait_for()
    assert violations(library, axe) == []
    library.keyboard.press("Escape")
    picture(library, FOREST).click()
    library.get_by_role("dialog").wait_for()
    library.get_by_role("complementary").get_by_text("Seed").or_(library.get_by_role("toolbar")).first.wait_for()
    assert violations(library, axe) == []


@pytest.fixture(scope="module")
def clip(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One that knows a word for each of the `COLOURS`."""
    pytest.importorskip("torch")
    pytest.importorskip("transformers")
    folder = make_tiny_clip(tmp_path_factory.mktemp("clip"))
    teach(folder, {word: plain(shade) for word, shade in COLOURS.items()})
    return folder


@pytest.mark.torch
def test_a_picture_is_found_by_a_word_for_what_is_in_it_that_nobody_said(
    clip: Path, workspace: Path, page: Page, port: int
) -> None:
    from playwright.sync_api import expect

    for shade in COLOURS.values():
        write_picture(workspace / "sessions" / "walls" / f"{shade:06d}.png", shade, f"wall number {shade}")
    settings = {"embedding": {"name": "clip", "model": str(clip), "device": "cpu"}}
    (workspace / "dreamwindow.yaml").write_text(json.dumps(settings))
    command = shlex.join((sys.executable, "-m", "dreamwindow", "serve", "--no-open", "--port", str(port)))
    with launched(command, workspace, os.environ) as program:
        program.url(START_S)
        page.goto("/#library")
        for word, shade in COLOURS.items():
            page.get_by_label("Search the library").fill(word)
            expect(page.get_by_text("Nothing was found.")).to_be_visible()
            page.get_by_role("button", name="In pictures", pressed=False).click()
            first = page.locator(".item a").first
            expect(first).to_have_accessible_name(re.compile(f"wall number {shade}"), timeout=LOADING_MS)
            expect(page.locator(".item")).to_have_count(len(COLOURS))  # all are known now, the best first
            expect(page.get_by_text("Known so far")).to_have_count(0)
            assert "shows" in page.url
            assert word in page.url
