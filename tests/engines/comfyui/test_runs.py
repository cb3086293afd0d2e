"""Prompts told apart in what comes over the socket, in whatever order it comes."""

from __future__ import annotations

import json
import struct
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dreamwindow.engines.comfyui.answers import Ended, ImageRef
from dreamwindow.engines.comfyui.graph import Graph, Node
from dreamwindow.engines.comfyui.messages import Failed, Interrupted, Message, Succeeded, Unknown, read_message
from dreamwindow.engines.comfyui.runs import Run, Tracker
from tests.engines.comfyui.server.faults import NOISE
from tests.engines.comfyui.server.recordings import SCENARIOS, recording


def heard(scenario: str, prompt_id: str) -> list[Message]:
    """The recorded messages about a prompt. Of a picture only the first bytes were recorded."""
    return [read_message(_raw(message)) for message in recording(scenario).messages(prompt_id)]


def _raw(message: dict[str, Any]) -> str | bytes:
    if "binary" not in message:
        return json.dumps(message["json"])
    said = message["parsed"]
    if said["event"] == 1:
        return struct.pack(">II", 1, said["format"]) + b"picture"
    metadata = json.dumps(said["metadata"]).encode()
    return struct.pack(">II", 4, len(metadata)) + metadata + b"picture"


def run_of(scenario: str, post: dict[str, Any]) -> Run:
    prompt = post["request_json"]["prompt"]
    graph = Graph({node_id: Node(node["class_type"], {}) for node_id, node in prompt.items()})
    return Run(post["body_json"]["prompt_id"], graph)


CASES = [
    pytest.param(scenario, post, id=f"{scenario}-{number}")
    for scenario in SCENARIOS
    for number, post in enumerate(recording(scenario).posts())
    if heard(scenario, post["body_json"]["prompt_id"])
]
STRANGERS: tuple[str | bytes, ...] = (
    *NOISE,
    '{"type": "status", "data": {"status": {"exec_info": {"queue_remaining": 3}}}}',
    '{"type": "executing", "data": {"node": "3"}}',
)


@pytest.mark.parametrize(("scenario", "post"), CASES)
def test_a_recorded_prompt_ends_as_it_ended(scenario: str, post: dict[str, Any]) -> None:
    run, messages = run_of(scenario, post), heard(scenario, post["body_json"]["prompt_id"])
    tracker = Tracker()
    tracker.add(run)
    fractions = []
    for message in messages:
        tracker.take(message)
        fractions.append(run.fraction)
    ends = [message for message in messages if isinstance(message, Succeeded | Failed | Interrupted)]
    assert run.end == (ends[0] if ends else None)
    assert fractions == sorted(fractions)
    if isinstance(run.end, Succeeded):
        assert run.fraction == pytest.approx(1.0)
        assert run.files or run.pictures


def interleaved(data: st.DataObject, a: list[Message], b: list[Message]) -> list[Message]:
    """Two conversations, each in its own order."""
    order = data.draw(st.permutations([0] * len(a) + [1] * len(b)))
    sources = [iter(a), iter(b)]
    return [next(sources[which]) for which in order]


@given(st.data())
def test_strangers_and_rubbish_change_nothing(data: st.DataObject) -> None:
    post = recording("09_save_image_websocket").posts()[0]
    run, messages = run_of("09_save_image_websocket", post), heard("09_save_image_websocket", post_id(post))
    tracker = Tracker()
    tracker.add(run)
    noise = [read_message(raw) for raw in data.draw(st.lists(st.sampled_from(STRANGERS[: len(NOISE)]), max_size=20))]
    for message in interleaved(data, messages, noise):
        tracker.take(message)
    assert run.pictures == {"9": [b"picture", b"picture"]}
    assert run.end == Succeeded(run.prompt_id)


def post_id(post: dict[str, Any]) -> str:
    return str(post["body_json"]["prompt_id"])


@given(st.data())
def test_marked_pictures_find_their_prompt_in_any_interleaving(data: st.DataObject) -> None:
    posts = recording("09_save_image_websocket").posts()
    marked = next(post for post in posts if post["request_json"]["client_id"] == "wsimg2")
    mine, other = (
        run_of("09_save_image_websocket", marked),
        Run("stranger", Graph({"9": Node("SaveImageWebsocket", {})})),
    )
    stranger = [read_message(_for_stranger(m)) for m in recording("09_save_image_websocket").messages(post_id(marked))]
    tracker = Tracker()
    tracker.add(mine)
    tracker.add(other)
    tracker.take(read_message('{"type": "feature_flags", "data": {"supports_preview_metadata": true}}'))
    for message in interleaved(data, heard("09_save_image_websocket", post_id(marked)), stranger):
        tracker.take(message)
    assert mine.pictures == {"9": [b"picture"] * 2}
    assert other.pictures == {"9": [b"strange"] * 2}


def _for_stranger(message: dict[str, Any]) -> str | bytes:
    raw = _raw(message)
    if isinstance(raw, bytes):
        metadata = json.dumps({"prompt_id": "stranger", "node_id": "9"}).encode()
        return struct.pack(">II", 4, len(metadata)) + metadata + b"strange"
    said = json.loads(raw)
    said["data"]["prompt_id"] = "stranger"
    return json.dumps(said)


def test_an_unmarked_picture_is_a_strangers_where_the_server_marks_ours() -> None:
    run = Run("mine", Graph({"9": Node("SaveImageWebsocket", {})}))
    tracker = Tracker()
    tracker.add(run)
    tracker.take(read_message('{"type": "feature_flags", "data": {"supports_preview_metadata": true}}'))
    tracker.take(read_message('{"type": "executing", "data": {"node": "9", "prompt_id": "mine"}}'))
    assert tracker.take(read_message(struct.pack(">II", 1, 2) + b"strange")) is None
    assert run.pictures == {}


def test_an_unmarked_picture_of_a_stranger_is_not_ours_while_ours_waits() -> None:
    """Recorded: a prompt without a client id tells its progress and its pictures to everybody."""
    run = Run("mine", Graph({"9": Node("SaveImageWebsocket", {})}))
    tracker = Tracker()
    tracker.add(run)
    for message in recording("15_more").sockets["bystander_plain"]:
        tracker.take(read_message(_raw(message)))
    assert (run.pictures, run.heard) == ({}, 0)


def test_after_a_reconnect_nobody_knows_whose_node_runs() -> None:
    run = Run("mine", Graph({"3": Node("SaveImageWebsocket", {})}))
    tracker = Tracker()
    tracker.add(run)
    tracker.take(read_message('{"type": "executing", "data": {"node": "3", "prompt_id": "mine"}}'))
    tracker.reconnected()
    tracker.take(read_message('{"type": "executing", "data": {"node": "3"}}'))
    tracker.take(read_message(struct.pack(">II", 1, 2) + b"whose?"))
    assert run.pictures == {}


def test_the_history_fills_in_what_was_not_heard() -> None:
    for scenario, post in (case.values for case in CASES):
        assert isinstance(scenario, str)
        assert isinstance(post, dict)
        for request in recording(scenario).http:
            ended = Ended.read(request.get("body_json"), post_id(post))
            # in 07 one id was used twice, and the history knows the second
            if scenario == "07_client_prompt_id" or not request["path"].startswith("/history/") or ended is None:
                continue
            by_ear, by_asking = run_of(scenario, post), run_of(scenario, post)
            for message in heard(scenario, post_id(post)):
                by_ear.take(message)
            by_asking.finish(ended)
            assert by_asking.files == by_ear.files
            assert type(by_asking.end) is type(by_ear.end)


@given(st.one_of(st.text(), st.binary()))
def test_whatever_comes_is_read(data: str | bytes) -> None:
    assert read_message(data) is not None


KINDS = ["progress", "executed", "status", "progress_state", "execution_error", "execution_cached"]
LEAVES = st.none() | st.booleans() | st.floats() | st.text()
KEYS = st.text() | st.sampled_from(["prompt_id", "nodes", "node", "value", "max", "output", "status"])
SHAPES = st.recursive(LEAVES, lambda inner: st.lists(inner) | st.dictionaries(KEYS, inner), max_leaves=8)


@given(SHAPES, st.sampled_from(KINDS))
def test_a_message_of_another_shape_is_read_too(data: Any, kind: str) -> None:
    message = read_message(json.dumps({"type": kind, "data": data}))
    assert not isinstance(message, Unknown)
    run = Run("", Graph({"1": Node("KSampler", {})}))
    tracker = Tracker()
    tracker.add(run)
    tracker.take(message)
    assert 0 <= run.fraction <= 1


def test_where_a_picture_lies_is_said_as_an_input() -> None:
    assert ImageRef("a.png", "sub", "temp").as_input == "sub/a.png [temp]"
    assert ImageRef("a.png", "", "input").as_input == "a.png"
