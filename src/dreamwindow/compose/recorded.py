"""The session of one recording: opened off the loop, and never left ``running`` when its recording is over."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import asdict

from dreamwindow.compose.subjects import Subject
from dreamwindow.compose.versions import versions
from dreamwindow.errors import DreamWindowError
from dreamwindow.outputs.take.take import FilmName
from dreamwindow.sessions.beginning import NewSession
from dreamwindow.sessions.writer import SessionWriter

_log = logging.getLogger(__name__)


def new_session(subject: Subject, films: tuple[FilmName, ...]) -> NewSession:
    """What its manifest says at first."""
    settings, engine = subject.settings(), subject.engine()
    return NewSession(
        kind="live",
        title=settings.prompt or subject.name,
        settings={"of": subject.name, "films": list(films), "prompt": settings.prompt, "first": settings.to_dict()},
        engine=asdict(engine) if engine is not None else {},
        versions=versions(),
    )


@asynccontextmanager
async def session(open_it: Callable[[], SessionWriter]) -> AsyncIterator[SessionWriter]:
    """What ``open_it`` gives, in a thread. A block that raises closes it as failed, or aborted if it was cancelled,
    unless it was closed before."""
    opening = asyncio.ensure_future(asyncio.to_thread(open_it))
    try:
        yield await asyncio.shield(opening)
    except BaseException as error:
        if (writer := await _made(opening)) is not None:
            await asyncio.shield(asyncio.to_thread(_break_off, writer, error))
        raise


async def _made(opening: asyncio.Future[SessionWriter]) -> SessionWriter | None:
    """What a thread is still at, or has done, though nobody waits for it; ``None`` if it failed."""
    await asyncio.wait([opening])
    return None if opening.cancelled() or opening.exception() is not None else opening.result()


def _break_off(writer: SessionWriter, error: BaseException) -> None:
    try:
        if isinstance(error, DreamWindowError):
            writer.close("failed", error.message)
        elif isinstance(error, Exception):
            writer.close("failed", f"{type(error).__name__}: {error}")
        else:
            writer.close("aborted", "nobody waited for it")
    except OSError as trouble:
        _log.warning("The end of %s could not be written: %s", writer.session_id, trouble)
