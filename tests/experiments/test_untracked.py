"""A run from a tree with files that no commit names: they are kept, and the run can be repeated with them."""

from __future__ import annotations

import io
import json
import tarfile
from collections.abc import Callable
from pathlib import Path

import pytest

from dreamwindow.experiments import launcher_for, untracked
from dreamwindow.experiments.closing import Outcome
from dreamwindow.experiments.repeating import code_like, source_like
from dreamwindow.experiments.untracked import keep_untracked, unpack
from dreamwindow.experiments.verifying import verify
from dreamwindow.runtime.git import GitManager
from tests.experiments.conftest import Rig
from trials.repositories import Repository

TASK = """import json, os, pathlib
said = json.dumps([pathlib.Path(name).read_text() for name in ("committed.txt", "changed.txt", "new/mine.txt")])
pathlib.Path(os.environ["OUTPUT_FOLDER"], "said.json").write_text(said)
"""
Make = Callable[[], Repository]


@pytest.fixture
def tree(rig: Rig, make_repository: Make) -> Repository:
    """A tree in which somebody works: one file is changed, and one was never committed."""
    repository = make_repository()
    repository.commit({"task.py": TASK, "committed.txt": "a", "changed.txt": "b", ".gitignore": "*.h5\n"})
    (repository.folder / "changed.txt").write_text("B")
    (repository.folder / "new").mkdir()
    (repository.folder / "new" / "mine.txt").write_text("C")
    return repository


def launched(rig: Rig, tree: Repository) -> Path:
    return rig.launch(local_repository_path=str(tree.folder), script_path="task.py").session_folder


def revision(session: Path) -> dict[str, object]:
    (one,) = json.loads((session / "launcher_metadata" / "git_revisions.json").read_text())
    return dict(one)


def again(rig: Rig, session: Path, *overrides: str) -> tuple[Outcome, list[str]]:
    said: list[str] = []
    source, _ = code_like(
        session, source_like(session, overrides), overrides, said.append, cache=rig.cache, git=GitManager()
    )
    return launcher_for(source, rig.options()).run(), said


def result(session: Path) -> list[str]:
    return list(json.loads((session / "said.json").read_text()))


def test_they_are_kept_with_the_record(rig: Rig, tree: Repository) -> None:
    (tree.folder / "data.h5").write_text("ignored")
    (tree.folder / "__pycache__").mkdir()
    (tree.folder / "__pycache__" / "task.pyc").write_text("byte code")
    session = launched(rig, tree)
    said = revision(session)
    assert [one["path"] for one in said["untracked"]] == ["new/mine.txt"]  # type: ignore[attr-defined]
    assert (session / "launcher_metadata" / str(said["untracked_archive"])).is_file()
    assert {one.state for one in verify(session)} == {"same"}
    (tree.folder / "new" / "mine.txt").write_text("another")
    (found,) = [one for one in verify(session) if one.state != "same"]
    assert found.says == "files without a commit are others than they were: new/mine.txt"


def test_a_run_is_repeated_with_what_was_changed_and_what_no_commit_named(rig: Rig, tree: Repository) -> None:
    session = launched(rig, tree)
    assert result(session) == ["a", "B", "C"]
    tree.commit({"changed.txt": "later", "committed.txt": "later", "new/mine.txt": "later"})
    outcome, said = again(rig, session)
    assert result(outcome.session_folder) == ["a", "B", "C"]
    assert "is not as it was then" in said[0]
    then, now = revision(session), revision(outcome.session_folder)
    assert {name for name in then if then[name] != now[name]} <= {"path", "branch", "url", "name", "untracked_archive"}
    assert (tree.folder / "changed.txt").read_text() == "later"  # theirs is not touched
    twice, _ = again(rig, outcome.session_folder)
    assert result(twice.session_folder) == ["a", "B", "C"]


def test_a_tree_that_is_as_it_was_is_run_where_it_is(rig: Rig, tree: Repository) -> None:
    outcome, said = again(rig, launched(rig, tree))
    assert (said, revision(outcome.session_folder)["path"]) == ([], str(tree.folder))


def test_whoever_chooses_other_code_gets_it(rig: Rig, tree: Repository) -> None:
    session = launched(rig, tree)
    (tree.folder / "changed.txt").write_text("now")
    outcome, _ = again(rig, session, f"local_repository_path={json.dumps(str(tree.folder))}")
    assert result(outcome.session_folder) == ["a", "now", "C"]


def test_what_cannot_be_had_again_is_said_and_the_tree_is_run_as_it_is(rig: Rig, tree: Repository) -> None:
    session = launched(rig, tree)
    archive = session / "launcher_metadata" / str(revision(session)["untracked_archive"])
    archive.unlink()
    (tree.folder / "changed.txt").write_text("now")
    outcome, said = again(rig, session)
    assert "cannot be had as it was" in said[0]
    assert result(outcome.session_folder) == ["a", "now", "C"]
    assert not list((rig.cache.cache_dir / "again").iterdir())  # nothing half


def test_the_smallest_are_kept_and_what_is_too_large_is_said(
    rig: Rig, tree: Repository, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(untracked, "MOST_BYTES", 100)
    (tree.folder / "huge.bin").write_bytes(bytes(101))
    session = launched(rig, tree)
    kept = {one["path"]: one["sha256"] is not None for one in revision(session)["untracked"]}  # type: ignore[attr-defined]
    assert kept == {"huge.bin": False, "new/mine.txt": True}
    assert [line for line in rig.said if "too large" in line] == [
        "not kept, being too large: 1 files without a commit (0.0 MB): huge.bin"
    ]
    (tree.folder / "changed.txt").write_text("now")
    outcome, said = again(rig, session)
    assert said[1] == "It lacks 1 files that were too large to be kept: huge.bin"
    assert result(outcome.session_folder) == ["a", "B", "C"]


def test_records_of_other_runs_are_no_code(tree: Repository) -> None:
    session = tree.folder / "sessions" / "mouse" / "launcher_metadata"
    session.mkdir(parents=True)
    (session.parent / "session.json").write_text("{}")
    (session / "launcher.log").write_text("a line")
    assert [one.path for one in keep_untracked(GitManager(), tree.folder).files] == ["new/mine.txt"]


@pytest.mark.parametrize("name", ["../out.txt", "/out.txt", ".git/hooks/post-checkout", "link/out.txt"])
def test_an_archive_writes_nothing_outside(tmp_path: Path, name: str) -> None:
    packed, folder = io.BytesIO(), tmp_path / "tree"
    folder.mkdir()
    (folder / "link").symlink_to(tmp_path)
    with tarfile.open(fileobj=packed, mode="w:gz") as archive:
        archive.addfile(tarfile.TarInfo(name), io.BytesIO())
    with pytest.raises(ValueError, match="outside"):
        unpack(packed.getvalue(), folder)
    assert not (tmp_path / "out.txt").exists()
