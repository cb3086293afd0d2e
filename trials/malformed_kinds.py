"""Every kind of bad input that a server can be sent, made from a seed."""

from __future__ import annotations

import base64
import json
import random
import struct
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from dreamwindow.imaging.codec import encode_jpeg
from dreamwindow.wire.header import FrameHeader, Payload

MESSAGE_BYTES = 20_000
"""The trial's limit for a message and for a body."""
HEADER = FrameHeader(kind=Payload.JPEG, seq=1, width=8, height=8).pack()
JPEG = encode_jpeg(np.zeros((8, 8, 3), np.uint8))


@dataclass(frozen=True, slots=True)
class SocketKind:
    """What is sent on ``/ws``. ``code`` is that of the close frame it deserves; `None` is an error message."""

    make: Callable[[random.Random], str | bytes]
    code: int | None = None
    raw: bool = False
    """Bytes for the wire itself, not a message."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """One HTTP request."""

    method: str = "PATCH"
    path: str = "/api/settings"
    body: bytes = b""
    headers: Mapping[str, str] = field(default_factory=lambda: {"Content-Type": "application/json"})


@dataclass(frozen=True, slots=True)
class RequestKind:
    """What is sent over HTTP, and the statuses it may be answered with."""

    make: Callable[[random.Random], Request]
    statuses: frozenset[int]


def words(rng: random.Random, longest: int = 40) -> str:
    """Letters of many scripts, no surrogates."""
    return "".join(chr(rng.choice((rng.randrange(32, 127), rng.randrange(0xA0, 0xD7FF)))) for _ in range(longest))


def junk(rng: random.Random) -> Any:
    """Any JSON value that no field takes."""
    return rng.choice(([], [[]], {}, {"a": {"b": []}}, [words(rng)], {words(rng): None}))


def _out_of_range(rng: random.Random) -> dict[str, Any]:
    name = rng.choice(("strength", "speed", "guidance_scale", "num_inference_steps", "seed"))
    return {name: rng.choice((-1, -1e308, 1e308, 10**30, "1", True, [1], "NaN"))}


def _bad_prompt(rng: random.Random) -> dict[str, Any]:
    return {"prompt": rng.choice(("", " \t\n", "\x00\x07", "x" * 2_001, words(rng, 5_000), 7, True, [], {}))}


def _one_right_one_wrong(rng: random.Random) -> dict[str, Any]:
    return {"strength": 0.9, "prompt": "obeyed"} | rng.choice((_out_of_range(rng) | {"speed": -1}, {"x": 1}))


def _spliced(kind: str, value: str) -> str:
    """A message whose value no serializer would write."""
    return f'{{"type":"{kind}","{"prompt" if kind == "prompt" else "strength"}":{value}}}'


def _cut(rng: random.Random, text: str) -> str:
    return text[: rng.randrange(1, len(text))]


def _settings(changes: Callable[[random.Random], dict[str, Any]]) -> Callable[[random.Random], str]:
    return lambda rng: json.dumps({"type": "settings"} | changes(rng))


def _request(changes: Callable[[random.Random], dict[str, Any]]) -> Callable[[random.Random], Request]:
    return lambda rng: Request(body=json.dumps(changes(rng)).encode())


def _hello(rng: random.Random) -> str:
    wrong = rng.choice(({"protocol": 2}, {"role": "director"}, {"encoding": "xml"}, {"role": junk(rng)}, {"x": 1}))
    return json.dumps({"type": "hello", "protocol": 1, "role": "viewer"} | wrong)


def _bent_header(rng: random.Random) -> bytes:
    version, kind, flags = rng.choice(((9, 1, 0), (1, 7, 0), (1, 1, 0xF0), (1, 1, 1)))
    return b"DW" + struct.pack("<BBI", version, kind, flags) + HEADER[8:]


def _broken_picture(rng: random.Random) -> bytes:
    """No picture, the half of one, or the head of one that would fill the memory."""
    side = struct.pack(">H", rng.randrange(30_000, 65_000))
    huge = b"\xff\xd8\xff\xc0\x00\x11\x08" + side * 2 + b"\x03\x01\x22\x00\x02\x11\x01\x03\x11\x01"
    return rng.choice((b"", b"\xff\xd8", rng.randbytes(100), b"\xff\xd8\xff" + rng.randbytes(60), JPEG[:200], huge))


def _frame_of(picture: bytes) -> str:
    image = "data:image/jpeg;base64," + base64.b64encode(picture).decode()
    return json.dumps({"type": "frame", "image": image}, separators=(",", ":"))


def _broken_framing(rng: random.Random) -> bytes:
    return bytes(
        rng.choice(
            (
                [0x81, 0x05, *b"hello"],  # not masked
                [0xF1, 0x80, 0, 0, 0, 0],  # reserved bits
                [0x83, 0x80, 0, 0, 0, 0],  # an opcode that is none
                [0x80, 0x80, 0, 0, 0, 0],  # goes on with what never began
                [0x09, 0x80, 0, 0, 0, 0],  # a ping in parts
            )
        )
    )


SOCKET_KINDS: dict[str, SocketKind] = {
    "no JSON": SocketKind(lambda rng: "x" + words(rng)),
    "half a message": SocketKind(lambda rng: _cut(rng, '{"type":"prompt","prompt":"obeyed"}')),
    "nested without end": SocketKind(lambda rng: rng.choice(("[", '{"type":')) * rng.randrange(300, 2_000)),
    "half a surrogate": SocketKind(lambda rng: _spliced("prompt", f'"\\ud8{rng.randrange(256):02x}"')),
    "not a number": SocketKind(lambda rng: _spliced("settings", rng.choice(("NaN", "-Infinity", "1e999")))),
    "no object": SocketKind(lambda rng: json.dumps(rng.choice((None, 7, words(rng), [junk(rng)])))),
    "unknown type": SocketKind(lambda rng: json.dumps({"type": rng.choice((words(rng), None, junk(rng)))})),
    "field of the wrong type": SocketKind(_settings(lambda rng: {rng.choice(("prompt", "seed", "mode")): junk(rng)})),
    "unknown field": SocketKind(_settings(lambda rng: {"x" + words(rng): junk(rng)})),
    "out of range": SocketKind(_settings(_out_of_range)),
    "unknown mode": SocketKind(_settings(lambda rng: {"mode": words(rng)})),
    "one right, one wrong": SocketKind(_settings(_one_right_one_wrong)),
    "bad prompt": SocketKind(lambda rng: json.dumps({"type": "prompt"} | _bad_prompt(rng))),
    "bad hello": SocketKind(_hello),
    "ack of nothing": SocketKind(lambda rng: json.dumps({"type": "ack", "seq": rng.randrange(-5, 2**33)})),
    "camera's frame": SocketKind(lambda rng: json.dumps({"type": "frame", "image": words(rng)})),
    "camera's broken picture": SocketKind(lambda rng: _frame_of(_broken_picture(rng))),
    "camera's broken base64": SocketKind(lambda rng: _frame_of(b"")[:-2] + words(rng).replace('"', "") + '%"}'),
    "camera in a scene that is not there": SocketKind(
        lambda rng: json.dumps({"type": "hello", "protocol": 1, "role": "camera", "scene": "x" + words(rng)})
    ),
    "bytes": SocketKind(lambda rng: rng.randbytes(rng.randrange(200))),
    "half a header": SocketKind(lambda rng: HEADER[: rng.randrange(len(HEADER))]),
    "bent header": SocketKind(_bent_header),
    "camera's binary frame": SocketKind(lambda rng: HEADER + _broken_picture(rng)),
    "too long": SocketKind(lambda rng: "x" * (MESSAGE_BYTES + rng.randrange(1, 9)), code=1009),
    "no UTF-8": SocketKind(lambda rng: bytes([0x81, 0x82, 0, 0, 0, 0, 0xFF, rng.randrange(256)]), code=1007, raw=True),
    "broken framing": SocketKind(_broken_framing, code=1002, raw=True),
}

_UNPROCESSABLE = frozenset({422})
REQUEST_KINDS: dict[str, RequestKind] = {
    "no JSON": RequestKind(lambda rng: Request(body=b"x" + rng.randbytes(40)), frozenset({400})),
    "half an object": RequestKind(
        lambda rng: Request(body=_cut(rng, '{"prompt":"obeyed"}').encode()), frozenset({400})
    ),
    "nested without end": RequestKind(lambda rng: Request(body=b"[" * rng.randrange(5_000, 9_000)), frozenset({400})),
    "no object": RequestKind(lambda rng: Request(body=json.dumps([junk(rng)]).encode()), _UNPROCESSABLE),
    "unknown field": RequestKind(_request(lambda rng: {words(rng): junk(rng)}), _UNPROCESSABLE),
    "out of range": RequestKind(_request(_out_of_range), _UNPROCESSABLE),
    "unknown mode": RequestKind(_request(lambda rng: {"mode": words(rng)}), _UNPROCESSABLE),
    "one right, one wrong": RequestKind(_request(_one_right_one_wrong), _UNPROCESSABLE),
    "bad prompt": RequestKind(_request(_bad_prompt), _UNPROCESSABLE),
    "too long": RequestKind(lambda rng: Request(body=b" " * (MESSAGE_BYTES + rng.randrange(1, 99))), frozenset({413})),
    "not as JSON": RequestKind(
        lambda rng: Request(body=b'{"prompt":"obeyed"}', headers={"Content-Type": rng.choice(("text/plain", "x", ""))}),
        frozenset({415}),
    ),
    "foreign page": RequestKind(
        lambda rng: Request(
            body=b'{"prompt":"obeyed"}',
            headers={"Content-Type": "application/json", "Origin": rng.choice(("null", "https://evil.example", "x"))},
        ),
        frozenset({403}),
    ),
    "wrong host": RequestKind(
        lambda rng: Request(method="GET", headers={"Host": f"a{rng.randrange(10**6)}.example"}), frozenset({421})
    ),
    "no such place": RequestKind(
        lambda rng: Request(method="GET", path=f"/{rng.randrange(10**6)}/..%2f..%2fetc/passwd"), frozenset({404})
    ),
    "no such method": RequestKind(
        lambda rng: Request(method=rng.choice(("DELETE", "PUT", "TRACE", "BREW"))), frozenset({405})
    ),
    "no such scene": RequestKind(
        lambda rng: Request(method="GET", path=f"/api/settings?scene={rng.randrange(10**6)}"), frozenset({404})
    ),
}
