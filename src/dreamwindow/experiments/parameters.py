"""Parameter and rig files: read, laid over each other and checked as a whole."""

from __future__ import annotations

import json
import os
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ValidationError

from dreamwindow.errors import InvalidParameters
from dreamwindow.experiments.schema import Parameters

__all__ = ["InvalidParameters", "ParameterError", "ParameterSource", "Validation", "read_source", "validate_file_paths",
           "validate_parameter_schema"]  # fmt: skip
MAX_BYTES = 10_000_000


@dataclass(frozen=True, slots=True)
class ParameterError:
    """One thing that is wrong: where, what, and what is allowed."""

    path: str
    what: str
    allowed: str

    def __str__(self) -> str:
        return f"{self.path}: {self.what}. {self.allowed}"


@dataclass(frozen=True, slots=True)
class Validation:
    """``errors`` is empty when all is well."""

    errors: Sequence[ParameterError]

    @property
    def is_valid(self) -> bool:
        """Whether nothing is wrong."""
        return not self.errors


@dataclass(frozen=True, slots=True, kw_only=True)
class ParameterSource:
    """What was given: the bytes of the parameter file and of the rig file, where they came from, and what was set."""

    path: Path
    data: bytes = field(repr=False)
    rig_path: Path | None = None
    rig_data: bytes = field(default=b"", repr=False)
    overrides: Mapping[str, Any] = field(default_factory=dict)

    def rig(self) -> dict[str, Any]:
        """The rig file's settings. Raises `InvalidParameters`."""
        try:
            return tomllib.loads(self.rig_data.decode("utf-8-sig"))
        except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
            raise InvalidParameters(f"{self.rig_path} is no TOML: {error}.", "Correct that line.") from error

    def merged(self) -> dict[str, Any]:
        """Rig under parameters under what was set; ``a.b`` sets ``b`` in ``a``. Raises `InvalidParameters`."""
        values = {**self.rig(), **_json(self.data, self.path)}
        for key, value in self.overrides.items():
            _set(values, key, value)
        return values


def read_source(path: Path, rig_path: Path | None = None, overrides: Iterable[str] = ()) -> ParameterSource:
    """Read the files as they are; ``overrides`` as ``key=value``, the value JSON or text. Raises `InvalidParameters`.

    A rig file that the parameters name (``rig_config_path``) is read when none is given.
    """
    data = _read(path)
    named = _json(data, path).get("rig_config_path")
    if rig_path is None and isinstance(named, str) and named:
        rig_path = path.parent / named
    return ParameterSource(
        path=path.absolute(), data=data, rig_path=rig_path.absolute() if rig_path else None,
        rig_data=_read(rig_path) if rig_path else b"", overrides=dict(map(override, overrides)),
    )  # fmt: skip


def checked(values: Mapping[str, Any], name: str) -> Parameters:
    """Raises `InvalidParameters` that names each wrong one."""
    result = validate_parameter_schema(values)
    if not result.is_valid:
        first, *others = result.errors
        remedy = " ".join([first.allowed, *map(str, others[:3])])
        raise InvalidParameters(f"{name}: {first.path}: {first.what}.", remedy)
    return Parameters.model_validate(dict(values))


def validate_parameter_schema(params: Mapping[str, Any], schema: type[BaseModel] | None = None) -> Validation:
    """Check parameters by ``schema``, a Pydantic model; ours when none is given.

    >>> validate_parameter_schema({"subject_id": "mouse_001", "script_path": "task.py"}).is_valid
    True
    >>> print(validate_parameter_schema({"script_arguments": "-v"}).errors[0])
    script_arguments: it is '-v'. Input should be a valid list.
    """
    if not isinstance(params, Mapping):
        return Validation([ParameterError("the whole", f"it is {_shown(params)}", "It should be an object.")])
    try:
        (schema or Parameters).model_validate(dict(params))
    except ValidationError as error:
        return Validation([_said(detail) for detail in error.errors()])
    return Validation([])


def validate_file_paths(paths: Iterable[str | Path]) -> dict[str, bool]:
    """Whether each is there; what can be no name, or is too long for one, is not."""
    return {str(path): os.path.exists(path) for path in paths}  # noqa: PTH110 - `Path.exists` raises for the latter


def _said(detail: Any) -> ParameterError:
    where = ".".join(str(part) for part in detail["loc"]) or "the whole"
    what = "it is missing" if detail["type"] == "missing" else f"it is {_shown(detail['input'])}"
    return ParameterError(where, what, f"{detail['msg']}.")


def _shown(value: object) -> str:
    text = repr(value)
    return text if len(text) <= 60 else f"{text[:57]}..."


def _read(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            data = file.read(MAX_BYTES + 1)
    except OSError as error:
        raise InvalidParameters(f"{path} cannot be read: {error.strerror}.", "Check the name.") from error
    if len(data) > MAX_BYTES:
        raise InvalidParameters(f"{path} is larger than {MAX_BYTES:,} bytes.", "It is no parameter file.")
    return data


def _json(data: bytes, path: Path) -> dict[str, Any]:
    try:
        values = json.loads(data.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise InvalidParameters(f"{path} is no JSON: {error}.", "Correct that place.") from error
    if not isinstance(values, dict):
        raise InvalidParameters(f"{path} holds no parameters.", 'It is an object: {"subject_id": ...}.')
    return values


def _set(values: dict[str, Any], key: str, value: Any) -> None:
    """One that was set, in the group that its dots name; a key that is there with its dots is itself meant."""
    group, dot, rest = key.partition(".")
    if not dot or key in values:
        values[key] = value
        return
    inner = values.setdefault(group, {})
    if not isinstance(inner, dict):
        raise InvalidParameters(f"--set {key}: {group} is {_shown(inner)}, and holds no values.", f"Set {group} whole.")
    _set(inner, rest, value)


def override(text: str) -> tuple[str, Any]:
    """``key=value`` as a key and a value. Raises `InvalidParameters`."""
    key, equals, value = text.partition("=")
    if not equals or not key.strip():
        raise InvalidParameters(f"--set {text!r} sets nothing.", "Write it as --set key=value.")
    try:
        return key.strip(), json.loads(value)
    except ValueError:
        return key.strip(), value
