"""One folder and the catalogue are made to agree."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath

from sqlalchemy import Connection, and_, select

from dreamwindow.library.catalogue import Catalogue, writing
from dreamwindow.library.catalogue.tables import images, sessions, tags
from dreamwindow.library.indexing.checkpoints import note_folders, save_checkpoint
from dreamwindow.library.indexing.listing import Listing, Picture, pictures_of
from dreamwindow.library.indexing.reading import NOTHING_SAID, read_annotations, read_pictures, session_values
from dreamwindow.library.indexing.report import Change
from dreamwindow.library.places import Places
from dreamwindow.library.roots import Root, SessionKey
from dreamwindow.sessions.annotations import Annotation

AT_ONCE = 500
"""Pictures that are read, and written in one transaction."""
Forget = Callable[[SessionKey, Sequence[str]], None]
"""Called with pictures that are gone or changed, before the catalogue is told."""


@dataclass(frozen=True, slots=True)
class _Known:
    """A picture as the catalogue has it."""

    id: int
    size: int
    mtime_ns: int
    prompt: str
    annotation: Annotation

    def is_now(self, picture: Picture) -> bool:
        return self.size == picture.size and self.mtime_ns == picture.mtime_ns


@dataclass(frozen=True, slots=True, kw_only=True)
class Reconciler:
    """``forget`` hears of pictures whose thumbnails are out of date."""

    catalogue: Catalogue
    places: Places
    forget: Forget

    def reconcile(self, root: Root, path: str, seen: Listing, now_ns: int) -> Change | None:
        """Make the catalogue say of one folder what ``seen`` says; ``None`` where no session is or was.

        A crash at any point leaves the folder without a checkpoint of its new state: the next pass does it again.
        """
        key = root.key(PurePosixPath(path))
        if not seen.pictures and not seen.has_manifest:
            return self.drop(root, path, seen, now_ns)
        with self.catalogue.reading() as connection:
            known = _known(connection, root, path)
        folder = self.places.annotations(root, path, key)
        said, trouble = read_annotations(folder)
        if trouble is not None:  # what the catalogue remembers is all there is
            said = {name: image.annotation for name, image in known.items()}
        there = {picture.name: picture for picture in seen.pictures}
        change = self._difference(key, known, there)
        values = session_values(root, path, key, seen)
        with self.catalogue.writing() as connection:
            problem = values["problem"] or trouble or unnamed(seen)
            session_id = writing.put_session(connection, values | {"problem": problem})
            writing.forget_looks(connection, [known[name].id for name in change.changed])
        self._read_in(root, path, session_id, [there[name] for name in (*change.added, *change.changed)], said)
        with self.catalogue.writing() as connection:
            writing.drop_images(connection, [known[name].id for name in change.removed])
            for image, annotation in _said_otherwise(known, change, said):
                writing.annotate(connection, image.id, image.prompt, annotation)
            save_checkpoint(connection, root.name, path, seen, now_ns, unnamed(seen))
        return change

    def touch(self, root: Root, path: str, names: Collection[str]) -> Change | None:
        """Make the catalogue agree with some pictures of a known session; ``None`` where there is no such session.

        The folder counts as unread from here on, so that the next pass looks at the rest of it.
        """
        key, folder = root.key(PurePosixPath(path)), root.folder(path)
        with self.catalogue.reading() as connection:
            session_id = writing.session_id(connection, root.name, path)
            known = _known(connection, root, path, names)
        if session_id is None:
            return None
        said, trouble = read_annotations(self.places.annotations(root, path, key))
        if trouble is not None:
            said = {name: image.annotation for name, image in known.items()}
        there = {picture.name: picture for picture in pictures_of(folder, names)}
        change = self._difference(key, known, there)
        with self.catalogue.writing() as connection:
            note_folders(connection, root.name, [path])
            writing.forget_looks(connection, [known[name].id for name in change.changed])
        self._read_in(root, path, session_id, [there[name] for name in (*change.added, *change.changed)], said)
        with self.catalogue.writing() as connection:
            writing.drop_images(connection, [known[name].id for name in change.removed])
            writing.recount(connection, session_id)
        return change

    def _difference(self, key: SessionKey, known: Mapping[str, _Known], there: Mapping[str, Picture]) -> Change:
        """What came, changed and went; thumbnails of what is no more as it was are out of date."""
        change = Change(
            session=key,
            added=tuple(name for name in there if name not in known),
            changed=tuple(name for name, picture in there.items() if name in known and not known[name].is_now(picture)),
            removed=tuple(name for name in known if name not in there),
        )
        if stale := [*change.changed, *change.removed]:
            self.forget(key, stale)
        return change

    def drop(self, root: Root, path: str, seen: Listing | None, now_ns: int) -> Change | None:
        """The folder is no session, or (``seen`` is ``None``) no more."""
        key = root.key(PurePosixPath(path))
        with self.catalogue.reading() as connection:
            names = tuple(_known(connection, root, path))
        if names:
            self.forget(key, names)
        with self.catalogue.writing() as connection:
            was_session = writing.drop_session(connection, root.name, path)
            if seen is None:
                writing.drop_checkpoint(connection, root.name, path)
            else:
                save_checkpoint(connection, root.name, path, seen, now_ns, unnamed(seen))
        return Change(key, removed=names, gone=True) if was_session else None

    def _read_in(
        self, root: Root, path: str, session_id: int, pictures: Sequence[Picture], said: Mapping[str, Annotation]
    ) -> None:
        for at in range(0, len(pictures), AT_ONCE):
            rows = list(read_pictures(root.folder(path), pictures[at : at + AT_ONCE], said))
            with self.catalogue.writing() as connection:
                writing.put_images(connection, session_id, rows)


def _known(connection: Connection, root: Root, path: str, names: Collection[str] | None = None) -> dict[str, _Known]:
    """All pictures of a session, or those of these names."""
    of = images.c
    here = and_(sessions.c.root == root.name, sessions.c.path == path)
    if names is not None:
        here = and_(here, of.name.in_(list(names)))
    query = (
        select(of.id, of.name, of.size, of.mtime_ns, of.prompt, of.favourite, of.rating)
        .join(sessions, sessions.c.id == of.session_id)
        .where(here)
    )
    tagged: dict[int, tuple[str, ...]] = {}
    for image_id, tag in connection.execute(
        select(tags.c.image_id, tags.c.tag)
        .join(images, of.id == tags.c.image_id)
        .join(sessions, sessions.c.id == of.session_id)
        .where(here)
        .order_by(tags.c.tag)
    ):
        tagged[image_id] = (*tagged.get(image_id, ()), tag)
    return {
        row.name: _Known(
            row.id,
            row.size,
            row.mtime_ns,
            row.prompt,
            Annotation(bool(row.favourite), row.rating, tagged.get(row.id, ())),
        )
        for row in connection.execute(query)
    }


def _said_otherwise(
    known: Mapping[str, _Known], change: Change, said: Mapping[str, Annotation]
) -> Iterator[tuple[_Known, Annotation]]:
    """Pictures that are as they were, and of which a person says something else than the catalogue."""
    fresh = {*change.changed, *change.removed}
    for name, image in known.items():
        annotation = said.get(name, NOTHING_SAID)
        now = (annotation.favourite, annotation.rating, tuple(sorted(annotation.tags)))
        if name not in fresh and now != (image.annotation.favourite, image.annotation.rating, image.annotation.tags):
            yield image, annotation


def unnamed(seen: Listing) -> str | None:
    """What is to be said of names that cannot be kept."""
    return f"Names that are no Unicode, passed over: {seen.unnamed}. Rename them." if seen.unnamed else None
