"""What every test may ask for, and what no test may leave behind."""

from __future__ import annotations

import asyncio
import inspect
import os
import tempfile
import threading
from collections.abc import AsyncIterator, Callable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import hypothesis
import numpy as np
import pytest

from dreamwindow.files.exclusive import exclusive
from dreamwindow.model.frame import Pixels
from tests.clock import VirtualClock, VirtualLoop
from trials import chromium as chromium_finder

if TYPE_CHECKING:
    from playwright.sync_api import Browser

DATA = Path(__file__).parent / "data"

hypothesis.settings.register_profile("untimed", deadline=None)  # a busy machine is no defect
hypothesis.settings.load_profile("untimed")


def pytest_addoption(parser: pytest.Parser) -> None:
    """`--one-in 10` runs a tenth of the tests, from everywhere: whether this machine can run them at all."""
    parser.addoption("--one-in", type=int, default=1, metavar="N", help="of what was collected run every N-th test")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out what `--one-in` leaves out."""
    kept = items[:: config.getoption("one_in")]
    if len(kept) < len(items):
        config.hook.pytest_deselected(items=list(set(items) - set(kept)))
        items[:] = kept


def pytest_asyncio_loop_factories(
    config: pytest.Config, item: pytest.Item
) -> Mapping[str, Callable[[], asyncio.AbstractEventLoop]]:
    """A test that asks for ``virtual_clock`` runs in virtual time, every other in real time."""
    virtual = "virtual_clock" in getattr(item, "fixturenames", ())
    return {"virtual": VirtualLoop} if virtual else {"system": asyncio.new_event_loop}


@pytest.fixture(autouse=True)
def watched(request: pytest.FixtureRequest) -> None:
    """Watch every asynchronous test; asked for first, so that what it uses is put away before `no_task_left` looks."""
    if inspect.iscoroutinefunction(getattr(request, "function", None)):
        request.getfixturevalue("no_task_left")


@pytest.fixture
async def no_task_left() -> AsyncIterator[None]:
    """Fail a test that leaves a task running."""
    yield
    left = asyncio.all_tasks() - {asyncio.current_task()}
    assert not left, f"left running: {sorted(task.get_name() for task in left if task)}"


@pytest.fixture(autouse=True)
def no_thread_left() -> Iterator[None]:
    """Fail a test that leaves a thread running. (Open files and sockets are warnings, and warnings are errors.)"""
    before = set(threading.enumerate())
    yield
    new = [thread for thread in threading.enumerate() if thread not in before]
    for thread in new:
        thread.join(timeout=5)
    left = [thread.name for thread in new if thread.is_alive()]
    assert not left, f"left running: {left}"


@pytest.fixture
def games_alone() -> Iterator[None]:
    """Whoever looks for games sees those of every test: one at a time on the whole machine shows any, or looks."""
    with exclusive(Path(tempfile.gettempdir()), within_s=300):
        yield


@pytest.fixture
async def virtual_clock() -> VirtualClock:
    """Time that jumps to the next timer whenever everything waits."""
    return VirtualClock(asyncio.get_running_loop())


@pytest.fixture
def sample_pixels() -> Pixels:
    """A (64, 96, 3) picture with smooth colour, an edge and grain: nothing about it is symmetric."""
    y, x = np.mgrid[0:64, 0:96] / (64.0, 96.0)[0]
    red, green, blue = 40 + 120 * x / 1.5, 200 - 150 * y, 60 + 90 * (x > 0.7 + 0.3 * y)
    grain = np.random.default_rng(7).integers(0, 12, (64, 96, 3))
    return np.ascontiguousarray(np.clip(np.stack([red, green, blue], axis=-1) + grain, 0, 255).astype(np.uint8))


@pytest.fixture
def photo() -> Path:
    """A photograph in the public domain, 512x512."""
    return DATA / "photo.jpg"


@pytest.fixture
def workspace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty working directory, no config file anywhere and no setting in the environment."""
    for name in [name for name in os.environ if name.startswith("DREAMWINDOW_")]:
        monkeypatch.delenv(name)
    home = tmp_path / "home"
    for name in ("HOME", "USERPROFILE", "APPDATA", "LOCALAPPDATA", "XDG_CONFIG_HOME"):
        monkeypatch.setenv(name, str(home))
    folder = tmp_path / "workspace"
    folder.mkdir()
    monkeypatch.chdir(folder)
    return folder


@pytest.fixture(scope="session")
def chromium() -> Path:
    """Where Chromium is. Skips where there is none, but fails if ``CI=true``: there it must not go missing unseen."""
    found = chromium_finder.find()
    if found:
        return found
    say = pytest.fail if os.environ.get("CI") == "true" else pytest.skip
    say(chromium_finder.MISSING)


@pytest.fixture(scope="module")
def browser(chromium: Path) -> Iterator[Browser]:
    """Headless Chromium for the tests of one module, which must be synchronous: Playwright's loop runs meanwhile."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=list(chromium_finder.FLAGS))
        yield browser
        browser.close()
