"""Every picture can be made again from what the session says, and a session that was tampered with is found out."""

from __future__ import annotations

import json
import os
import signal
import urllib.request
from pathlib import Path

import pytest

from tests.cli.conftest import Call
from tests.cli.process import command
from trials import replay as trial

FAST = """
output: {display_rate_hz: 60}
generation: {keyframe_interval_s: 0.1}
recording: {max_per_minute: 100000}
"""
DREAM = ("run", "--no-open", "--port", "0", "--size", "96x64", "--seed", "7", "--prompt", "embers")


@pytest.mark.slow
def test_the_trial_at_small_n(tmp_path: Path) -> None:
    trial.try_replay(tmp_path, 24)


@pytest.mark.parametrize("mode", ["img2img", "interpolate", "hybrid"])
@pytest.mark.parametrize(("record", "frames"), [("all", 20), ("keyframes", 40), ("every:7", 40)])
def test_each_mode_and_each_way_to_record(mode: str, record: str, frames: int, call: Call, workspace: Path) -> None:
    (workspace / "dreamwindow.yaml").write_text(FAST)
    assert call(*DREAM, "--mode", mode, "--record", record, "--frames", frames).code == 0
    session = trial.newest(workspace)
    before = trial.pixel_hashes(session)
    assert len(before) > 1
    trial.move_pictures(session, workspace / "moved")
    said = call("replay", session.name, "--to", "again")
    assert (said.code, said.out.splitlines()[0].partition(" frames")[0]) == (0, f"{len(before)} of {len(before)}")
    assert trial.pixel_hashes(workspace / "again") == before


@pytest.fixture
def session(call: Call, workspace: Path) -> Path:
    """A short dream of which every frame was recorded."""
    assert call(*DREAM, "--mode", "img2img", "--record", "all", "--frames", 12).code == 0
    return trial.newest(workspace)


def verdicts(call: Call, *arguments: object) -> dict[int, str]:
    said = call("replay", *arguments, "--json")
    frames = {line["frame"]: line["verdict"] for line in json.loads(said.out)["frames"]}
    assert said.code == (0 if set(frames.values()) == {"same"} else 1)
    return frames


def test_one_frame_from_the_nearest_picture(session: Path, call: Call, workspace: Path) -> None:
    trial.alter_seed(session, 3)  # far from it: only who begins at the beginning would notice
    assert verdicts(call, session.name, "--frame", 9) == {9: "same"}
    made = workspace / "output" / "replay" / session.name
    assert trial.pixel_hashes(made) == {"000009.png": trial.pixel_hashes(session)["000009.png"]}


def test_one_frame_from_the_beginning_where_no_picture_is_left(session: Path, call: Call, workspace: Path) -> None:
    trial.move_pictures(session, workspace / "moved")
    assert verdicts(call, session.name, "--frame", 9) == {9: "same"}
    trial.alter_seed(session, 3)
    assert verdicts(call, session.name, "--frame", 9) == {9: "descends"}


def test_what_grew_from_an_altered_frame_is_told_apart(session: Path, call: Call, workspace: Path) -> None:
    trial.move_pictures(session, workspace / "moved")
    trial.alter_seed(session, 5)
    assert verdicts(call, session.name) == {
        **dict.fromkeys(range(1, 5), "same"), 5: "altered", **dict.fromkeys(range(6, 13), "descends"),
    }  # fmt: skip


def test_with_the_pictures_there_only_the_altered_one_is_named(session: Path, call: Call) -> None:
    trial.alter_seed(session, 5)
    said = call("replay", session.name)
    assert said.code == 1
    assert said.out.splitlines()[1:] == [
        "Frame 5: its recipe was altered: it no longer says what it said when it was recorded."
    ]


def test_a_frame_that_was_not_recorded(session: Path, call: Call) -> None:
    said = call("replay", session.name, "--frame", 99)
    assert (said.code, said.err.splitlines()[0]) == (2, f"dreamwindow: {session.name} has no recorded frame 99.")


def test_a_session_by_its_beginning_or_its_folder(session: Path, call: Call) -> None:
    assert verdicts(call, session.name[:12], "--frame", 1) == {1: "same"}
    assert verdicts(call, session, "--frame", 1) == {1: "same"}


@pytest.mark.parametrize("missing", ["removed", "another"])
def test_a_photograph_that_is_gone(missing: str, call: Call, workspace: Path) -> None:
    photo = ("--from-image", trial.PHOTO)
    assert call(*DREAM, *photo, "--mode", "img2img", "--record", "all", "--frames", 2).code == 0
    session = trial.newest(workspace)
    (kept,) = (session / "inputs").iterdir()
    if missing == "another":
        kept.write_bytes((session / "000002.png").read_bytes())
    else:
        kept.unlink()
        kept.parent.rmdir()
    said = call("replay", session.name)
    assert said.code == 2
    assert 1 <= len(said.err.splitlines()) <= 2
    assert kept.name in said.err


@pytest.mark.slow
@pytest.mark.skipif(os.name != "posix", reason="signals as POSIX has them")
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGKILL])
def test_a_session_that_was_interrupted(number: signal.Signals, call: Call, workspace: Path) -> None:
    with command(workspace, *DREAM, "--record", "all") as running:
        with urllib.request.urlopen(f"http://127.0.0.1:{running.port()}/stream.mjpeg") as stream:
            seen = b""
            while seen.count(b"Content-Type: image/jpeg") + seen.count(b"content-type: image/jpeg") < 20:
                seen += stream.read1()
        running.send(number)
        running.end()
    session = trial.newest(workspace)
    before = trial.pixel_hashes(session)
    assert len(before) >= 10
    trial.move_pictures(session, workspace / "moved")
    assert set(verdicts(call, session.name, "--to", "again").values()) == {"same"}
    assert before.items() <= trial.pixel_hashes(workspace / "again").items()
