from __future__ import annotations

import json
from dataclasses import fields
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dreamwindow.errors import ProtocolError, SettingsRejected
from dreamwindow.model.settings import STEERABLE, Settings
from dreamwindow.model.status import Status
from dreamwindow.wire import messages
from dreamwindow.wire.views import SettingsPatch, SettingsView, StatusView

EDGES: dict[str, tuple[float, float]] = {
    "strength": (0, 1),
    "speed": (0, 5),
    "guidance_scale": (0, 30),
    "num_inference_steps": (1, 150),
    "seed": (0, 2**53),
}


def test_a_view_has_the_fields_of_its_noun() -> None:
    assert list(SettingsView.model_fields) == [field.name for field in fields(Settings)]
    assert list(StatusView.model_fields) == [field.name for field in fields(Status)]
    assert tuple(SettingsPatch.model_fields) == STEERABLE


def test_a_view_says_what_its_noun_says() -> None:
    settings, status = Settings(prompt="x", seed=7), Status(frame_number=3, status="live", fps=24.0)
    assert SettingsView.of(settings).model_dump() == settings.to_dict()
    assert StatusView.of(status).model_dump() == status.to_dict()


@pytest.mark.parametrize("name", EDGES)
def test_a_patch_takes_what_the_settings_take_and_no_more(name: str) -> None:
    lowest, highest = EDGES[name]
    for value in (lowest, highest):
        Settings().changed(**SettingsPatch.model_validate({name: value}).changes())
    for value in (lowest - 1, highest + 1):
        with pytest.raises(SettingsRejected):
            Settings().changed(**{name: value})
        with pytest.raises(ValueError, match="equal to"):
            SettingsPatch.model_validate({name: value})


def test_a_patch_changes_what_was_mentioned() -> None:
    said = messages.read('{"type":"settings","seed":null,"strength":1}')
    assert isinstance(said, messages.SettingsChange)
    assert said.changes() == {"seed": None, "strength": 1.0}


@given(st.text() | st.binary().map(lambda data: data.decode("latin-1")))
def test_any_text_is_a_message_or_a_protocol_error(text: str) -> None:
    with pytest.raises(ProtocolError) as refused:
        messages.read(text)
    assert refused.value.code in {"bad_json", "bad_message", "unknown_type"}


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)
TYPES = st.sampled_from(["hello", "ack", "prompt", "settings", "frame", "welcome", ""])
NAMES = st.sampled_from(["protocol", "role", "encoding", "seq", "prompt", "strength", "seed", "image", "mode", "x"])


@given(TYPES, st.dictionaries(NAMES, JSON | st.sampled_from([1, "viewer", "json"]), max_size=4))
def test_any_object_is_a_message_or_a_protocol_error(kind: str, others: dict[str, Any]) -> None:
    said = _read(json.dumps({"type": kind} | others))
    assert said == kind or len(said) < 400


def _read(text: str) -> str:
    """The type of the message, or what is wrong with it."""
    try:
        return messages.read(text).type
    except ProtocolError as error:
        return str(error)


def test_a_role_that_is_not_served_is_told_which_are() -> None:
    with pytest.raises(ProtocolError, match="Roles: viewer") as refused:
        messages.read('{"type":"hello","protocol":1,"role":"director"}')
    assert refused.value.code == "unknown_role"


def test_what_the_server_says_fits_its_schema() -> None:
    view, status = SettingsView.of(Settings()), StatusView.of(Status())
    said = [
        messages.Welcome(server_time_us=1, settings=view, status=status),
        messages.PromptUpdated(prompt=None),
        messages.SettingsState.of(Settings()),
        messages.StatusState.of(Status()),
        messages.ErrorReport(code="bad_json", message="That is not JSON."),
    ]
    for message in said:
        assert messages.SERVER.validate_json(message.model_dump_json()) == message


def test_every_message_of_the_schema_has_a_type_that_is_required() -> None:
    definitions = messages.json_schema()["$defs"]
    for union in ("ClientMessage", "ServerMessage"):
        for reference in definitions[union]["oneOf"]:
            definition = definitions[reference["$ref"].rpartition("/")[2]]
            assert "type" in definition["required"]
            assert definition["additionalProperties"] is False
