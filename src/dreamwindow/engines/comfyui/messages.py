"""What the server says over its WebSocket, typed. What we do not know becomes `Unknown`, never an error."""

from __future__ import annotations

import struct
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from dreamwindow.engines.comfyui.answers import ImageRef, read_images
from dreamwindow.engines.comfyui.loose import mapping, number, parse, text, texts


@dataclass(frozen=True, slots=True)
class QueueStatus:
    """So many prompts wait or run, anyone's."""

    remaining: int


@dataclass(frozen=True, slots=True)
class FeatureFlags:
    """What the server can do; with ``preview_metadata`` every picture says whose it is."""

    preview_metadata: bool


@dataclass(frozen=True, slots=True)
class Started:
    """A prompt begins. This can be heard before its ``POST`` is answered."""

    prompt_id: str


@dataclass(frozen=True, slots=True)
class Cached:
    """These nodes need not run again."""

    prompt_id: str
    nodes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Executing:
    """A node begins; ``node`` is ``None`` when the prompt is over, however it went. After a reconnect nobody says
    which prompt: ``prompt_id`` is empty."""

    prompt_id: str
    node: str | None


@dataclass(frozen=True, slots=True)
class NodeProgress:
    """A node has done so many of its steps."""

    prompt_id: str
    node: str
    value: float
    maximum: float


@dataclass(frozen=True, slots=True)
class NodesProgress:
    """The nodes that have finished so far, of those that run."""

    prompt_id: str
    finished: frozenset[str]


@dataclass(frozen=True, slots=True)
class Produced:
    """An output node names the files it made."""

    prompt_id: str
    node: str
    images: tuple[ImageRef, ...]


@dataclass(frozen=True, slots=True)
class Succeeded:
    """It went well: every picture was sent. The history may not know it yet."""

    prompt_id: str


@dataclass(frozen=True, slots=True)
class Failed:
    """A node raised."""

    prompt_id: str
    node: str
    node_type: str
    exception_type: str
    exception_message: str


@dataclass(frozen=True, slots=True)
class Interrupted:
    """Somebody stopped it."""

    prompt_id: str
    node: str


@dataclass(frozen=True, slots=True)
class Picture:
    """An encoded picture, a preview or a result; ``prompt_id`` and ``node`` are ``None`` where nobody says whose."""

    data: bytes
    prompt_id: str | None = None
    node: str | None = None


@dataclass(frozen=True, slots=True)
class Unknown:
    """Something newer than this, or rubbish."""

    kind: str


Message = (
    QueueStatus | FeatureFlags | Started | Cached | Executing | NodeProgress | NodesProgress | Produced
    | Succeeded | Failed | Interrupted | Picture | Unknown
)  # fmt: skip

_Data = Mapping[str, object]
_PICTURE, _PICTURE_WITH_METADATA = 1, 4


def read_message(data: str | bytes) -> Message:
    """One message off the socket, text or binary."""
    return _read_binary(data) if isinstance(data, bytes) else read_event(parse(data))


def read_event(value: object) -> Message:
    """One message that was JSON."""
    kind = text(mapping(value).get("type"))
    reader = _READERS.get(kind)
    return reader(mapping(mapping(value).get("data"))) if reader else Unknown(kind)


def _read_binary(data: bytes) -> Message:
    """Big-endian: the kind; then a format and the picture, or a length, so much JSON, and the picture."""
    if len(data) < 8:
        return Unknown("binary")
    kind, second = struct.unpack_from(">II", data)
    if kind == _PICTURE:
        return Picture(data[8:])
    if kind == _PICTURE_WITH_METADATA and 8 + second <= len(data):
        said = mapping(parse(data[8 : 8 + second]))
        return Picture(data[8 + second :], text(said.get("prompt_id")) or None, text(said.get("node_id")) or None)
    return Unknown(f"binary {kind}")


def _prompt(data: _Data) -> str:
    return text(data.get("prompt_id"))


def _status(data: _Data) -> Message:
    return QueueStatus(int(number(mapping(mapping(data.get("status")).get("exec_info")).get("queue_remaining"))))


def _executing(data: _Data) -> Message:
    node = data.get("node")
    return Executing(_prompt(data), node if isinstance(node, str) else None)


def _progress(data: _Data) -> Message:
    return NodeProgress(_prompt(data), text(data.get("node")), number(data.get("value")), number(data.get("max")))


def _progress_state(data: _Data) -> Message:
    nodes = mapping(data.get("nodes"))
    return NodesProgress(_prompt(data), frozenset(n for n, s in nodes.items() if mapping(s).get("state") == "finished"))


def _error(data: _Data) -> Message:
    return Failed(
        _prompt(data),
        text(data.get("node_id")),
        text(data.get("node_type")),
        text(data.get("exception_type")),
        text(data.get("exception_message")).strip(),
    )


_READERS: dict[str, Callable[[_Data], Message]] = {
    "status": _status,
    "feature_flags": lambda data: FeatureFlags(data.get("supports_preview_metadata") is True),
    "execution_start": lambda data: Started(_prompt(data)),
    "execution_cached": lambda data: Cached(_prompt(data), texts(data.get("nodes"))),
    "executing": _executing,
    "progress": _progress,
    "progress_state": _progress_state,
    "executed": lambda data: Produced(_prompt(data), text(data.get("node")), read_images(data.get("output"))),
    "execution_success": lambda data: Succeeded(_prompt(data)),
    "execution_error": _error,
    "execution_interrupted": lambda data: Interrupted(_prompt(data), text(data.get("node_id"))),
}
