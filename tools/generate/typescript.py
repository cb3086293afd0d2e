"""The page's reader and writer of binary frames, from the fields of `dreamwindow.wire.header`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from dreamwindow.wire.header import BASE_BYTES, DREAM_BYTES, DREAM_FIELDS, FIELDS, MAGIC, VERSION, Field, Flag, Payload

_READERS = {
    "B": ("view.getUint8({offset})", 1),
    "H": ("view.getUint16({offset}, true)", 2),
    "I": ("view.getUint32({offset}, true)", 4),
    "Q": ("Number(view.getBigUint64({offset}, true))", 8),
    "2s": ("view.getUint16({offset}, true)", 2),
}
_WRITERS = {
    "B": "view.setUint8({offset}, {value})",
    "H": "view.setUint16({offset}, {value}, true)",
    "I": "view.setUint32({offset}, {value}, true)",
    "Q": "view.setBigUint64({offset}, BigInt({value}), true)",
}
_CHECKED = ("magic", "version")
_FROM_A_CAMERA = ("kind", "seq", "capture_ts_us", "width", "height")


def header_reader() -> str:
    """The whole of ``header.ts``."""
    base = [(field, text) for field, text in _reads(FIELDS, 0) if field.name not in _CHECKED]
    dream = list(_reads(DREAM_FIELDS, BASE_BYTES))
    magic = int.from_bytes(MAGIC, "little")
    return f"""\
// Generated from src/dreamwindow/wire/header.py by `python -m tools.generate`: do not edit.

export const Payload = {{ {_members(Payload)} }} as const;
export const Flag = {{ {_members(Flag)} }} as const;

/** See docs/wire.md. Times are in microseconds. */
export interface FrameHeader {{
{_interface([field for field, _ in base + dream])}
}}

/** Header and picture of one binary message; undefined for what is no frame of ours. */
export function readHeader(
  message: ArrayBuffer,
): {{ header: FrameHeader; payload: Uint8Array<ArrayBuffer> }} | undefined {{
  if (message.byteLength < {BASE_BYTES}) return undefined;
  const view = new DataView(message);
  if (view.getUint16(0, true) !== {magic:#06x} || view.getUint8(2) !== {VERSION}) return undefined;
  const flags = view.getUint32({_offset("flags")}, true);
  const dream = (flags & Flag.DREAM) !== 0;
  if (dream && message.byteLength < {BASE_BYTES + DREAM_BYTES}) return undefined;
  const header = {{
{_values(base, "{}")}
{_values(dream, "dream ? {} : 0")}
  }};
  return {{ header, payload: new Uint8Array(message, dream ? {BASE_BYTES + DREAM_BYTES} : {BASE_BYTES}) }};
}}

/** What a camera says of its frame; the server fills in the rest of what comes back. */
export type CameraFrame = Pick<FrameHeader, 'kind' | 'seq' | 'captureTsUs' | 'width' | 'height'>;

/** A camera's frame as one binary message. */
export function writeFrame(frame: CameraFrame, payload: Uint8Array): Uint8Array<ArrayBuffer> {{
  const message = new Uint8Array({BASE_BYTES} + payload.byteLength);
  const view = new DataView(message.buffer);
  view.setUint16(0, {magic:#06x}, true);
  view.setUint8(2, {VERSION});
{_writes()}
  message.set(payload, {BASE_BYTES});
  return message;
}}
"""


def _reads(fields: Iterable[Field], start: int) -> Iterator[tuple[Field, str]]:
    offset = start
    for field in fields:
        text, size = _READERS[field.code]
        yield field, "flags" if field.name == "flags" else text.format(offset=offset)
        offset += size


def _writes() -> str:
    """What a camera fills in; the rest stays 0."""
    fields = [field for field in FIELDS if field.name in _FROM_A_CAMERA]
    return "\n".join(f"  {_write(field)};" for field in fields)


def _write(field: Field) -> str:
    return _WRITERS[field.code].format(offset=_offset(field.name), value=f"frame.{_camel(field.name)}")


def _offset(name: str) -> int:
    before = FIELDS[: [field.name for field in FIELDS].index(name)]
    return sum(_READERS[field.code][1] for field in before)


def _members(values: Iterable[Payload] | Iterable[Flag]) -> str:
    return ", ".join(f"{value.name}: {value.value}" for value in values)


def _interface(fields: Iterable[Field]) -> str:
    return "\n".join(f"  /** {field.doc} */\n  readonly {_camel(field.name)}: number;" for field in fields)


def _values(reads: Iterable[tuple[Field, str]], shape: str) -> str:
    return "\n".join(_value(field, shape.format(text)) for field, text in reads)


def _value(field: Field, text: str) -> str:
    return f"    {text}," if text == field.name else f"    {_camel(field.name)}: {text},"


def _camel(name: str) -> str:
    first, *rest = name.split("_")
    return first + "".join(part.capitalize() for part in rest)
