"""A session's folder as rows of the catalogue: what its manifest says, and what each picture says of itself."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from dreamwindow.errors import DreamWindowError, InvalidImage, SessionDamaged, SessionNotFound
from dreamwindow.library.catalogue.writing import NewImage
from dreamwindow.library.indexing.listing import Listing, Picture
from dreamwindow.library.moments import within
from dreamwindow.library.roots import Root, SessionKey
from dreamwindow.model.session import SessionManifest
from dreamwindow.sessions.annotations import Annotation, Annotations
from dreamwindow.sessions.foreign import facts_of, read_head
from dreamwindow.sessions.foreign.facts import tidy
from dreamwindow.sessions.reader import read_manifest

NOTHING_SAID = Annotation()


def read_pictures(folder: Path, pictures: Sequence[Picture], said: Mapping[str, Annotation]) -> Iterator[NewImage]:
    """Each picture by its head; one that cannot be read is there with its ``problem``, one that is gone is left out."""
    for picture in pictures:
        annotation = said.get(picture.name, NOTHING_SAID)
        try:
            yield _read(folder / picture.name, picture, annotation)
        except FileNotFoundError:
            continue
        except (InvalidImage, OSError) as error:
            yield _unreadable(picture, annotation, _reason(error))


def read_annotations(folder: Path) -> tuple[Mapping[str, Annotation], str | None]:
    """Name to annotation, and what is wrong with them, if something is."""
    try:
        return Annotations(folder).read(), None
    except (SessionDamaged, OSError) as error:
        return {}, _reason(error)


def session_values(root: Root, path: str, key: SessionKey, seen: Listing) -> dict[str, Any]:
    """The row of a session, manifest first."""
    manifest, problem = _manifest(root.folder(path)) if seen.has_manifest else (None, None)
    values: dict[str, Any] = {
        "root": root.name,
        "path": path,
        "key": key,
        "title": tidy(Path(path).name if path != "." else root.name),
        "images": len(seen.pictures),
        "bytes": sum(picture.size for picture in seen.pictures),
        "problem": problem,
    }
    return values | _of_manifest(manifest, seen)


def _of_manifest(manifest: SessionManifest | None, seen: Listing) -> dict[str, Any]:
    oldest = min((picture.mtime_ns for picture in seen.pictures), default=0)
    began = (nanoseconds(manifest.started_at) if manifest else None) or oldest
    found: dict[str, Any] = {"began_ns": began, "newest_ns": max(began, seen.newest_ns), "kind": "import"}
    for name in ("status", "stop_reason", "engine", "model", "prompt", "ended_ns", "heartbeat_ns"):
        found[name] = None
    if manifest is None:
        return found
    return found | {
        "kind": manifest.kind,
        "status": manifest.status,
        "stop_reason": tidy(manifest.stop_reason) or None,
        "engine": tidy(manifest.engine.get("name")) or None,
        "model": tidy(manifest.engine.get("model")) or None,
        "prompt": tidy(manifest.settings.get("prompt")) or None,
        "ended_ns": nanoseconds(manifest.ended_at),
        "heartbeat_ns": nanoseconds(manifest.heartbeat_at),
    }


def nanoseconds(stamp: str | None) -> int | None:
    """Since the epoch, of an ISO 8601 time with zone; ``None`` for what is none."""
    try:
        return within(int(datetime.fromisoformat(stamp or "").timestamp() * 1e6) * 1000)
    except (ValueError, TypeError, OverflowError, OSError):
        return None


def _manifest(folder: Path) -> tuple[SessionManifest | None, str | None]:
    try:
        return read_manifest(folder), None
    except SessionNotFound:
        return None, None
    except (SessionDamaged, OSError) as error:
        return None, _reason(error)


def _read(path: Path, picture: Picture, annotation: Annotation) -> NewImage:
    head = read_head(path)
    facts = facts_of(head.text)
    return NewImage(
        name=picture.name,
        size=picture.size,
        mtime_ns=picture.mtime_ns,
        width=head.width,
        height=head.height,
        prompt=facts.prompt,
        seed=facts.seed,
        model=facts.model,
        problem=None,
        annotation=annotation,
    )


def _unreadable(picture: Picture, annotation: Annotation, reason: str) -> NewImage:
    return NewImage(
        name=picture.name,
        size=picture.size,
        mtime_ns=picture.mtime_ns,
        width=None,
        height=None,
        prompt="",
        seed=None,
        model=None,
        problem=reason,
        annotation=annotation,
    )


def _reason(error: DreamWindowError | OSError) -> str:
    if isinstance(error, DreamWindowError):
        return tidy(error.message)
    return tidy(error.strerror or str(error))
