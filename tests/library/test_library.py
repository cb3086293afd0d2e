"""The library as a route sees it."""

from __future__ import annotations

import asyncio
import hashlib
import io
import json
import time
import zipfile
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest

from dreamwindow.errors import (
    AnnotationRejected,
    ImageNotFound,
    InvalidImage,
    NotDeletable,
    SessionDamaged,
    SessionNotFound,
    StorageError,
)
from dreamwindow.library.library import Library
from dreamwindow.library.options import LibraryOptions
from dreamwindow.library.places import Places
from dreamwindow.library.roots import Root, Roots
from dreamwindow.library.search.query import Query
from dreamwindow.library.synchronising import synchronise
from dreamwindow.library.zipping import INDEX, zip_stream
from dreamwindow.sessions.annotations import AnnotationChange, Annotations
from tests.library.pictures import OLD_NS, settle, write_manifest, write_picture

OURS, FOREIGN = "sessions.dream", "foreign.a"
ROUTES = [OURS, FOREIGN]


@pytest.fixture
def options(tmp_path: Path) -> LibraryOptions:
    for shade in range(1, 4):
        write_picture(tmp_path / "sessions" / "dream" / f"{shade}.png", shade, prompt=f"barn {shade}")
        write_picture(tmp_path / "foreign" / "a" / f"{shade}.png", shade, prompt=f"boat {shade}")
    write_manifest(tmp_path / "sessions" / "dream")
    roots = Roots(
        [
            Root(name="sessions", path=tmp_path / "sessions", ours=True, allow_delete=True),
            Root(name="foreign", path=tmp_path / "foreign"),
        ]
    )
    return LibraryOptions(places=Places(tmp_path / "library"), roots=roots, workers=1, now_ns=time.time_ns)


@pytest.fixture
async def library(options: LibraryOptions) -> AsyncIterator[Library]:
    async with Library(options) as opened:
        opened.indexer.catch_up()
        yield opened


def listing(folder: Path) -> dict[str, tuple[str, int]]:
    """Everything below: content and time."""
    return {
        str(path.relative_to(folder)): (
            hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else "",
            path.stat().st_mtime_ns,
        )
        for path in sorted(folder.rglob("*"))
    }


async def names(library: Library, key: str) -> list[str]:
    return [image.name for image in (await library.images(key)).items]


async def test_sessions_and_images_come_in_pages(library: Library) -> None:
    first = await library.sessions(limit=1)
    second = await library.sessions(first.cursor, limit=1)
    assert {first.items[0].key, second.items[0].key} == set(ROUTES)
    assert second.cursor is None
    page = await library.images(OURS, limit=2)
    rest = await library.images(OURS, page.cursor, limit=2)
    assert [image.name for image in (*page.items, *rest.items)] == ["1.png", "2.png", "3.png"]
    assert rest.cursor is None


@pytest.mark.parametrize("key", ROUTES)
async def test_a_change_is_kept_on_disk_found_at_once_and_survives_the_catalogue(
    library: Library, options: LibraryOptions, key: str
) -> None:
    change = AnnotationChange(favourite=True, rating=4, add_tags=("keep this",))
    (changed,) = await library.annotate(key, ["2.png"], change)
    assert (changed.favourite, changed.rating, changed.tags) == (True, 4, ("keep this",))
    assert [image.name for image in (await library.search(Query(text="keep"))).items] == ["2.png"]
    anew = replace(options, places=options.places, database_url=f"sqlite:///{options.places.folder}/other.sqlite3")
    async with Library(anew) as rebuilt:
        rebuilt.indexer.catch_up()
        image = await rebuilt.image(key, "2.png")
        assert (image.favourite, image.rating, image.tags) == (True, 4, ("keep this",))
        assert len((await rebuilt.search(Query(favourite=True))).items) == 1


async def test_what_is_said_is_taken_back(library: Library) -> None:
    await library.annotate(OURS, ["1.png", "2.png"], AnnotationChange(favourite=True, rating=4, tags=("a", "b")))
    (image, _) = await library.annotate(
        OURS, ["1.png", "2.png"], AnnotationChange(favourite=False, rating=0, remove_tags=("a",))
    )
    assert (image.favourite, image.rating, image.tags) == (False, None, ("b",))


async def test_notes_changed_beside_our_pictures_are_seen(library: Library, tmp_path: Path) -> None:
    Annotations(tmp_path / "sessions" / "dream").change("3.png", favourite=True)
    library.indexer.catch_up()
    assert (await library.image(OURS, "3.png")).favourite
    (tmp_path / "sessions" / "dream" / "annotations.json").unlink()
    library.indexer.catch_up()
    assert not (await library.image(OURS, "3.png")).favourite


async def test_damaged_notes_are_said_and_neither_lost_nor_written_over(library: Library, tmp_path: Path) -> None:
    await library.annotate(OURS, ["1.png"], AnnotationChange(favourite=True))
    notes = tmp_path / "sessions" / "dream" / "annotations.json"
    torn = notes.read_bytes()[:-10]
    notes.write_bytes(torn)
    library.indexer.catch_up()
    assert (await library.image(OURS, "1.png")).favourite
    assert "cannot be read" in str((await library.session(OURS)).problem)
    with pytest.raises(SessionDamaged, match="cannot be read"):
        await library.annotate(OURS, ["1.png"], AnnotationChange(rating=1))
    assert notes.read_bytes() == torn


@pytest.mark.parametrize(
    "change", [{"rating": 6}, {"rating": -1}, {"add_tags": ("",)}, {"tags": ("x" * 101,)}, {"add_tags": ("\x00",)}]
)
def test_what_cannot_be_kept_is_refused(change: dict[str, object]) -> None:
    with pytest.raises(AnnotationRejected):
        AnnotationChange(**change)  # type: ignore[arg-type]


async def test_of_many_changes_all_are_made_or_none(library: Library) -> None:
    with pytest.raises(ImageNotFound):
        await library.annotate(OURS, ["1.png", "none.png"], AnnotationChange(favourite=True))
    assert not (await library.image(OURS, "1.png")).favourite


async def test_a_picture_goes_to_the_trash_and_comes_back_with_what_was_said(library: Library, tmp_path: Path) -> None:
    await library.annotate(OURS, ["2.png"], AnnotationChange(favourite=True, add_tags=("x",)))
    before = (tmp_path / "sessions" / "dream" / "2.png").read_bytes()
    await library.delete(OURS, ["2.png", "3.png"])
    assert await names(library, OURS) == ["1.png"]
    assert (await library.session(OURS)).images == 1
    (restored,) = await library.restore(OURS, ["2.png"])
    assert (restored.favourite, restored.tags, restored.mtime_ns) == (True, ("x",), OLD_NS + 2 * 10**9)
    assert (tmp_path / "sessions" / "dream" / "2.png").read_bytes() == before
    assert await names(library, OURS) == ["1.png", "2.png"]
    with pytest.raises(ImageNotFound, match="not in the trash"):
        await library.restore(OURS, ["2.png"])


async def test_what_was_deleted_last_comes_back_first_and_nothing_is_written_over(
    library: Library, tmp_path: Path
) -> None:
    path = tmp_path / "sessions" / "dream" / "1.png"
    await library.delete(OURS, ["1.png"])
    write_picture(path, 9, prompt="second")
    library.indexer.catch_up()
    with pytest.raises(StorageError, match="another picture"):
        await library.restore(OURS, ["1.png"])
    await library.delete(OURS, ["1.png"])
    (restored,) = await library.restore(OURS, ["1.png"])
    assert restored.prompt == "second"


async def test_a_foreign_picture_is_deleted_only_where_that_is_allowed(
    library: Library, options: LibraryOptions, tmp_path: Path
) -> None:
    with pytest.raises(NotDeletable, match="only read") as refused:
        await library.delete(FOREIGN, ["1.png"])
    assert "allow_delete" in refused.value.remedy
    assert (tmp_path / "foreign" / "a" / "1.png").exists()
    allowed = Roots([Root(name="foreign", path=tmp_path / "foreign", allow_delete=True)])
    async with Library(replace(options, roots=allowed)) as other:
        other.indexer.catch_up()
        await other.delete(FOREIGN, ["1.png"])
        assert not (tmp_path / "foreign" / "a" / "1.png").exists()
        await other.restore(FOREIGN, ["1.png"])
        assert (tmp_path / "foreign" / "a" / "1.png").exists()


async def test_a_foreign_folder_is_byte_for_byte_as_it_was_after_everything(library: Library, tmp_path: Path) -> None:
    before = listing(tmp_path / "foreign")
    await synchronise(library, "everything")
    await library.annotate(FOREIGN, ["1.png", "3.png"], AnnotationChange(favourite=True, rating=5, add_tags=("x",)))
    await library.thumbnail(FOREIGN, "1.png")
    await library.facts(FOREIGN, "1.png")
    with pytest.raises(NotDeletable):
        await library.delete(FOREIGN, ["2.png"])
    b"".join(zip_stream(library.selected([await library.image(FOREIGN, "1.png")])))
    await synchronise(library, "everything")
    assert listing(tmp_path / "foreign") == before


async def test_our_folder_is_not_as_it_was_which_shows_that_the_comparison_sees(
    library: Library, tmp_path: Path
) -> None:
    """The control of the above."""
    before = listing(tmp_path / "sessions")
    await library.annotate(OURS, ["1.png"], AnnotationChange(favourite=True))
    assert listing(tmp_path / "sessions") != before


async def test_a_thumbnail_is_made_when_it_is_asked_for_once_however_many_ask(library: Library) -> None:
    paths = await asyncio.gather(*(library.thumbnail(OURS, "1.png") for _ in range(20)))
    assert len(set(paths)) == 1
    made = paths[0].stat()
    again = await library.thumbnail(OURS, "1.png")
    assert again.stat().st_ino == made.st_ino


async def test_a_picture_that_changed_gets_another_thumbnail(library: Library, tmp_path: Path) -> None:
    before = (await library.thumbnail(OURS, "1.png")).read_bytes()
    write_picture(tmp_path / "sessions" / "dream" / "1.png", 77)
    assert (await library.thumbnail(OURS, "1.png")).read_bytes() != before


async def test_a_broken_picture_has_a_reason_instead_of_a_thumbnail(library: Library, tmp_path: Path) -> None:
    whole = (tmp_path / "sessions" / "dream" / "1.png").read_bytes()
    (tmp_path / "sessions" / "dream" / "1.png").write_bytes(whole[:-30])
    with pytest.raises(InvalidImage, match=r"1\.png has no thumbnail"):
        await library.thumbnail(OURS, "1.png")


@pytest.mark.parametrize("name", ["none.png", "../dream/1.png", "..", "", "1.png\0", "session.json", "/etc/passwd"])
async def test_no_other_name_leads_to_a_file(library: Library, name: str) -> None:
    for ask in (library.original, library.thumbnail, library.image, library.facts):
        with pytest.raises(ImageNotFound):
            await ask(OURS, name)


async def test_a_link_put_in_a_pictures_place_is_not_followed(library: Library, tmp_path: Path) -> None:
    path = tmp_path / "sessions" / "dream" / "1.png"
    path.unlink()
    path.symlink_to(write_picture(tmp_path / "secret.png"))
    with pytest.raises(ImageNotFound, match="not there now"):
        await library.original(OURS, "1.png")


async def test_a_session_that_is_not_there_is_said(library: Library) -> None:
    for ask in (library.session, library.images):
        with pytest.raises(SessionNotFound):
            await ask("none")


async def test_a_selection_goes_into_one_archive(library: Library, tmp_path: Path) -> None:
    images = [await library.image(*one) for one in ((OURS, "1.png"), (OURS, "2.png"), (FOREIGN, "3.png"))]
    (tmp_path / "sessions" / "dream" / "2.png").unlink()  # in this moment
    data = b"".join(zip_stream(library.selected(images)))
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.testzip() is None
        assert sorted(archive.namelist()) == ["foreign.a/3.png", INDEX, "sessions.dream/1.png"]
        assert archive.read("foreign.a/3.png") == (tmp_path / "foreign" / "a" / "3.png").read_bytes()
        told = json.loads(archive.read(INDEX))
    assert [(one["session"], one["prompt"]) for one in told] == [(OURS, "barn 1"), (FOREIGN, "boat 3")]


async def test_an_archive_is_made_piece_by_piece(library: Library, tmp_path: Path) -> None:
    big = tmp_path / "sessions" / "dream" / "big.png"
    big.write_bytes(b"\x89PNG" + bytes(5_000_000))
    settle(big)
    library.indexer.catch_up()
    pieces = list(zip_stream(library.selected([await library.image(OURS, "big.png")])))
    assert max(map(len, pieces)) < 1_000_000


async def test_a_full_pass_mends_thumbnails_that_are_damaged_stale_or_left_over(
    library: Library, tmp_path: Path
) -> None:
    await synchronise(library, "touched")
    folder = tmp_path / "library" / "thumbnails" / OURS
    whole = {path.name: path.read_bytes() for path in folder.iterdir()}
    assert sorted(whole) == ["1.webp", "2.webp", "3.webp"]
    (folder / "1.webp").write_bytes(b"")
    (folder / "2.webp").write_bytes(whole["2.webp"][:-5])
    (folder / "left-over.webp").write_bytes(whole["3.webp"])
    lost = folder.parent / "sessions.no-more"
    lost.mkdir()
    (lost / "1.webp").write_bytes(whole["1.webp"])
    done = await synchronise(library, "everything")
    assert (done.thumbnails.processed, done.thumbnails.removed) == (2, 1)
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == whole
    assert not lost.exists()


async def test_thumbnails_that_were_deleted_are_made_again_by_the_fast_pass(library: Library, tmp_path: Path) -> None:
    assert (await synchronise(library, "touched")).thumbnails.processed == 6
    assert (await synchronise(library, "touched")).thumbnails.sessions == 0
    (tmp_path / "library" / "thumbnails" / OURS / "2.webp").unlink()
    assert (await synchronise(library, "touched")).thumbnails.processed == 1


async def test_unreadable_pictures_are_not_tried_again_until_they_change(library: Library, tmp_path: Path) -> None:
    path = tmp_path / "sessions" / "dream" / "1.png"
    whole = path.read_bytes()
    path.write_bytes(whole[:-30])
    settle(path)
    library.indexer.check_all()
    first = await synchronise(library, "everything")
    assert list(first.thumbnails.errors) == [f"{OURS}/1.png"]
    assert (await library.image(OURS, "1.png")).problem
    assert (await synchronise(library, "everything")).thumbnails.errors == {}
    path.write_bytes(whole)
    mended = await synchronise(library, "everything")
    assert mended.thumbnails.processed == 1
    assert (await library.image(OURS, "1.png")).problem is None
