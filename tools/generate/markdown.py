"""``docs/wire.md``: the binary header and the JSON messages, from their definitions."""

from __future__ import annotations

import re
import struct
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from dreamwindow.wire.header import BASE_BYTES, DREAM_BYTES, DREAM_FIELDS, FIELDS, Field
from dreamwindow.wire.messages import CLOSE_CODES, ERROR_CODES, json_schema

_TYPES = {"2s": "2 bytes", "B": "u8", "H": "u16", "I": "u32", "Q": "u64"}
_INTRODUCTION = """\
# The wire: what travels on `/ws`

Generated from `src/dreamwindow/wire/` by `python -m tools.generate`: do not edit.

A client in ten lines sends `{"type": "prompt", "prompt": "misty forest"}` and reads `{"type": "prompt_updated", …}`.
It sends `{"type": "frame", "image": "data:image/jpeg;base64,…"}` and reads
`{"type": "styled_frame", "image": "data:image/jpeg;base64,…"}`. Who looks on, or wants frames in binary, says `hello`
first. What is malformed gets an `error` message, and the socket stays open.

**Cameras.** A camera is who says `hello` with role `camera`, or sends a `frame`. Each has its own settings, its own
state in the engine and its own answers; nobody gets another's frames. It starts in the scene `live`, which `POST
/api/prompt?scene=live` steers, and has a scene of its own once it changes a setting itself; `/ws?scene=own` gives it
one from the start. Cameras that ask for `/ws?scene=stage`, or any other name of up to 32 of `a-z`, `0-9` and `-`, share
that scene's settings, and change them for each other. What a socket changes before it sends a frame steers the dream,
and is its own wish too if it turns out to be a camera; with `?scene=` in its address it steers nothing but itself.
Binary frames go up behind the same header as they come down: `kind`, `capture_ts_us` and whatever `seq` you like; the
rest may be 0.

**Credit.** At most two frames are on their way that were not acknowledged with `{"type": "ack", "seq": n}`. When there
is credit again the newest frame is sent; those in between are dropped. Nothing queues, so nothing grows stale. A camera
should hold to the same: have at most two frames under way that did not come back. A newer frame that comes while one
waits takes its place, and the older gets no answer; answers come in the order of their frames, and `capture_ts_us`
says which one it is. More than `server.limits.frames_per_second` are answered by `too_many_frames`.

**When the line breaks** open another after 0.5 s, then after twice as long each time, never later than 8 s, with some
jitter. A camera's `hello` with the `token` of its `welcome` finds its settings for 30 s; with another `token` in the
answer the server has forgotten them, and has to be told again.

**Who comes in.** Where the server asks for a key, a socket shows it by `Authorization: Bearer …`, by the subprotocols
`dreamwindow, dreamwindow.key.…`, or by a ticket of `POST /api/tickets`: `/ws?ticket=…`. What is refused before the
socket opens is a problem document, as over HTTP. From Python all of this is done by
[`dreamwindow.client`](client.md).

**Time.** Times are microseconds on the server's monotonic clock; `welcome` says what it shows. The smallest of
(arrival − `ended_us`) over recent frames estimates the distance to the client's own clock.
"""


def wire_reference() -> str:
    """The whole page."""
    definitions = json_schema()["$defs"]
    parts = [
        _INTRODUCTION,
        f"## Binary frames\n\nLittle-endian; {BASE_BYTES} bytes, and {DREAM_BYTES} more with flag *dream*; "
        "then the picture.\n",
        _layout(FIELDS, 0),
        "With flag *dream*:\n",
        _layout(DREAM_FIELDS, BASE_BYTES),
        "## A client says\n",
        *_messages(definitions, "ClientMessage"),
        "## The server says\n",
        *_messages(definitions, "ServerMessage"),
        "## Parts of messages\n",
        *_parts(definitions),
        "## Error codes\n",
        _table({f"`{code}`": words for code, words in ERROR_CODES.items()}),
        "## How the server ends a socket\n",
        _table({str(code): words for code, words in CLOSE_CODES.items()}),
    ]
    return "\n".join(parts)


def _table(rows: Mapping[str, str]) -> str:
    return "\n".join(["| code | |", "|---|---|", *(f"| {code} | {words} |" for code, words in rows.items())]) + "\n"


def _layout(fields: Iterable[Field], offset: int) -> str:
    rows = ["| offset | field | type | |", "|---|---|---|---|"]
    for field in fields:
        rows.append(f"| {offset} | `{field.name}` | {_TYPES[field.code]} | {field.doc} |")
        offset += struct.calcsize("<" + field.code)
    return "\n".join(rows) + "\n"


def _messages(definitions: Mapping[str, Any], union: str) -> Iterator[str]:
    for reference in definitions[union]["oneOf"]:
        definition = definitions[_name(reference)]
        yield _section(definition["properties"]["type"]["const"], definition)


def _parts(definitions: Mapping[str, Any]) -> Iterator[str]:
    """What messages are made of and is no message itself, nor has a message's fields."""
    for name, definition in definitions.items():
        if "type" not in definition.get("properties", {"type": {}}) and not name.endswith("View"):
            yield _section(_part(name), definition)


def _section(title: str, definition: Mapping[str, Any]) -> str:
    fields, required = definition["properties"], definition.get("required", ())
    rows = [f"### `{title}`\n", definition["description"].replace("``", "`") + "\n"]
    if others := [name for name in fields if name != "type"]:
        rows += ["| field | type | |", "|---|---|---|"]
        rows += [_row(name, fields[name], name in required) for name in others]
        rows.append("")
    return "\n".join(rows)


def _row(name: str, field: Mapping[str, Any], required: bool) -> str:
    words = field.get("description", "").replace("\n", " ").replace("``", "`")
    return f"| `{name}`{'' if required else '?'} | {_type(field)} | {words} |"


def _type(field: Mapping[str, Any]) -> str:
    if "anyOf" in field:
        return " or ".join(_type(option) for option in field["anyOf"])
    if "$ref" in field:
        return f"the fields of `{_part(_name(field))}`"
    if field.get("type") == "array":
        return f"a list, each {_type(field['items'])}"
    if "const" in field:
        return f"`{field['const']}`"
    if "enum" in field:
        return ", ".join(f"`{value}`" for value in field["enum"])
    limits = [str(field[key]) for key in ("minimum", "maximum") if key in field]
    return f"{field['type']} {'…'.join(limits)}".strip()


def _part(name: str) -> str:
    """``StageSpreads`` → ``stage spreads``, ``SettingsView`` → ``settings``."""
    return re.sub(r"(?<!^)(?=[A-Z])", " ", name.removesuffix("View")).lower()


def _name(reference: Mapping[str, str]) -> str:
    return reference["$ref"].rpartition("/")[2]
