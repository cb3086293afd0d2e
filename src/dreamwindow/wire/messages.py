"""The JSON messages on ``/ws``. `read` understands what a client says; the others are what the server answers."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import ConfigDict, Field, TypeAdapter, ValidationError

from dreamwindow.errors import ProtocolError
from dreamwindow.wire.views import Revision, SettingsPatch, SettingsView, StatusView, Wire

PROTOCOL: Literal[1] = 1
Encoding = Literal["binary", "json"]


class Hello(Wire):
    """The first message of who wants frames. `welcome` answers it."""

    type: Literal["hello"]
    protocol: Literal[1]
    role: Literal["viewer"]
    """``viewer`` looks on. Other roles come with the acts that need them."""
    encoding: Encoding = "binary"
    """``binary``: a header and JPEG bytes; ``json``: `frame` messages."""


class Ack(Wire):
    """A frame arrived. At most two frames are on their way that were not acknowledged."""

    type: Literal["ack"]
    seq: Annotated[int, Field(ge=1, le=2**32 - 1)]
    """The newest frame that was received; covers all before it."""


class PromptChange(Wire):
    """Dream of this. `prompt_updated` answers it."""

    type: Literal["prompt"]
    prompt: str | None
    """1 to 2,000 characters; ``null`` lets the themes go on."""


class SettingsChange(SettingsPatch):
    """Change some settings. `settings`, with all of them, answers it; with no change it is a question."""

    model_config = ConfigDict(json_schema_extra={"examples": []})

    type: Literal["settings"]


class FrameUp(Wire):
    """A camera's frame. Refused with `no_live_act`: there is no live act yet."""

    type: Literal["frame"]
    image: str


ClientMessage = Annotated[Hello | Ack | PromptChange | SettingsChange | FrameUp, Field(discriminator="type")]


class Welcome(Wire):
    """Answers `hello`; frames follow."""

    type: Literal["welcome"] = "welcome"
    protocol: Literal[1] = PROTOCOL
    server_time_us: int
    """Microseconds on the clock that the frames' times are on."""
    settings: SettingsView
    status: StatusView


class PromptUpdated(Wire):
    """Answers `prompt`."""

    type: Literal["prompt_updated"] = "prompt_updated"
    prompt: str | None


class SettingsState(SettingsView):
    """The settings: answers `settings`, and is sent to viewers when somebody else changed them."""

    model_config = ConfigDict(json_schema_extra={"examples": []})

    type: Literal["settings"] = "settings"
    revision: Revision


class StatusState(StatusView):
    """The status: sent to viewers when it changed, at most twice a second."""

    model_config = ConfigDict(json_schema_extra={"examples": []})

    type: Literal["status"] = "status"


class FrameDown(Wire):
    """A frame for viewers that asked for JSON."""

    type: Literal["frame"] = "frame"
    seq: int
    """Acknowledge it."""
    settings_rev: int
    present_at_us: int
    """When to show it, on the server's clock."""
    duration_us: int
    """How long the fade from the frame before takes."""
    cut: bool
    """Do not fade."""
    width: int
    height: int
    image: str
    """``data:image/jpeg;base64,…``"""


class ErrorReport(Wire):
    """Something in the last message was wrong. The socket stays open."""

    type: Literal["error"] = "error"
    code: str
    """Stable, for programs."""
    message: str
    """For people: what, and what to do."""


ServerMessage = Annotated[
    Welcome | PromptUpdated | SettingsState | StatusState | FrameDown | ErrorReport, Field(discriminator="type")
]
CLIENT: TypeAdapter[ClientMessage] = TypeAdapter(ClientMessage)
SERVER: TypeAdapter[ServerMessage] = TypeAdapter(ServerMessage)


def read(text: str) -> ClientMessage:
    """The message that ``text`` is. Raises `ProtocolError` whose code says what is wrong with it."""
    try:
        return CLIENT.validate_json(text)
    except ValidationError as error:
        raise _refused(error) from error


_CODES = {"json_invalid": "bad_json", "union_tag_invalid": "unknown_type", "union_tag_not_found": "unknown_type"}
_UNKNOWN = {
    "protocol": f"This server speaks protocol {PROTOCOL}.",
    "role": "This role is not served. Roles: viewer.",
    "encoding": "This encoding is not served. Encodings: binary, json.",
}


def _refused(error: ValidationError) -> ProtocolError:
    first = error.errors(include_url=False, include_context=False, include_input=False)[0]
    where = ".".join(str(part) for part in first["loc"][1:])
    if first["type"] == "literal_error" and where in _UNKNOWN:
        return ProtocolError(f"unknown_{where}", _UNKNOWN[where])
    code = _CODES.get(first["type"], "bad_message")
    return ProtocolError(code, _sentence(code, where, first["msg"]))


def _sentence(code: str, where: str, reason: str) -> str:
    if code == "bad_json":
        return "That is not JSON."
    if code == "unknown_type":
        return "A message is an object with a type: hello, ack, prompt, settings or frame."
    return f"{where}: {reason}." if where else f"{reason}."


def json_schema() -> dict[str, Any]:
    """JSON Schema of every message: the definitions ``ClientMessage`` and ``ServerMessage``, and their parts."""
    unions, schema = TypeAdapter.json_schemas([("C", "validation", CLIENT), ("S", "serialization", SERVER)])
    named = {"ClientMessage": unions["C", "validation"], "ServerMessage": unions["S", "serialization"]}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "WireMessage",
        "oneOf": [{"$ref": f"#/$defs/{name}"} for name in named],
        "$defs": named | schema["$defs"],
    }
