"""Bad input on the command line: one or two lines with the remedy, exit code 2, no traceback, nothing left behind."""

from __future__ import annotations

import json
import socket
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.cli.conftest import Call, listing

RUN = ("run", "--no-open", "--port", "0", "--frames", "1")
MANIFEST = {"session_id": "broken", "kind": "dream", "status": "completed"}


def nothing(workspace: Path) -> None:
    """The folder as it is."""


def file(name: str, data: bytes = b"", also: Callable[[Path], None] = nothing) -> Callable[[Path], None]:
    def prepare(workspace: Path) -> None:
        (workspace / name).write_bytes(data)
        also(workspace)

    return prepare


def config(text: str) -> Callable[[Path], None]:
    return file("dreamwindow.yaml", text.encode())


@dataclass(frozen=True, slots=True)
class Bad:
    """A command line in a folder that ``prepare`` made, and how the two lines begin."""

    arguments: tuple[str, ...]
    says: str
    remedy: str
    prepare: Callable[[Path], None] = nothing


BAD = {
    "an unknown config key": Bad(
        RUN, "dreamwindow.yaml line 2: there is no setting 'generation.widht'.", "Did you mean width?",
        config("generation:\n  widht: 512\n"),
    ),
    "a wrong type": Bad(
        RUN, "dreamwindow.yaml line 1: generation.width is 'wide'.", "Allowed: a whole number from 64 to 2048",
        config("generation: {width: wide}\n"),
    ),
    "broken YAML": Bad(RUN, "dreamwindow.yaml line 2 is no YAML", "It is lines of", config("a: [\n")),
    "no config file where one was named": Bad(
        (*RUN, "--config", "x.yaml"), "--config names x.yaml, which is no file.", "`dreamwindow config init`",
    ),
    "a size that is no multiple of 8": Bad(
        (*RUN, "--size", "511"), "--size: generation.width is 511.", "Allowed: a whole number from 64 to 2048",
    ),
    "a size that is too large": Bad(
        (*RUN, "--size", "512x4096"), "--size: generation.height is 4096.", "Allowed: a whole number from 64 to 2048",
    ),
    "a size that is none": Bad((*RUN, "--size", "big"), "--size 'big' is no size.", "Write it as 512 or 512x768."),
    "half a size": Bad((*RUN, "--size", "x512"), "--size 'x512' is no size.", "Write it as 512 or 512x768."),
    "an image that is not there": Bad(
        (*RUN, "--from-image", "no.jpg"), "no.jpg: There is no such file.", "Check the spelling",
    ),
    "an image that is a folder": Bad((*RUN, "--from-image", "."), ".: This is a folder.", "Name one picture in it."),
    "an image that is none": Bad(
        (*RUN, "--from-image", "x.jpg"), "x.jpg: This is no picture that we can read.", "We read PNG, JPEG, ",
        file("x.jpg", b"words"),
    ),
    "an image that is cut off": Bad(
        (*RUN, "--from-image", "x.jpg"), "x.jpg: The picture is broken: ", "It may be cut off",
        file("x.jpg", (Path(__file__).parents[1] / "data" / "photo.jpg").read_bytes()[:9000]),
    ),
    "an output folder that is a file": Bad(
        RUN, "Cannot write in {workspace}/output: {workspace}/output is a file.", "Choose another", file("output"),
    ),
    "a sessions folder that is a file": Bad(
        RUN, "Cannot write in {workspace}/sessions: {workspace}/sessions is a file.", "Choose another folder",
        file("sessions"),
    ),
    "a log folder below a file": Bad(
        RUN, "Cannot write in {workspace}/a/b: {workspace}/a is a file.", "Choose another folder",
        file("a", also=config("system: {log_dir: a/b}")),
    ),
    "a disk that is too full": Bad(
        RUN, "Only ", "Make room, choose another folder, lower recording.min_free_gb, or run with --record none.",
        config("recording: {min_free_gb: 1.0e+9}\n"),
    ),
    "an unknown engine": Bad(
        (*RUN, "--engine", "procedual"), "--engine: There is no engine 'procedual'.", "Did you mean 'procedural'?",
    ),
    "an unknown engine in the file": Bad(
        RUN, "dreamwindow.yaml line 2: There is no engine 'dalle'.", "There is: ",
        config("generation:\n  engine: dalle\n"),
    ),
    "an unknown model": Bad(
        (*RUN, "--model", "huge"), "--model: The procedural engine has no model 'huge'.", "Models: procedural-1.",
    ),
    "an unknown mode": Bad(
        (*RUN, "--mode", "hybird"), "--mode: There is no mode 'hybird'.", "Did you mean 'hybrid'? There is: hybrid, ",
    ),
    "an empty prompt": Bad((*RUN, "--prompt", " \n"), "The prompt is empty.", "Give it at least one word."),
    "a prompt of 10 MB": Bad(
        (*RUN, "--prompt", "a b " * 2_500_000),
        "The prompt has 10,000,000 characters; at most 2,000 are taken.", "Shorten the prompt.",
    ),
    "a negative prompt that is too long": Bad(
        (*RUN, "--negative-prompt", "x" * 2001), "The negative prompt has 2,001 characters", "Shorten the negative",
    ),
    "nonsense to record": Bad(
        (*RUN, "--record", "every:0"), "--record: recording.record is 'every:0'.", "Allowed: keyframes, all, every:N",
    ),
    "an address that is none": Bad(
        (*RUN, "--host", "no.such.host.invalid"), "There is no address 'no.such.host.invalid'.", "Set server.host",
    ),
    "an address that others can reach": Bad(
        (*RUN, "--host", "0.0.0.0"), "0.0.0.0 can be reached from other machines", "Make one with",
    ),
    "a port that is none": Bad(
        ("run", "--port", "70000"), "--port: server.port is 70000.", "Allowed: a whole number from 0 to 65535.",
    ),
    "a seed that is none": Bad(
        (*RUN, "--seed", "-1"), "--seed: generation.seed is -1.", "Allowed: a whole number from 0 to ",
    ),
    "a config file that is there already": Bad(
        ("config", "init"), "dreamwindow.yaml is there already.", "Give another name, or --force",
        config("profile: default\n"),
    ),
    "a config file in a folder that is a file": Bad(
        ("config", "init", "a/b.yaml"), "Cannot write in a: ", "Choose another folder", file("a"),
    ),
    "an unknown mode, when checked": Bad(
        ("config", "check"), "dreamwindow.yaml line 1: There is no mode 'x'.", "There is: hybrid",
        config("generation: {mode: x}"),
    ),
    "a prompt without a word for the lexicon": Bad(
        ("lexicon", " "), "The prompt is empty.", "Give it at least one word.",
    ),
    "no such session": Bad(
        ("replay", "2026"), "There is no session '2026' in {workspace}/sessions.", "There are no sessions there yet.",
    ),
    "a session without a name": Bad(("replay", ""), "A session without a name.", "There are no sessions there yet."),
}  # fmt: skip


@pytest.mark.parametrize("what", BAD)
def test_two_lines_exit_code_2_and_nothing_left_behind(what: str, call: Call, workspace: Path) -> None:
    bad = BAD[what]
    bad.prepare(workspace)
    before = listing(workspace.parent)
    said = call(*bad.arguments)
    lines = said.err.splitlines()
    assert said.code == 2
    assert len(lines) == 2
    assert lines[0].startswith("dreamwindow: " + bad.says.format(workspace=workspace))
    assert lines[1].startswith(bad.remedy)
    assert listing(workspace.parent) == before


def test_the_same_would_leave_things_behind_if_nobody_looked_first(
    call: Call, workspace: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The control: without the look before the start, logs and folders are made before the fault is found."""
    monkeypatch.setattr("dreamwindow.cli.session.check_start", lambda _: None)
    file("sessions")(workspace)
    before = listing(workspace.parent)
    assert call(*RUN).code == 2
    assert listing(workspace.parent) != before


def test_a_port_in_use(call: Call, workspace: Path) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        said = call("run", "--no-open", "--port", port)
    assert said.code == 2
    assert said.err.splitlines() == [
        f"dreamwindow: Port {port} is taken by another program.",
        "Close it, or take another: --port 0 finds a free one.",
    ]
    assert listing(workspace) == {}


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["rum"], "No such command 'rum'."),
        (["run", "--frams", "3"], "No such option '--frams'"),
        (["run", "--frames", "0"], "Invalid value for '--frames': 0 is not in the range x>=1."),
        (["run", "--frames", "many"], "'many' is not a valid integer"),
        (["run", "--strength", "much"], "'much' is not a valid float"),
        (["replay"], "Missing argument 'SESSION'."),
        (["replay", "x", "--frame", "0"], "Invalid value for '--frame'"),
    ],
)
def test_what_the_command_line_does_not_know(arguments: list[str], says: str, call: Call, workspace: Path) -> None:
    said = call(*arguments)
    assert said.code == 2
    assert says in said.err
    assert [line[:12] for line in said.err.splitlines()] == ["dreamwindow:", "`dreamwindow"]
    assert listing(workspace) == {}


def whole_session(workspace: Path, **changes: object) -> Path:
    """A session of no frames whose manifest can be read."""
    folder = workspace / "sessions" / "20261121_070000-lake"
    folder.mkdir(parents=True)
    manifest = MANIFEST | {
        "started_at": "2026-11-21T07:00:00Z", "heartbeat_at": "2026-11-21T07:00:00Z", "host": "here", "boot_id": "b",
        "pid": 1, "process_started_at": 0.0, "engine": {"name": "procedural"},
    }  # fmt: skip
    (folder / "session.json").write_text(json.dumps(manifest | changes))
    return folder


def damaged(folder: Path, call: Call) -> list[str]:
    before = listing(folder.parents[1])
    said = call("replay", folder.name)
    assert said.code == 2
    assert listing(folder.parents[1]) == before
    return said.err.splitlines()


def test_a_manifest_that_is_cut(call: Call, workspace: Path) -> None:
    folder = whole_session(workspace)
    (folder / "session.json").write_text((folder / "session.json").read_text()[:40])
    assert damaged(folder, call)[0].startswith(f"dreamwindow: {folder}/session.json is no JSON: ")


def test_a_manifest_without_an_engine(call: Call, workspace: Path) -> None:
    lines = damaged(whole_session(workspace, engine={}), call)
    assert lines[0] == "dreamwindow: 20261121_070000-lake does not say which engine made it."


def test_a_session_of_an_engine_that_is_not_here(call: Call, workspace: Path) -> None:
    lines = damaged(whole_session(workspace, engine={"name": "flux"}), call)
    assert lines[0] == "dreamwindow: There is no engine 'flux'."
    assert lines[1].startswith("There is: ")
    assert "procedural" in lines[1]


def test_a_session_in_which_nothing_was_recorded(call: Call, workspace: Path) -> None:
    lines = damaged(whole_session(workspace), call)
    assert lines[0] == "dreamwindow: 20261121_070000-lake has no recorded frame."
    assert lines[1] == "Record with --record all or keyframes."


@pytest.mark.parametrize(
    ("line", "says", "remedy"),
    [
        ("nonsense", "line 1: No recipe can be read there", "Take the line away"),
        ("{}", "line 1: No recipe can be read there", "Take the line away"),
        (
            '{"id":"recipe:x","frame":1,"file":"1.png","pixels_sha256":"0","recipe":{"flavour":"sour"}}',
            "line 1: No recipe can be read there: Unknown field 'flavour'",
            "It was written by a newer version.",
        ),
    ],
)
def test_recipes_that_cannot_be_read(line: str, says: str, remedy: str, call: Call, workspace: Path) -> None:
    folder = whole_session(workspace)
    (folder / "recipes.jsonl").write_text(line + "\n" + line + "\n")
    first, second = damaged(folder, call)
    assert says in first
    assert second.startswith(remedy)
