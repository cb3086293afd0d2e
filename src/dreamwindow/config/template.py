"""The commented file that ``dreamwindow config init`` writes, and what ``config show`` prints."""

from __future__ import annotations

import json
import textwrap
from collections.abc import Iterator
from typing import Any

from dreamwindow.config.group import is_group
from dreamwindow.config.root import Config

HEAD = """\
# Dream Window. Every setting is optional: take away the # before one to change it; what stands here is the default.
# Over this file: environment variables (DREAMWINDOW_GENERATION__WIDTH=768), and over both: flags.
"""
WIDTH = 100


def template() -> str:
    """A YAML file that changes nothing: every setting, its default and what it does, behind a #."""
    return HEAD + "\n".join(_lines(Config, Config().model_dump(mode="json"), ""))


def _lines(group: Any, defaults: dict[str, Any], indent: str) -> Iterator[str]:
    for key, info in group.model_fields.items():
        inner = info.annotation
        if is_group(inner):
            yield f"\n{indent}{key}:"
            yield from _lines(inner, defaults[key], indent + "  ")
        else:
            yield from textwrap.wrap(
                " ".join((info.description or "").split()),
                WIDTH,
                initial_indent=f"{indent}# ",
                subsequent_indent=f"{indent}# ",
            )
            yield f"{indent}#{key}: {_yaml(defaults[key])}"


def _yaml(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)
