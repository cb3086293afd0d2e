"""YAML that a person wrote, or rubbish: values with the line of each, or a `ConfigError` that says where it is."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.constructor import DuplicateKeyError
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.nodes import MappingNode, Node, SequenceNode

from dreamwindow.config.tree import KeyPath, Source
from dreamwindow.errors import ConfigError

MAX_VALUES = 10_000
MAX_DEPTH = 12
_SHAPE = "It is lines of `key: value`, each group's own two spaces further in; `dreamwindow config init` writes one."
_ALIASES = "Write it out: names for values (&, *) are not taken here."


def parse(data: bytes, name: str) -> Source:
    """A file's text. Raises `ConfigError` that names the line, whatever the bytes are."""
    values, places = parse_document(data, name, _SHAPE)
    if values is None:
        return Source()
    if not isinstance(values, dict):
        raise ConfigError(f"{name} holds no groups of settings.", _SHAPE)
    return Source(values, places)


def parse_document(data: bytes, name: str, shape: str) -> tuple[Any, dict[KeyPath, str]]:
    """What a file holds, and where each key and each item of a list stands; ``shape`` says how such a file is written.

    Raises as `parse`.
    """
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise ConfigError(f"{name} line {line} is no text in UTF-8.", "Save it as UTF-8.") from error
    values, node = _read(text, name, shape)
    return _plain(values), {path: f"{name} line {line}" for path, line in _lines(node, ())}


def parse_value(text: str, name: str) -> Any:
    """One value, as an environment variable holds it. Raises `ConfigError`."""
    value, _ = _read(text, name, "Put it in quotes within the quotes of your shell: '\"text\"'.")
    return _plain(value)


def _read(text: str, name: str, remedy: str) -> tuple[Any, Node | None]:
    """The values, and the nodes that know their lines."""
    try:
        node = YAML(typ="safe", pure=True).compose(text)
        _check_shape(node, name)
        return YAML(typ="safe", pure=True).load(text), node
    except RecursionError as error:
        raise _too_deep(name) from error
    except DuplicateKeyError as error:
        raise ConfigError(f"{name}{_line(error)}: this key stands there twice.", "Take one of the two away.") from error
    except (YAMLError, ValueError, TypeError, LookupError, AttributeError) as error:  # its reader meets rubbish so
        raise ConfigError(f"{name}{_line(error)} is no YAML: {_why(error)}.", remedy) from error


def _check_shape(node: Node | None, name: str) -> None:
    """Settings are a small tree; names for values could make one that never ends, or a huge one out of ten lines."""
    seen: set[int] = set()
    todo = [(node, 0)] if node is not None else []
    while todo:
        here, depth = todo.pop()
        if id(here) in seen:
            raise ConfigError(f"{name} line {here.start_mark.line + 1} is used twice.", _ALIASES)
        seen.add(id(here))
        if depth > MAX_DEPTH or len(seen) > MAX_VALUES:
            raise _too_deep(name)
        todo += [(inner, depth + 1) for inner in _inner(here)]


def _inner(node: Node) -> list[Node]:
    if isinstance(node, MappingNode):
        return [part for pair in node.value for part in pair]
    return list(node.value) if isinstance(node, SequenceNode) else []


def _too_deep(name: str) -> ConfigError:
    return ConfigError(f"{name} holds more, or nests deeper, than settings do.", _SHAPE)


def _lines(node: Node | None, prefix: KeyPath) -> Iterator[tuple[KeyPath, int]]:
    if isinstance(node, MappingNode):
        inner = [(str(key.value), key, value) for key, value in node.value]
    elif isinstance(node, SequenceNode):
        inner = [(str(index), item, item) for index, item in enumerate(node.value)]
    else:
        return
    for key, stands, value in inner:
        yield (*prefix, key), stands.start_mark.line + 1
        yield from _lines(value, (*prefix, key))


def _plain(value: Any) -> Any:
    """Keys as text, at every depth."""
    if isinstance(value, dict):
        return {str(key): _plain(inner) for key, inner in value.items()}
    return [_plain(inner) for inner in value] if isinstance(value, list) else value


def _line(error: Exception) -> str:
    mark = error.problem_mark if isinstance(error, MarkedYAMLError) else None
    return f" line {mark.line + 1}" if mark is not None else ""


def _why(error: Exception) -> str:
    problem = error.problem if isinstance(error, MarkedYAMLError) else str(error)
    return (problem or type(error).__name__).splitlines()[0][:100].rstrip(".")
