"""``dreamwindow export`` as somebody types it."""

from __future__ import annotations

import json
import os
import signal
import zipfile
from pathlib import Path

import pytest
from PIL import Image

from tests.cli.conftest import Call
from tests.cli.process import command
from tests.outputs.film.sessions import recorded_session


@pytest.fixture
def session(workspace: Path) -> Path:
    return recorded_session(workspace / "sessions", list(range(1, 13)))


@pytest.mark.parametrize("name", ["latest", "its name", "the beginning of it", "its folder"])
def test_a_session_by_any_name(name: str, session: Path, call: Call) -> None:
    names = {"its name": session.name, "the beginning of it": session.name[:9], "its folder": str(session)}
    said = call("export", names.get(name, name), "--to", "out.webp")
    assert (said.code, said.err) == (0, "")
    assert said.out.startswith("out.webp: 12 pictures, 6 frames, 0.5 s, 96x64, ")


def test_for_scripts(session: Path, call: Call) -> None:
    (session / "000003.png").write_bytes(b"rubbish")
    said = call("export", "latest", "--to", "out.gif", "--json", "--size", "48x32", "--each", 0.5, "--captions")
    told = json.loads(said.out)
    assert (said.code, said.err) == (0, "")
    assert (told["file"], told["beside"], told["size"]) == ("out.gif", "out.gif.json", [48, 32])
    assert (told["pictures"], told["frames"], told["seconds"]) == (11, 72, 6.0)
    assert told["skipped"][0].startswith("000003.png: ")
    assert told["bytes"] == Path("out.gif").stat().st_size


def test_what_was_skipped_is_said(session: Path, call: Call) -> None:
    (session / "000003.png").write_bytes(b"rubbish")
    said = call("export", "latest", "--to", "out.zip")
    assert (said.code, said.out.split(",")[0]) == (0, "out.zip: 11 pictures")
    assert said.err.startswith("Skipped 000003.png: ")


def test_a_dream_goes_out_and_comes_back(call: Call, workspace: Path) -> None:
    dream = ("run", "--no-open", "--port", "0", "--size", "96x64", "--seed", "7", "--prompt", "embers", "--frames", 6)
    assert call(*dream, "--record", "all").code == 0
    assert call("export", "latest", "--to", "out.zip").code == 0
    with zipfile.ZipFile("out.zip") as archive:
        archive.extractall("unpacked")
    (folder,) = Path("unpacked").iterdir()
    said = call("replay", folder, "--to", "again")
    assert (said.code, said.out.splitlines()[0].partition(",")[0]) == (0, "6 of 6 frames are the same")


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("nothing-like-it", "--to", "out.mp4"), "There is no session 'nothing-like-it'"),
        (("latest", "--to", "out.avi"), "'out.avi' does not say what to make."),
        (("latest", "--to", "out.mp4", "--size", "huge"), "--size 'huge' is no size."),
        (("latest", "--to", "out.gif", "--codec", "av1"), "A .gif has no codec to choose."),
        (("latest", "--to", "there.gif"), "there.gif is there already."),
        (("latest", "--to", "missing/out.gif"), "There is no folder missing."),
        (("latest", "--to", "out.mp4", "--first", 99), "has no recorded picture in that range."),
        (("latest", "--to", "out.mp4", "--captions", "--font", "none.ttf"), "none.ttf is no font that can be read."),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said_in_two_lines(
    arguments: tuple[object, ...], says: str, session: Path, call: Call
) -> None:
    Path("there.gif").write_bytes(b"mine")
    before = sorted(os.listdir())  # noqa: PTH208
    said = call("export", *arguments)
    assert said.code == 2
    assert says in said.err
    assert 1 <= len(said.err.splitlines()) <= 2
    assert sorted(os.listdir()) == before  # noqa: PTH208


def test_where_there_is_no_session_yet(workspace: Path, call: Call) -> None:
    said = call("export", "latest", "--to", "out.mp4")
    assert (said.code, said.err.splitlines()[0][:26]) == (2, "dreamwindow: There are no ")


@pytest.mark.slow
@pytest.mark.skipif(os.name != "posix", reason="signals as POSIX has them")
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_who_ends_it_finds_nothing_of_it(number: signal.Signals, workspace: Path) -> None:
    folder = recorded_session(workspace / "sessions", [1, 2, 3])
    for path in folder.glob("*.png"):  # three pictures of which a film takes minutes
        with Image.open(path) as image:
            image.resize((1024, 1024)).save(path)
    with command(workspace, "export", "latest", "--to", "out.mp4", "--each", "3600", "--fps", "240") as running:
        while not list(workspace.glob(".out.mp4.*")):
            assert running.process.poll() is None
        running.send(number)
        assert running.end() == 130
    assert [path.name for path in workspace.iterdir() if "out" in path.name and path.name != "output"] == []
