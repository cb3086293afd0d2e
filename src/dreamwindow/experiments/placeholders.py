"""Placeholders in parameters: ``{rig_param:x}``, ``{subject_id}``, ``{session_folder}``, ``$NAME``."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from dreamwindow.errors import InvalidParameters

_PLACEHOLDER = re.compile(
    r"(?P<escaped>\{\{|\}\}|\$\$)|\{(?P<rig>rig_param:)?(?P<name>[A-Za-z_][\w.]*)\}"
    r"|\$(?P<env>[A-Za-z_]\w*)|\$\{(?P<braced>[A-Za-z_]\w*)\}"
)
_ABSENT = object()


def expanded(values: Any, known: Mapping[str, Any], environ: Mapping[str, str]) -> Any:
    """Every text in ``values``, at any depth, with its placeholders replaced by what is ``known``.

    A text that is one placeholder becomes its value, a number say; ``{rig_param:camera.gain}`` goes into groups.
    ``{{``, ``}}`` and ``$$`` stand for one of each. Raises `InvalidParameters` for one that means nothing.
    """
    if isinstance(values, str):
        return _text(values, known, environ)
    if isinstance(values, dict):
        return {key: expanded(value, known, environ) for key, value in values.items()}
    if isinstance(values, list):
        return [expanded(value, known, environ) for value in values]
    return values


def _text(text: str, known: Mapping[str, Any], environ: Mapping[str, str]) -> Any:
    whole = _PLACEHOLDER.fullmatch(text)
    if whole is not None:
        return _value(whole, known, environ)
    return _PLACEHOLDER.sub(lambda found: str(_value(found, known, environ)), text)


def _value(found: re.Match[str], known: Mapping[str, Any], environ: Mapping[str, str]) -> Any:
    if found["escaped"]:
        return found["escaped"][0]
    variable = found["env"] or found["braced"]
    value = environ.get(variable, _ABSENT) if variable else _inside(known, found["name"])
    if value is _ABSENT:
        raise InvalidParameters(
            f"{found[0]} in the parameters means nothing here.",
            f"Set the environment variable {variable}." if variable else f"There is: {', '.join(sorted(known))}.",
        )
    return value


def _inside(known: Mapping[str, Any], name: str) -> Any:
    value: Any = known
    for part in (name,) if name in known else name.split("."):
        value = value.get(part, _ABSENT) if isinstance(value, Mapping) else _ABSENT
    return value
