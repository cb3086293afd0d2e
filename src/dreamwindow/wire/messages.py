"""The JSON messages on ``/ws``. `read` understands what a client says; the others are what the server answers."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import ConfigDict, Field, TypeAdapter, ValidationError

from dreamwindow.errors import ProtocolError
from dreamwindow.wire.live import FramePassed, FrameUp, LiveFigures, StyledFrame
from dreamwindow.wire.views import Revision, SettingsPatch, SettingsView, StatusView, Wire

PROTOCOL: Literal[1] = 1
Encoding = Literal["binary", "json"]


class Hello(Wire):
    """The first message of who wants to be told things. `welcome` answers it."""

    type: Literal["hello"]
    protocol: Literal[1]
    role: Literal["viewer", "library", "camera"]
    """``viewer`` looks on; ``library`` hears which sessions change; ``camera`` sends frames and gets them restyled."""
    encoding: Encoding = "binary"
    """How frames come: ``binary``, a header and JPEG bytes; ``json``, `frame` or `styled_frame` messages."""
    scene: str | None = None
    """For a camera: whose settings its frames are made with. ``live`` unless said otherwise here or by ``/ws?scene=``;
    ``dream`` follows the dream; ``own`` is nobody else's, as is any once this camera changes a setting."""
    token: str | None = None
    """For a camera whose line broke: the `welcome`'s. Within 30 s its settings are as they were."""


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


ClientMessage = Annotated[Hello | Ack | PromptChange | SettingsChange | FrameUp, Field(discriminator="type")]


class Welcome(Wire):
    """Answers `hello`; frames follow, or word of the library."""

    type: Literal["welcome"] = "welcome"
    protocol: Literal[1] = PROTOCOL
    server_time_us: int
    """Microseconds on the clock that the frames' times are on."""
    settings: SettingsView
    status: StatusView
    scene: str | None = None
    """A camera's scene."""
    token: str | None = None
    """What a camera comes back with."""


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


class PreviewDown(Wire):
    """What is seen so far of the next picture, where an engine says so and takes longer than half a second.

    For viewers, at most twice a second, and only while no frame is on its way to them. Not to be acknowledged; over
    when a frame comes, or when the status no longer says `progress`.
    """

    type: Literal["preview"] = "preview"
    fraction: Annotated[float, Field(ge=0, le=1)]
    """How far the picture is."""
    width: int
    """At most 256 pixels, as the height."""
    height: int
    image: str
    """``data:image/jpeg;base64,…``"""


class SessionChange(Wire):
    """How many pictures of a session came, changed, went, were annotated or described since it was last told of."""

    session: str
    added: int
    changed: int
    removed: int
    annotated: int
    described: int
    """Their colours are known now."""
    gone: bool
    """The session itself went."""


class LibraryChange(Wire):
    """Sessions of the library that changed: for the role ``library``, at most twice a second, at most 200 at once.

    Who reads slowly is told less often, and of everything.
    """

    type: Literal["library"] = "library"
    sessions: list[SessionChange]


class ErrorReport(Wire):
    """Something in the last message was wrong. The socket stays open."""

    type: Literal["error"] = "error"
    code: str
    """Stable, for programs."""
    message: str
    """For people: what, and what to do."""


ServerMessage = Annotated[
    Welcome
    | PromptUpdated
    | SettingsState
    | StatusState
    | FrameDown
    | PreviewDown
    | StyledFrame
    | FramePassed
    | LiveFigures
    | LibraryChange
    | ErrorReport,
    Field(discriminator="type"),
]
CLIENT: TypeAdapter[ClientMessage] = TypeAdapter(ClientMessage)
SERVER: TypeAdapter[ServerMessage] = TypeAdapter(ServerMessage)


ERROR_CODES = {
    "bad_json": "The text is not JSON.",
    "bad_message": "A field is missing, unknown, of the wrong type or out of range.",
    "unknown_type": "No message has this type.",
    "unknown_protocol": "The protocol that `hello` asks for is not spoken here.",
    "unknown_role": "The role that `hello` asks for is not served here.",
    "unknown_encoding": "The encoding that `hello` asks for is not served here.",
    "already_greeted": "This socket said `hello` before.",
    "not_a_viewer": "An acknowledgement from a socket that gets no frames.",
    "not_a_camera": "A frame from a socket that said `hello` as something else.",
    "bad_ack": "An acknowledgement of a frame that was never sent.",
    "bad_header": "A binary message that does not start with a frame's header.",
    "bad_version": "A frame's header of another version.",
    "bad_kind": "A frame that is neither JPEG nor WebP.",
    "bad_flags": "A frame's header with flags that nobody knows.",
    "no_live_act": "Frames of a camera are not restyled here.",
    "live_full": "All places for cameras are taken.",
    "invalid_image": "A frame that is no picture, or too large.",
    "engine_unavailable": "The engine is away, or took too long: the frame was given up. Try again.",
    "generation_failed": "The engine could not make this frame.",
    "invalid_recipe": "The engine can never make this, with these settings.",
    "missing_weights": "The engine's weights are gone, or no longer whole; the message says how to get them.",
    "missing_extra": "The engine lacks a part that is not installed; the message says which.",
    "config_error": "The engine cannot be started as it is set; the message says what to mend.",
    "invalid_prompt": "The prompt is empty or too long.",
    "settings_rejected": "A setting is out of range; nothing was applied.",
    "unknown_name": "There is no such mode, or no such scene.",
    "catalogue_unusable": "The library cannot be opened; the message says why.",
    "too_many_frames": "More pictures a second than a camera may send; this one was dropped.",
    "too_many_messages": "More messages a second than a socket may send; this one was not read.",
}
"""Every ``code`` of `ErrorReport`."""

CLOSE_CODES = {
    1001: "The server closes.",
    1002: "A frame that breaks the WebSocket protocol.",
    1007: "Text that is not UTF-8.",
    1008: "Too many answers left unread, or idle; or a camera came back on another socket.",
    1009: "A message over 2 MB.",
    1011: "A fault of ours, or no answer to a ping.",
}
"""How the server ends a socket."""


def read(text: str) -> ClientMessage:
    """The message that ``text`` is. Raises `ProtocolError` whose code says what is wrong with it."""
    try:
        return CLIENT.validate_json(text)
    except ValidationError as error:
        raise _refused(error) from error


_CODES = {"json_invalid": "bad_json", "union_tag_invalid": "unknown_type", "union_tag_not_found": "unknown_type"}
_UNKNOWN = {
    "protocol": f"This server speaks protocol {PROTOCOL}.",
    "role": "This role is not served. Roles: viewer, library, camera.",
    "encoding": "This encoding is not served. Encodings: binary, json.",
}

_SAID: dict[str, type[Wire]] = {
    "hello": Hello, "ack": Ack, "prompt": PromptChange, "settings": SettingsChange, "frame": FrameUp,
}  # fmt: skip


def _refused(error: ValidationError) -> ProtocolError:
    first = error.errors(include_url=False, include_context=False, include_input=False)[0]
    where = ".".join(str(part) for part in first["loc"][1:])
    if first["type"] == "literal_error" and where in _UNKNOWN:
        return ProtocolError(f"unknown_{where}", _UNKNOWN[where])
    if first["type"] == "extra_forbidden":
        kind = str(first["loc"][0])
        return ProtocolError("bad_message", f"There is no {where[:80]!r} in {kind}.\nThere is: {_fields(kind)}.")
    code = _CODES.get(first["type"], "bad_message")
    return ProtocolError(code, _sentence(code, where, first["msg"]))


def _sentence(code: str, where: str, reason: str) -> str:
    if code == "bad_json":
        return 'That is not JSON.\nSend an object, as in {"type": "prompt", "prompt": "misty forest"}.'
    if code == "unknown_type":
        return "A message is an object with a type: hello, ack, prompt, settings or frame."
    return f"{where}: {reason}." if where else f"{reason}."


def _fields(kind: str) -> str:
    return ", ".join(name for name in _SAID[kind].model_fields if name != "type")


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
