from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from dreamwindow.errors import SessionNotFound
from dreamwindow.experiments.verifying import changed_code, verify
from tests.experiments.conftest import Rig
from trials.repositories import Repository

TASK = "import os\nopen(os.path.join(os.environ['OUTPUT_FOLDER'], 'data.csv'), 'w').write('1')\n"


def changed(folder: Path) -> dict[str, str]:
    return {Path(one.name).name: one.state for one in verify(folder) if one.state != "same"}


def test_what_is_as_it_was_is_the_same_and_what_is_not_is_named(rig: Rig) -> None:
    (rig.folder / "rig.toml").write_text('rig_id = "a"\n')
    folder = rig.launch(rig.folder / "rig.toml", script_path=rig.script(TASK)).session_folder
    assert changed(folder) == {}
    assert {one.what for one in verify(folder)} == {"input", "output"}
    rig.script(TASK + "# another\n")
    assert changed(folder) == {"task.py": "changed"}
    (rig.folder / "rig.toml").unlink()
    (folder / "data.csv").write_text("2")
    assert changed(folder) == {"task.py": "changed", "rig.toml": "missing", "data.csv": "changed"}


def test_what_is_repeated_from_the_record_is_no_changed_code(rig: Rig) -> None:
    (rig.folder / "rig.toml").write_text('rig_id = "a"\n')
    folder = rig.launch(rig.folder / "rig.toml", script_path=rig.script(TASK)).session_folder
    (rig.folder / "rig.toml").unlink()
    rig.write({"subject_id": "another"})
    assert changed_code(folder) == []
    rig.script(TASK + "# another\n")
    assert [(Path(one.name).name, one.state) for one in changed_code(folder)] == [("task.py", "changed")]
    with pytest.raises(SessionNotFound):
        changed_code(rig.folder)


def test_a_checkout_that_was_cleaned_away_is_made_again(rig: Rig, make_repository: Callable[[], Repository]) -> None:
    repository = make_repository()
    repository.commit({"task.py": TASK})
    folder = rig.launch(repository_url=repository.url, script_path="task.py").session_folder
    (revision,) = json.loads((folder / "launcher_metadata" / "git_revisions.json").read_text())
    Path(revision["path"]).rename(rig.folder / "away")
    assert changed(folder) != {}
    assert changed_code(folder) == []


def test_code_that_moved_on_is_told(rig: Rig, make_repository: Callable[[], Repository]) -> None:
    repository = make_repository()
    repository.commit({"task.py": TASK})
    folder = rig.launch(local_repository_path=str(repository.folder), script_path="task.py").session_folder
    assert changed(folder) == {}
    (repository.folder / "task.py").write_text(TASK + "#\n")
    assert changed(folder) == {"task": "changed", "task.py": "changed"}
    repository.commit({})
    assert changed(folder)["task"] == "changed"
    repository.folder.rename(rig.folder / "away")
    assert changed(folder) == {"task": "missing", "task.py": "missing"}


def test_a_folder_that_is_no_record_is_none(tmp_path: Path) -> None:
    with pytest.raises(SessionNotFound):
        verify(tmp_path)
    (tmp_path / "launcher_metadata").mkdir()
    (tmp_path / "launcher_metadata" / "checksums.json").write_text(json.dumps([]))
    with pytest.raises(SessionNotFound):
        verify(tmp_path)
