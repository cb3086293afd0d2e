"""The library's own nouns as a client sees them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any

from pydantic import JsonValue

from dreamwindow.library.model import ImageEntry, SessionEntry, Sight, Stats
from dreamwindow.sessions.foreign import Facts
from dreamwindow.wire.library import FactsView, ImagesView, ImageView, SessionView, StatsView


def session_view(entry: SessionEntry) -> SessionView:
    """The view of one entry."""
    return SessionView(
        id=entry.key,
        title=entry.title,
        root=entry.root,
        path=entry.path,
        kind=entry.kind,
        status=entry.status,
        stop_reason=entry.stop_reason,
        engine=entry.engine,
        model=entry.model,
        prompt=entry.prompt,
        began_at=moment(entry.began_ns),
        ended_at=None if entry.ended_ns is None else moment(entry.ended_ns),
        newest_at=moment(entry.newest_ns),
        images=entry.images,
        bytes=entry.bytes,
        colours=list(entry.colours),
        problem=entry.problem,
    )


def image_view(entry: ImageEntry) -> ImageView:
    """The view of one entry."""
    return ImageView(
        session=entry.session,
        name=entry.name,
        version=entry.version,
        made_at=moment(entry.mtime_ns),
        bytes=entry.size,
        width=entry.width,
        height=entry.height,
        prompt=entry.prompt,
        seed=entry.seed,
        model=entry.model,
        favourite=entry.favourite,
        rating=entry.rating,
        tags=list(entry.tags),
        colours=list(entry.colours),
        problem=entry.problem,
    )


def images_view(entries: Iterable[ImageEntry], cursor: str | None = None) -> ImagesView:
    """The view of one page."""
    return ImagesView(images=[image_view(entry) for entry in entries], cursor=cursor)


def facts_view(facts: Facts) -> FactsView:
    """The view of what was read."""
    return FactsView(
        maker=facts.maker,
        prompt=facts.prompt,
        negative_prompt=facts.negative_prompt,
        seed=facts.seed,
        model=facts.model,
        more={name: _plain(value) for name, value in facts.more.items()},
    )


def stats_view(stats: Stats, sight: Sight) -> StatsView:
    """The view of the counts."""
    return StatsView(
        sessions=stats.sessions,
        images=stats.images,
        bytes=stats.bytes,
        favourites=stats.favourites,
        rated=stats.rated,
        unreadable=stats.unreadable,
        described=sight.seen,
        reads_words=sight.reads_words,
        by_root=dict(stats.by_root),
        by_model=dict(stats.by_model),
        by_tag=dict(stats.by_tag),
    )


def moment(ns: int) -> datetime:
    """Nanoseconds since the epoch, to the microsecond."""
    return datetime.fromtimestamp(ns // 1000 / 1e6, UTC)


def _plain(value: Any) -> JsonValue:
    """What other programs wrote: numbers that JSON has not become words."""
    if isinstance(value, dict):
        return {str(name): _plain(inner) for name, inner in value.items()}
    if isinstance(value, (list, tuple)):
        return [_plain(inner) for inner in value]
    if value is None or isinstance(value, (str, bool, int)):
        return value
    if isinstance(value, float) and value - value == 0:
        return value
    return str(value)
