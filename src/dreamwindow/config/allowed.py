"""What a setting may be, in words: read from the JSON Schema of the config, so that it is said once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any

from dreamwindow.config.root import Config
from dreamwindow.config.tree import KeyPath

Schema = Mapping[str, Any]
_KINDS = {"integer": "a whole number", "number": "a number", "boolean": "true or false", "null": "null"}


@lru_cache(maxsize=1)
def _root() -> Schema:
    return Config.model_json_schema()


def known(path: KeyPath) -> KeyPath:
    """The longest beginning of ``path`` that is in the config; list items are numbers (``("base_themes", "0")``)."""
    length = max(n for n in range(len(path) + 1) if _at(path[:n]) is not None)
    return path[:length]


def names(path: KeyPath) -> list[str]:
    """The settings of the group at ``path``, sorted; none for what is no group."""
    return sorted((_at(path) or {}).get("properties", ()))


def every_setting(path: KeyPath = ()) -> Iterator[KeyPath]:
    """Each group and setting below ``path``."""
    for name in names(path):
        yield (*path, name)
        yield from every_setting((*path, name))


def allowed(path: KeyPath) -> str:
    """What may stand at ``path``: ``a whole number from 64 to 2048, a multiple of 8``."""
    return _words(_at(path) or {})


def one_of(choices: Sequence[object]) -> str:
    """``a, b or c``."""
    *most, last = [str(choice) for choice in choices]
    return f"{', '.join(most)} or {last}" if most else last


def _at(path: KeyPath) -> Schema | None:
    schema = _resolved(_root())
    for part in path:
        inner = schema.get("properties", {}).get(part) or (schema.get("items") if part.isdigit() else None)
        if inner is None:
            return None
        schema = _resolved(inner)
    return schema


def _resolved(schema: Schema) -> Schema:
    if "$ref" not in schema:
        return schema
    found: Schema = _root()["$defs"][schema["$ref"].rpartition("/")[2]]
    return found


def _words(schema: Schema) -> str:
    if "anyOf" in schema:
        return one_of([_words(_resolved(choice)) for choice in schema["anyOf"]])
    if "examples" in schema:
        return f"like {one_of(schema['examples'])}"
    if "enum" in schema:
        return one_of(schema["enum"])
    if "properties" in schema:
        return f"a group with {', '.join(sorted(schema['properties']))}"
    if schema.get("type") == "array":
        return f"a list, each of it {_words(_resolved(schema['items']))}"
    if schema.get("type") == "string":
        return "the path of a folder" if schema.get("format") == "path" else "a text"
    return _KINDS[schema["type"]] + _range(schema)


def _range(schema: Schema) -> str:
    lowest, highest, step = (schema.get(key) for key in ("minimum", "maximum", "multipleOf"))
    above = schema.get("exclusiveMinimum")
    said = f" from {lowest}" if lowest is not None else f" above {above}" if above is not None else ""
    said += "" if highest is None else f" to {highest}" if said else f" up to {highest}"
    return said + (f", a multiple of {step}" if step is not None else "")
