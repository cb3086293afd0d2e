"""Disk is the truth: whatever happens to folders, the next pass makes the catalogue agree."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest
from PIL import Image

from dreamwindow.library.catalogue import Catalogue
from dreamwindow.library.roots import Root
from tests.library.indexing.conftest import FAR, Pass, World
from tests.library.pictures import OLD_NS, settle, write_manifest, write_picture


def test_what_is_there_is_known(world: World, look: Pass) -> None:
    write_picture(world.root / "a" / "1.png", 1, prompt="a red barn")
    write_picture(world.root / "a" / "2.png", 2)
    write_picture(world.root / "deep" / "er" / "3.png", 3)
    report = look(world)
    assert world.names() == {"a": ["1.png", "2.png"], "deep/er": ["3.png"]}
    assert (report.added, report.sessions, report.trouble, report.away) == (3, 2, {}, [])
    image = world.images("a")["1.png"]
    assert (image.width, image.height, image.prompt, image.seed, image.model) == (24, 16, "a red barn", "1", "small")


def test_the_root_itself_may_hold_pictures(world: World, look: Pass) -> None:
    write_picture(world.root / "1.png")
    look(world)
    assert world.names() == {".": ["1.png"]}
    assert world.sessions()["."].key == "pictures"


def test_what_is_up_to_date_is_not_read_again(world: World) -> None:
    write_picture(world.root / "a" / "1.png")
    write_picture(world.root / "b" / "2.png")
    world.catch_up()
    again = world.catch_up()
    assert (again.folders, again.read, again.sessions) == (3, 0, 0)


def test_one_changed_session_costs_only_its_own_work(world: World) -> None:
    for name in "abcde":
        write_picture(world.root / name / "1.png")
    world.catch_up()
    write_picture(world.root / "c" / "2.png", 2)
    report = world.catch_up()
    assert (report.read, report.added, report.sessions) == (1, 1, 1)


def test_the_same_count_of_other_files_is_a_change(world: World, look: Pass) -> None:
    write_picture(world.root / "a" / "1.png", 1)
    look(world)
    (world.root / "a" / "1.png").rename(world.root / "a" / "2.png")
    look(world)
    assert world.names() == {"a": ["2.png"]}
    assert world.forgotten == ["pictures.a/1.png"]


def test_an_empty_folder_first_does_not_end_the_pass(world: World, look: Pass) -> None:
    write_picture(world.root / "old" / "1.png")
    look(world)
    (world.root / "newest").mkdir()
    write_picture(world.root / "old" / "2.png", 2)
    look(world)
    assert world.names() == {"old": ["1.png", "2.png"]}


def test_an_old_session_that_changed_is_seen(world: World, look: Pass) -> None:
    write_picture(world.root / "old" / "1.png", 1)
    write_picture(world.root / "new" / "2.png", 100)
    look(world)
    write_picture(world.root / "old" / "3.png", 2)
    look(world)
    assert world.names()["old"] == ["1.png", "3.png"]


def test_a_deleted_source_goes_and_its_thumbnail_with_it(world: World, look: Pass) -> None:
    write_picture(world.root / "a" / "1.png", 1)
    write_picture(world.root / "a" / "2.png", 2)
    look(world)
    (world.root / "a" / "1.png").unlink()
    report = look(world)
    assert world.names() == {"a": ["2.png"]}
    assert (report.removed, world.forgotten) == (1, ["pictures.a/1.png"])


def test_a_deleted_session_goes(world: World, look: Pass) -> None:
    write_picture(world.root / "a" / "1.png")
    write_picture(world.root / "b" / "1.png")
    look(world)
    shutil.rmtree(world.root / "a")
    look(world)
    assert world.names() == {"b": ["1.png"]}
    assert world.changes[-1].gone
    assert world.forgotten == ["pictures.a/1.png"]


def test_a_session_that_goes_with_its_pictures_is_no_session_without_any(world: World) -> None:
    """Whoever watches hears of the pictures and of the folder at once."""
    write_picture(world.root / "a" / "1.png")
    write_picture(world.root / "b" / "2.png")
    world.catch_up()
    shutil.rmtree(world.root / "a")
    world.indexer().touch(world.root / "a", {"1.png"})
    assert (world.names(), world.changes[-1].gone) == ({"b": ["2.png"]}, True)
    assert world.forgotten == ["pictures.a/1.png"]


def test_a_source_replaced_by_rename_is_read_anew(world: World, look: Pass) -> None:
    path = write_picture(world.root / "a" / "1.png", 1, prompt="before")
    look(world)
    write_picture(world.root / "a" / "aside.tmp", 2, prompt="after").replace(path)
    look(world)
    assert world.images("a")["1.png"].prompt == "after"
    assert world.forgotten == ["pictures.a/1.png"]


def test_a_source_replaced_in_place_is_seen_by_the_full_check(world: World) -> None:
    path = write_picture(world.root / "a" / "1.png", 1, prompt="before")
    world.catch_up()
    before = path.parent.stat().st_mtime_ns
    write_picture(path, 2, prompt="after")
    assert path.parent.stat().st_mtime_ns == before
    world.check_all()
    assert world.images("a")["1.png"].prompt == "after"
    assert world.forgotten == ["pictures.a/1.png"]


def test_a_source_replaced_by_one_of_the_same_size_is_seen(world: World) -> None:
    path = write_picture(world.root / "a" / "1.png", 1, prompt="a cat")
    world.catch_up()
    size = path.stat().st_size
    write_picture(path, 1, prompt="a dog", mtime_ns=OLD_NS)
    assert path.stat().st_size == size
    world.check_all()
    assert world.images("a")["1.png"].prompt == "a dog"


def test_a_session_that_is_written_while_it_is_read_is_read_again(world: World) -> None:
    """What comes after the folder's time was taken must not hide behind it."""
    folder = world.root / "a"
    write_picture(folder / "1.png", 1)
    world.now_ns = folder.stat().st_mtime_ns + 1
    world.catch_up()
    before = folder.stat().st_mtime_ns
    write_picture(folder / "2.png", 2)
    settle(folder, before)  # a file system whose clock ticks slowly
    world.now_ns = FAR
    world.catch_up()
    assert world.names() == {"a": ["1.png", "2.png"]}


def test_a_settled_folder_is_trusted_by_its_time_alone(world: World) -> None:
    """The control of the above: it is the folder's time that decides."""
    folder = world.root / "a"
    write_picture(folder / "1.png", 1)
    settle(folder)
    world.catch_up()
    checkpoint = folder.stat()
    assert world.catch_up().read == 0
    assert checkpoint.st_mtime_ns == OLD_NS


def test_two_extensions_of_one_stem_are_two_pictures(world: World, look: Pass) -> None:
    write_picture(world.root / "a" / "1.png", 1)
    write_picture(world.root / "a" / "1.webp", 2)
    write_picture(world.root / "a" / "1.jpg", 3)
    look(world)
    assert world.names() == {"a": ["1.jpg", "1.png", "1.webp"]}


@pytest.mark.parametrize("years", [-30, 30])
def test_a_clock_that_was_wrong_hides_nothing(world: World, look: Pass, years: int) -> None:
    write_picture(world.root / "a" / "1.png", 1, mtime_ns=OLD_NS + years * 365 * 86_400 * 10**9)
    settle(world.root / "a", OLD_NS + years * 365 * 86_400 * 10**9)
    look(world)
    write_picture(world.root / "a" / "2.png", 2, mtime_ns=OLD_NS)
    settle(world.root / "a", OLD_NS)
    look(world)
    assert world.names() == {"a": ["1.png", "2.png"]}
    assert look(world).sessions == 0


@pytest.mark.parametrize("year", [1601, 2400])
def test_dates_that_no_database_holds_end_no_pass(world: World, look: Pass, year: int) -> None:
    seconds = int((year - 1970) * 31_556_952)
    settle(write_picture(world.root / "a" / "1.png"), seconds * 10**9)
    settle(world.root / "a", seconds * 10**9)
    write_manifest(world.root / "b", started_at="9999-12-31T00:00:00+00:00", ended_at="0001-01-01T00:00:00+00:00")
    look(world)
    assert world.names() == {"a": ["1.png"], "b": []}
    assert (look(world).changed, world.forgotten) == (0, [])


def test_a_folder_set_back_to_the_time_it_had_is_seen(world: World) -> None:
    """As tar and rsync set it: no program sets the other time."""
    folder = world.root / "a"
    write_picture(folder / "1.png", 1)
    settle(folder)
    world.catch_up()
    write_picture(folder / "2.png", 2)
    settle(folder)
    world.catch_up()
    assert world.names() == {"a": ["1.png", "2.png"]}


def test_a_folder_that_was_renamed_is_another_session_with_the_same_pictures(world: World, look: Pass) -> None:
    write_picture(world.root / "before" / "1.png")
    look(world)
    (world.root / "before").rename(world.root / "after")
    look(world)
    assert world.names() == {"after": ["1.png"]}


def test_a_folder_moved_into_another_is_found_there(world: World, look: Pass) -> None:
    write_picture(world.root / "a" / "1.png")
    write_picture(world.root / "b" / "2.png", 2)
    look(world)
    (world.root / "a").rename(world.root / "b" / "a")
    look(world)
    assert world.names() == {"b": ["2.png"], "b/a": ["1.png"]}


def test_an_unreadable_folder_is_said_and_what_is_known_of_it_is_kept(
    world: World, look: Pass, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_picture(world.root / "a" / "1.png")
    write_picture(world.root / "b" / "1.png")
    look(world)
    write_picture(world.root / "a" / "2.png", 2)
    write_picture(world.root / "b" / "2.png", 2)
    scandir = os.scandir

    def closed(path: str | Path) -> object:
        if Path(path) == world.root / "a":
            raise PermissionError(13, "Permission denied", str(path))
        return scandir(path)

    with monkeypatch.context() as patch:
        patch.setattr(os, "scandir", closed)
        report = look(world)
    assert report.trouble == {world.root / "a": "Permission denied"}
    assert world.names() == {"a": ["1.png"], "b": ["1.png", "2.png"]}
    look(world)
    assert world.names()["a"] == ["1.png", "2.png"]


def test_links_to_folders_are_not_followed_so_that_no_loop_ends_a_pass(
    world: World, look: Pass, tmp_path: Path
) -> None:
    write_picture(world.root / "a" / "1.png")
    write_picture(tmp_path / "outside" / "secret.png")
    (world.root / "a" / "loop").symlink_to(world.root, target_is_directory=True)
    (world.root / "out").symlink_to(tmp_path / "outside", target_is_directory=True)
    look(world)
    assert world.names() == {"a": ["1.png"]}


def test_a_folder_that_became_a_link_is_gone_with_all_below(world: World, look: Pass, tmp_path: Path) -> None:
    write_picture(world.root / "a" / "b" / "1.png")
    look(world)
    (world.root / "a").rename(tmp_path / "elsewhere")
    (world.root / "a").symlink_to(tmp_path / "elsewhere", target_is_directory=True)
    look(world)
    assert world.names() == {}


def test_a_link_to_a_file_that_leads_out_is_no_picture(world: World, look: Pass, tmp_path: Path) -> None:
    write_picture(tmp_path / "outside" / "secret.png")
    write_picture(world.root / "a" / "1.png")
    (world.root / "a" / "secret.png").symlink_to(tmp_path / "outside" / "secret.png")
    (world.root / "a" / "same.png").symlink_to(world.root / "a" / "1.png")
    (world.root / "a" / "dangling.png").symlink_to(world.root / "a" / "nothing.png")
    look(world)
    assert world.names() == {"a": ["1.png", "same.png"]}


@pytest.mark.parametrize(
    "name",
    ["ガラスの森", "лес", "غابة", "forêt", "fore\u0302t", "a b", "'; DROP TABLE images; --", "100%", "🐋", "a.b.c"],
)
def test_names_in_every_script_are_kept_as_they_are(world: World, look: Pass, name: str) -> None:
    write_picture(world.root / name / f"{name}.png")
    look(world)
    assert world.names() == {name: [f"{name}.png"]}
    key = world.sessions()[name].key
    assert key.isascii()
    assert not set(key) & set("/\\%?#& '\"")


def test_names_that_are_no_unicode_are_said_and_passed_over(world: World, look: Pass) -> None:
    write_picture(world.root / "a" / "1.png")
    try:
        (world.root / "a" / os.fsdecode(b"\xff\xfe.png")).write_bytes(b"")
    except OSError:
        pytest.skip("this file system takes Unicode only")
    said = "Names that are no Unicode, passed over: 1. Rename them."
    assert look(world).trouble == {world.root / "a": said}
    assert world.names() == {"a": ["1.png"]}
    assert world.sessions()["a"].problem == said


def test_another_programs_thumbnails_are_no_session(world: World, look: Pass) -> None:
    for number in range(3):
        write_picture(world.root / "images" / f"{number}.png")
        write_picture(world.root / "images" / "thumbnails" / f"{number}.webp")
    look(world)
    assert world.names() == {"images": ["0.png", "1.png", "2.png"]}


def test_pictures_of_ones_own_in_a_folder_called_thumbnails_are_shown(world: World, look: Pass) -> None:
    write_picture(world.root / "a" / "1.png")
    write_picture(world.root / "a" / "thumbnails" / "film.webp")
    write_picture(world.root / "thumbnails" / "1.png")
    look(world)
    assert world.names() == {"a": ["1.png"], "a/thumbnails": ["film.webp"], "thumbnails": ["1.png"]}


def test_gifs_are_pictures(world: World, look: Pass) -> None:
    (world.root / "a").mkdir()
    Image.new("P", (24, 16)).save(world.root / "a" / "1.gif")
    look(world)
    assert (world.images("a")["1.gif"].width, world.images("a")["1.gif"].problem) == (24, None)


def test_a_catalogue_that_was_deleted_is_made_again(world: World, tmp_path: Path) -> None:
    from dreamwindow.library.catalogue.database import sqlite_url

    write_picture(world.root / "a" / "1.png", 1, prompt="a red barn")
    write_picture(world.root / "b" / "2.png", 2)
    world.catch_up()
    known = world.names()
    (tmp_path / "again").mkdir()
    with Catalogue(sqlite_url(tmp_path / "again")) as anew:
        world.catalogue = anew
        world.catch_up()
        assert world.names() == known


def test_pictures_that_cannot_be_read_are_there_with_the_reason_and_read_when_they_change(
    world: World, look: Pass
) -> None:
    path = world.root / "a" / "1.png"
    path.parent.mkdir()
    path.write_bytes(b"\x89PNG\r\n\x1a\n half of it")
    settle(path)
    look(world)
    assert world.images("a")["1.png"].problem
    write_picture(path.with_name("aside"), 1, prompt="whole").replace(path)
    look(world)
    image = world.images("a")["1.png"]
    assert (image.problem, image.prompt) == (None, "whole")


def test_a_root_that_is_not_there_keeps_what_is_known_of_it(world: World, look: Pass, tmp_path: Path) -> None:
    write_picture(world.root / "a" / "1.png")
    look(world)
    world.root.rename(tmp_path / "unplugged")
    assert look(world).away == ["pictures"]
    assert world.names() == {"a": ["1.png"]}
    world.root.mkdir()  # the place where it would be mounted
    assert look(world).away == ["pictures"]
    assert world.names() == {"a": ["1.png"]}
    assert world.forgotten == []
    world.root.rmdir()
    (tmp_path / "unplugged").rename(world.root)
    assert (look(world).away, world.names()) == ([], {"a": ["1.png"]})


def test_a_root_that_is_no_longer_shown_is_forgotten(world: World, look: Pass, tmp_path: Path) -> None:
    write_picture(world.root / "a" / "1.png")
    write_picture(tmp_path / "other" / "b" / "2.png")
    both = [*world.roots, Root(name="other", path=tmp_path / "other")]
    world.roots = both
    look(world)
    world.roots = both[1:]
    look(world)
    assert world.names() == {"b": ["2.png"]}
    world.roots = both
    look(world)
    assert world.names() == {"a": ["1.png"], "b": ["2.png"]}


def test_a_root_within_another_keeps_its_pictures_to_itself(world: World, look: Pass) -> None:
    write_picture(world.root / "inner" / "a" / "1.png")
    write_picture(world.root / "b" / "2.png")
    world.roots.append(Root(name="inner", path=world.root / "inner"))
    look(world)
    assert sorted(entry.key for entry in world.sessions().values()) == ["inner.a", "pictures.b"]


def test_the_librarys_own_folder_inputs_and_hidden_folders_are_not_shown(world: World, look: Pass) -> None:
    world.places = type(world.places)(world.root / "library")
    write_picture(world.root / "library" / "thumbnails" / "x" / "1.webp")
    write_picture(world.root / ".hidden" / "1.png")
    write_picture(world.root / "a" / ".1.png")
    write_picture(world.root / "dream" / "1.png")
    write_manifest(world.root / "dream")
    write_picture(world.root / "dream" / "inputs" / "2.png")
    write_picture(world.root / "foreign" / "inputs" / "3.png")
    look(world)
    assert world.names() == {"dream": ["1.png"], "foreign/inputs": ["3.png"]}


def test_a_manifest_is_followed_while_the_session_runs_and_after(world: World, look: Pass) -> None:
    folder = world.root / "dream"
    write_manifest(folder, status="running")
    look(world)
    session = world.sessions()["dream"]
    assert (session.status, session.kind, session.images, session.prompt) == ("running", "dream", 0, "a quiet sea")
    write_picture(folder / "000001.png")
    look(world)
    assert world.sessions()["dream"].images == 1
    (folder / "session.json").unlink()
    write_manifest(folder, status="aborted", stop_reason="interrupted")
    look(world)
    session = world.sessions()["dream"]
    assert (session.status, session.stop_reason, session.images) == ("aborted", "interrupted", 1)


def test_a_damaged_manifest_is_said_and_the_pictures_are_shown(world: World, look: Pass) -> None:
    write_picture(world.root / "dream" / "1.png")
    (world.root / "dream" / "session.json").write_text("{")
    look(world)
    session = world.sessions()["dream"]
    assert (session.kind, session.images) == ("import", 1)
    assert "no JSON" in str(session.problem)


def test_sessions_are_read_newest_first(world: World) -> None:
    for shade, name in enumerate(["old", "older", "newest"]):
        write_picture(world.root / name / "1.png", 1)
        settle(world.root / name, OLD_NS + [2, 1, 3][shade] * 10**9)
    world.catch_up()
    assert [change.session for change in world.changes] == ["pictures.newest", "pictures.old", "pictures.older"]


def test_a_pass_can_be_stopped_and_the_next_goes_on(world: World) -> None:
    for name in "abc":
        write_picture(world.root / name / "1.png")
    report = world.indexer().catch_up(lambda seconds: len(world.changes) < 1)
    assert report.stopped
    assert len(world.sessions()) == 1
    assert not world.catch_up().stopped
    assert sorted(world.names()) == ["a", "b", "c"]


def test_many_pictures_in_one_folder_are_all_known(world: World) -> None:
    for number in range(1203):
        (world.root / "a").mkdir(exist_ok=True)
        (world.root / "a" / f"{number:05d}.png").write_bytes(b"")
    world.catch_up()
    assert len(world.images("a")) == 1203
