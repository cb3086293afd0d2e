"""What every command of the library does first and last."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Callable
from dataclasses import asdict, is_dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

if TYPE_CHECKING:
    from dreamwindow.library.library import Library

T = TypeVar("T")
TROUBLE = 1
"""Exit code where something could not be read, or is not as it should be; what could be done is done."""


def with_library(config_file: Path | None, work: Callable[[Library], Awaitable[T]]) -> T:
    """Open the library of the settings, and let ``work`` use it. Ctrl-C ends the work, and closes in order."""
    from dreamwindow.compose.embedding import Embedding
    from dreamwindow.compose.library import library
    from dreamwindow.compose.resting import resting
    from dreamwindow.config.load import load

    loaded = load(config_file)

    async def run(embedding: Embedding) -> T:
        idle_s = loaded.config.embedding.idle_s
        async with resting(embedding, idle_s), library(loaded, embedding.get) as opened:
            return await work(opened)

    with Embedding(loaded) as embedding:
        return asyncio.run(run(embedding))


def tell_json(value: Any) -> None:
    """One document on stdout."""
    click.echo(json.dumps(value, indent=2, ensure_ascii=False, default=_plain))


def as_json(command: Callable[..., Any]) -> Callable[..., Any]:
    """``--json``."""
    return click.option("--json", "as_json", is_flag=True, help="For scripts.")(command)


def counted(number: int, what: str) -> str:
    """``1 picture``, ``2,000 pictures``."""
    return f"{number:,} {what}{'' if number == 1 else 's'}"


def _plain(value: Any) -> Any:
    if is_dataclass(value) and not isinstance(value, type):
        return asdict(value)
    return str(value)
