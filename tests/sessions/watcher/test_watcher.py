from __future__ import annotations

import asyncio
import os
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from dreamwindow.contracts.clock import Clock
from dreamwindow.imaging.codec import encode_jpeg, encode_png, encode_webp
from dreamwindow.model.frame import Pixels
from dreamwindow.sessions.watcher import Changed, Mode, Watcher, WatcherOptions
from dreamwindow.sessions.watcher.filesystems import Mount

MODES = [Mode.NATIVE, Mode.POLLING]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "root" / "s").mkdir(parents=True)
    return (tmp_path / "root").resolve()


@pytest.fixture
def png(sample_pixels: Pixels) -> bytes:
    return encode_png(sample_pixels)


@asynccontextmanager
async def watching(root: Path, mode: Mode | None, **options: float) -> AsyncIterator[Watcher]:
    chosen = replace(WatcherOptions(mode=mode, poll_interval_s=0.02, patience_s=0.3), **options)  # type: ignore[arg-type]
    async with asyncio.timeout(30), Watcher([root], chosen) as watcher:
        yield watcher


async def told(watcher: Watcher, *expected: str) -> Counter[str]:
    """How often each name was told, until all that are expected were."""
    names: Counter[str] = Counter()
    while not set(expected) <= names.keys():
        names.update((await anext(watcher)).names)
    return names


@pytest.mark.parametrize("mode", MODES)
async def test_pictures_of_every_kind_are_told_once(root: Path, mode: Mode, png: bytes, sample_pixels: Pixels) -> None:
    async with watching(root, mode) as watcher:
        for name, data in (
            ("a.png", png),
            ("b.JPG", encode_jpeg(sample_pixels)),
            ("c.webp", encode_webp(sample_pixels)),
        ):
            (root / "s" / name).write_bytes(data)
        assert await told(watcher, "a.png", "b.JPG", "c.webp") == {"a.png": 1, "b.JPG": 1, "c.webp": 1}


@pytest.mark.parametrize("mode", MODES)
async def test_a_picture_is_told_of_when_it_is_whole_and_not_before(root: Path, mode: Mode, png: bytes) -> None:
    async with watching(root, mode, audit_s=1000.0, patience_s=20.0) as watcher:
        path = root / "s" / "a.png"
        listening = asyncio.ensure_future(told(watcher, "a.png"))
        pieces = [png[at : at + 1 + len(png) // 8] for at in range(0, len(png), 1 + len(png) // 8)]
        for piece in pieces:
            assert not listening.done()
            with path.open("ab") as file:  # closed between pieces, too
                file.write(piece)
            await asyncio.sleep(0.12)
        assert (await listening)["a.png"] == 1
        assert path.read_bytes() == png


@pytest.mark.parametrize("mode", MODES)
async def test_what_is_renamed_into_place_is_told(root: Path, mode: Mode, png: bytes, tmp_path: Path) -> None:
    async with watching(root, mode) as watcher:
        (root / "s" / "a.part").write_bytes(png)
        (root / "s" / "a.part").rename(root / "s" / "a.png")
        (tmp_path / "b.png").write_bytes(png)
        (tmp_path / "b.png").rename(root / "s" / "b.png")
        assert await told(watcher, "a.png", "b.png") == {"a.png": 1, "b.png": 1}


async def test_by_polling_a_picture_waits_no_longer_than_for_the_next_look(
    root: Path, png: bytes, tmp_path: Path, virtual_clock: Clock
) -> None:
    """Of all that a second allows, most is left for the thumbnail."""
    options = WatcherOptions(mode=Mode.POLLING)
    async with Watcher([root], options, clock=virtual_clock) as watcher, asyncio.timeout(10):
        for number in range(20):  # within few milliseconds of real time: the folder's own says little
            (tmp_path / "aside.png").write_bytes(png)
            (tmp_path / "aside.png").rename(root / "s" / f"{number}.png")
            began = virtual_clock.monotonic()
            await told(watcher, f"{number}.png")
            assert virtual_clock.monotonic() - began < options.poll_interval_s + 0.2


async def test_by_polling_what_went_while_something_came_is_told_when_it_is_quiet(
    root: Path, png: bytes, virtual_clock: Clock
) -> None:
    (root / "s" / "a.png").write_bytes(png)
    async with Watcher([root], WatcherOptions(mode=Mode.POLLING), clock=virtual_clock) as watcher:
        async with asyncio.timeout(10):
            (root / "s" / "a.png").unlink()
            (root / "s" / "b.png").write_bytes(png)
            await told(watcher, "b.png")
            while (await anext(watcher)) != Changed(root / "s", frozenset()):  # look at the whole of it
                pass
            assert virtual_clock.monotonic() < 5


@pytest.mark.parametrize("mode", MODES)
async def test_a_broken_picture_is_told_in_the_end(root: Path, mode: Mode, png: bytes) -> None:
    async with watching(root, mode) as watcher:
        (root / "s" / "half.png").write_bytes(png[:-20])
        (root / "s" / "empty.png").write_bytes(b"")
        assert await told(watcher, "half.png", "empty.png") == {"half.png": 1, "empty.png": 1}


@pytest.mark.parametrize("mode", MODES)
async def test_a_folder_that_appears_is_told_with_what_is_in_it(
    root: Path, mode: Mode, png: bytes, tmp_path: Path
) -> None:
    (tmp_path / "new" / "deep").mkdir(parents=True)
    (tmp_path / "new" / "deep" / "a.png").write_bytes(png)
    async with watching(root, mode) as watcher:
        (tmp_path / "new").rename(root / "new")
        folders: set[Path] = set()
        while root / "new" / "deep" not in folders:
            folders.add((await anext(watcher)).folder)
        (root / "new" / "deep" / "b.png").write_bytes(png)
        await told(watcher, "b.png")


@pytest.mark.parametrize("mode", MODES)
async def test_what_goes_is_told(root: Path, mode: Mode, png: bytes) -> None:
    (root / "s" / "a.png").write_bytes(png)
    async with watching(root, mode) as watcher:
        (root / "s" / "a.png").unlink()
        assert (await anext(watcher)).folder == root / "s"
        (root / "s").rmdir()
        folders: set[Path] = set()
        while root not in folders and root / "s" not in folders:
            folders.add((await anext(watcher)).folder)


async def test_a_picture_replaced_in_place_is_told_again(root: Path, png: bytes, sample_pixels: Pixels) -> None:
    path = root / "s" / "a.png"
    path.write_bytes(png)
    async with watching(root, Mode.NATIVE) as watcher:
        path.write_bytes(encode_png(255 - sample_pixels))
        assert (await told(watcher, "a.png")) == {"a.png": 1}


@pytest.mark.parametrize("mode", MODES)
async def test_what_is_no_picture_is_not_told(root: Path, mode: Mode, png: bytes) -> None:
    async with watching(root, mode, audit_s=1000.0) as watcher:
        for name in ("notes.txt", ".hidden.png", "a.png.part"):
            (root / "s" / name).write_bytes(png)
        (root / "s" / "session.json").write_bytes(b"{}")
        assert await told(watcher, "session.json") == {"session.json": 1}


async def test_a_deaf_file_system_is_polled_and_any_other_is_listened_to(root: Path) -> None:
    for kind, mode in (("9p", Mode.POLLING), ("ext4", Mode.NATIVE)):
        known = [Mount(Path("/"), "ext4"), Mount(root, kind)]
        async with Watcher([root], WatcherOptions(mounts=known.copy)) as watcher:
            assert watcher.modes == {root: mode}


async def test_events_that_do_not_come_are_noticed_and_the_root_is_polled(
    root: Path, png: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("dreamwindow.sessions.watcher.native._Handler.on_any_event", lambda self, event: None)
    async with watching(root, None, audit_s=0.05) as watcher:
        assert watcher.modes == {root: Mode.NATIVE}
        (root / "s" / "a.png").write_bytes(png)
        await told(watcher, "a.png")
        while watcher.modes != {root: Mode.POLLING}:  # noqa: ASYNC110 - nobody is told
            await asyncio.sleep(0.02)
        (root / "s" / "b.png").write_bytes(png)
        await told(watcher, "b.png")


async def test_where_the_system_watches_no_more_folders_it_is_polled(
    root: Path, png: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(self: object) -> None:
        raise OSError(28, "inotify watch limit reached")

    monkeypatch.setattr("dreamwindow.sessions.watcher.native.NativeWatch.start", full)
    async with watching(root, None) as watcher:
        assert watcher.modes == {root: Mode.POLLING}
        (root / "s" / "a.png").write_bytes(png)
        await told(watcher, "a.png")


async def test_a_root_that_is_not_there_is_told_when_it_comes(tmp_path: Path, png: bytes) -> None:
    async with watching(tmp_path / "later", None) as watcher:
        assert watcher.modes == {tmp_path / "later": Mode.POLLING}
        (tmp_path / "later").mkdir()
        (tmp_path / "later" / "a.png").write_bytes(png)
        await told(watcher, "a.png")


async def test_what_changes_before_anybody_asks_is_told_once(root: Path, png: bytes) -> None:
    async with watching(root, Mode.NATIVE) as watcher:
        for number in range(300):
            (root / "s" / f"{number}.png").write_bytes(png)
        names = await told(watcher, *(f"{number}.png" for number in range(300)))
        assert set(names.values()) == {1}


@pytest.mark.skipif(os.name != "posix", reason="links")
async def test_links_are_not_followed_and_a_loop_of_them_ends(root: Path, png: bytes, tmp_path: Path) -> None:
    (tmp_path / "outside").mkdir()
    (root / "out").symlink_to(tmp_path / "outside")
    (root / "s" / "loop").symlink_to(root)
    for mode in MODES:
        async with watching(root, mode, audit_s=1000.0) as watcher:
            (tmp_path / "outside" / "a.png").write_bytes(png)
            (root / "s" / f"{mode.value}.png").write_bytes(png)
            assert "a.png" not in await told(watcher, f"{mode.value}.png")


def test_a_change_is_a_value() -> None:
    assert Changed(Path("a"), frozenset({"b"})) == Changed(Path("a"), frozenset({"b"}))
