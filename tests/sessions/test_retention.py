"""Dreams stay within their budget: the oldest pictures go, and nothing that must stay."""

from __future__ import annotations

import json
import logging
import os
from contextlib import AbstractContextManager
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dreamwindow.errors import StorageError
from dreamwindow.files import DISK, Disk
from dreamwindow.files.exclusive import exclusive
from dreamwindow.model.session import SessionKind, SessionState
from dreamwindow.sessions import retention as module
from dreamwindow.sessions.annotations import Annotations
from dreamwindow.sessions.beginning import NewSession, Now, write_manifest
from dreamwindow.sessions.pictures import picture_name
from dreamwindow.sessions.reader import read_recipes
from dreamwindow.sessions.retention import Retention
from dreamwindow.sessions.writer import SessionWriter
from tests.sessions.recipes_for_tests import first, recorded

SIZE = 10_000


def session(
    root: Path, now: Now, pictures: int, kind: SessionKind = "dream", state: SessionState = "completed",
    budget_gb: float | None = 1.0,
) -> Path:  # fmt: skip
    writer = SessionWriter.open(root, NewSession(kind=kind, title="x", budget_gb=budget_gb), now=now)
    for number in range(1, pictures + 1):
        writer.record([recorded(first(number), number)], picture_name(number), bytes(SIZE))
    if state != "running":
        writer.close(state)
    return writer.folder


def there(folder: Path) -> list[int]:
    return sorted(int(path.stem) for path in folder.glob("*.png"))


def test_within_the_budget_nothing_goes(tmp_path: Path, now: Now) -> None:
    folder = session(tmp_path, now, 3)
    assert Retention(tmp_path, 100 * SIZE).keep_within().pictures == 0
    assert there(folder) == [1, 2, 3]


def test_the_oldest_go_first_and_their_recipes_stay(tmp_path: Path, now: Now) -> None:
    old, new = session(tmp_path, now, 10), session(tmp_path, now, 10)
    went = Retention(tmp_path, 15 * SIZE).keep_within()
    assert went.sessions == (old.name,)
    assert there(old) == list(range(went.pictures + 1, 11))
    assert went.freed == went.pictures * SIZE
    assert there(new) == list(range(1, 11))
    assert [record.frame for record in read_recipes(old)] == list(range(1, 11))
    assert Retention(tmp_path, 15 * SIZE).keep_within().pictures == 0  # the recipes themselves found room


def test_age_is_when_it_began_whatever_the_folder_is_called(tmp_path: Path, now: Now) -> None:
    old, new = session(tmp_path, now, 5), session(tmp_path, now, 5)
    renamed = old.rename(tmp_path / "zz my first dream")
    Retention(tmp_path, 8 * SIZE).keep_within()
    assert len(there(new)) == 5
    assert len(there(renamed)) < 5


def test_what_a_person_marked_or_kept_stays(tmp_path: Path, now: Now) -> None:
    folder = session(tmp_path, now, 10)
    annotations = Annotations(folder)
    annotations.change(picture_name(2), favourite=True)
    annotations.change(picture_name(5), rating=4)
    annotations.change(picture_name(7), tags=("sea",))
    annotations.change(picture_name(8), favourite=False)
    for name in ("clips/1.mp4", "inputs/a.png", "holiday.png"):
        path = folder / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(bytes(SIZE))
    went = Retention(tmp_path, 1).keep_within()
    assert there(folder / "..") == []
    assert sorted(path.name for path in folder.glob("0*.png")) == [picture_name(n) for n in (2, 5, 7)]
    assert (went.pictures, went.over > 5 * SIZE) == (7, True)
    assert all((folder / name).exists() for name in ("clips/1.mp4", "inputs/a.png", "holiday.png"))


def test_control_without_the_marks_favourites_would_go(
    tmp_path: Path, now: Now, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = session(tmp_path, now, 3)
    Annotations(folder).change(picture_name(2), favourite=True)
    monkeypatch.setattr(Annotations, "read", lambda self: {})
    Retention(tmp_path, 1).keep_within()
    assert there(folder) == []


@pytest.mark.parametrize(
    ("kind", "state"),
    [("experiment", "completed"), ("import", "completed"), ("engine", "failed"), ("dream", "running")],
)
def test_sessions_of_others_are_left_alone(kind: SessionKind, state: SessionState, tmp_path: Path, now: Now) -> None:
    folder = session(tmp_path, now, 5, kind, state)
    own = session(tmp_path, now, 5)
    Retention(tmp_path, 1).keep_within()
    assert there(folder) == [1, 2, 3, 4, 5]
    assert there(own) == []


def test_what_began_without_a_budget_is_left_alone_and_does_not_count(tmp_path: Path, now: Now) -> None:
    theirs, old, new = session(tmp_path, now, 50, budget_gb=None), session(tmp_path, now, 5), session(tmp_path, now, 5)
    went = Retention(tmp_path, 8 * SIZE).keep_within()
    assert went.sessions == (old.name,)
    assert went.outside >= 50 * SIZE
    assert (len(there(theirs)), len(there(new))) == (50, 5)
    went = Retention(tmp_path, 20 * SIZE, older="thin").keep_within()
    assert went.sessions == (theirs.name,)
    assert (went.outside, len(there(new))) == (0, 5)


def test_a_manifest_that_says_nothing_of_a_budget_had_none(tmp_path: Path, now: Now) -> None:
    folder = session(tmp_path, now, 5)
    said = json.loads((folder / "session.json").read_text())
    assert said.pop("budget_gb") == 1.0
    (folder / "session.json").write_text(json.dumps(said))  # as an earlier version wrote it
    assert Retention(tmp_path, 1).keep_within().pictures == 0
    assert there(folder) == [1, 2, 3, 4, 5]


def test_the_running_session_comes_last_and_its_newest_pictures_stay(
    tmp_path: Path, now: Now, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "KEEP_NEWEST", 4)
    running, other = session(tmp_path, now, 10, state="running"), session(tmp_path, now, 10)
    Retention(tmp_path, 15 * SIZE).keep_within(running)
    assert len(there(running)) == 10
    went = Retention(tmp_path, 1).keep_within(running)
    assert (there(running), there(other)) == ([7, 8, 9, 10], [])
    assert went.sessions == (other.name, running.name)


def test_foreign_and_damaged_folders_are_left_alone(tmp_path: Path, now: Now) -> None:
    foreign, broken, unsure = tmp_path / "holidays", session(tmp_path, now, 2), session(tmp_path, now, 2)
    foreign.mkdir()
    (foreign / "000001.png").write_bytes(bytes(SIZE))
    (broken / "session.json").write_text("[" * 100_000)
    (unsure / "annotations.json").write_text("{")
    (tmp_path / "a file").write_text("")
    went = Retention(tmp_path, 1).keep_within()
    assert (went.pictures, there(foreign), there(broken), there(unsure)) == (0, [1], [1, 2], [1, 2])


def test_a_folder_that_is_not_there_holds_nothing(tmp_path: Path) -> None:
    assert Retention(tmp_path / "none", 1).keep_within().pictures == 0


def test_what_comes_later_is_seen(tmp_path: Path, now: Now) -> None:
    retention, old = Retention(tmp_path, 8 * SIZE), session(tmp_path, now, 5)
    assert retention.keep_within().pictures == 0
    new = session(tmp_path, now, 5)
    assert retention.keep_within().sessions == (old.name,)
    assert len(there(new)) == 5


def test_a_crash_in_between_leaves_what_was_not_reached(tmp_path: Path, now: Now) -> None:
    class Dying(Disk):
        left = 3

        def unlink(self, path: Path) -> None:
            if not self.left:
                raise SystemExit
            self.left -= 1
            super().unlink(path)

    folder = session(tmp_path, now, 10)
    with pytest.raises(SystemExit):
        Retention(tmp_path, 1, disk=Dying()).keep_within()
    assert there(folder) == list(range(4, 11))
    assert Retention(tmp_path, 1).keep_within().pictures == 7


def test_what_cannot_be_removed_is_told_and_passed_over(
    tmp_path: Path, now: Now, caplog: pytest.LogCaptureFixture
) -> None:
    class ReadOnly(Disk):
        def unlink(self, path: Path) -> None:
            raise PermissionError(13, "held")

    session(tmp_path, now, 2)
    with caplog.at_level(logging.WARNING, "dreamwindow"):
        assert Retention(tmp_path, 1, disk=ReadOnly()).keep_within().pictures == 0
    assert "could not be let go" in caplog.text


@settings(max_examples=15, deadline=None)
@given(st.lists(st.integers(0, 12), min_size=1, max_size=5), st.integers(1, 60))
def test_afterwards_the_budget_holds_or_nothing_more_may_go(
    tmp_path_factory: pytest.TempPathFactory, counts: list[int], room: int
) -> None:
    root = tmp_path_factory.mktemp("sessions")
    folders = []
    for age, count in enumerate(counts):
        writer = SessionWriter.open(root, NewSession(kind="dream", title="x", budget_gb=1.0))
        for number in range(1, count + 1):
            writer.write_frame(picture_name(number), bytes(SIZE))
        stamp = f"2026-11-{age + 1:02d}T07:30:00+00:00"
        write_manifest(writer.folder, replace(writer.manifest, status="completed", started_at=stamp), DISK)
        folders.append(writer.folder)
    went = Retention(root, room * SIZE).keep_within()
    held = sum(path.stat().st_size for path in root.rglob("*") if path.is_file())
    assert held <= room * SIZE or not any(there(folder) for folder in folders)
    assert went.over == max(0, held - room * SIZE)
    left = [there(folder) for folder in folders]
    touched = [folder for folder, count, now_there in zip(folders, counts, left, strict=True) if len(now_there) < count]
    assert all(not there(older) for newest in touched[-1:] for older in folders[: folders.index(newest)])


class _TriesToMark(Disk):
    """Somebody else wants to mark a picture as each one goes, and would not wait."""

    def __init__(self) -> None:
        self.refused = 0

    def unlink(self, path: Path) -> None:
        try:
            with exclusive(path.parent, within_s=0):
                pass
        except StorageError:
            self.refused += 1
        super().unlink(path)


def test_nobody_can_mark_a_picture_between_the_look_at_its_marks_and_its_end(tmp_path: Path, now: Now) -> None:
    session(tmp_path, now, 6)
    disk = _TriesToMark()
    assert Retention(tmp_path, 1, disk=disk).keep_within().pictures == disk.refused == 6


def test_what_is_marked_while_others_go_stays(tmp_path: Path, now: Now, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = session(tmp_path, now, 6)
    monkeypatch.setattr(module, "_AT_ONCE", 2)

    def marked_first(at: Path, *, disk: Disk) -> AbstractContextManager[None]:
        Annotations(at).change(picture_name(3 if (at / picture_name(1)).exists() else 6), favourite=True)
        return exclusive(at, disk=disk)

    monkeypatch.setattr(module, "exclusive", marked_first)
    Retention(tmp_path, 1).keep_within()
    assert there(folder) == [3, 6]


def test_a_folder_of_sessions_that_cannot_be_looked_at_ends_nothing(
    tmp_path: Path, now: Now, caplog: pytest.LogCaptureFixture
) -> None:
    file = tmp_path / "sessions"
    file.write_bytes(b"")
    assert Retention(file, 1).keep_within().pictures == 0
    assert "cannot be looked at" in caplog.text
    assert Retention(tmp_path / "none", 1).keep_within().pictures == 0


def test_a_file_that_is_renamed_while_it_is_counted_hides_no_session(
    tmp_path: Path, now: Now, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = session(tmp_path, now, 10)
    inside = module._inside

    def and_gone(of: Path) -> list[os.DirEntry[str]]:
        temporary = of / ".x.dw.tmp"
        temporary.write_bytes(b"x")
        entries = inside(of)
        temporary.unlink()
        return entries

    monkeypatch.setattr(module, "_inside", and_gone)
    assert Retention(tmp_path, 1).keep_within().pictures == 10
    assert there(folder) == []
