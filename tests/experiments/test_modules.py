from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from dreamwindow.errors import DiskTooFull, InvalidParameters, StorageError
from dreamwindow.experiments.asking import Unattended
from dreamwindow.experiments.modules import archiver, disk_space, notes, prompts, session_creator
from dreamwindow.experiments.pipelines import ModuleContext, launcher_module
from dreamwindow.files import get_file_checksum
from tests.experiments.conftest import Answers, Rig


def context(folder: Path, asker: Any = None, **parameters: Any) -> ModuleContext:
    return ModuleContext(
        parameters=parameters, parameters_file=folder / "p.json", session_folder=folder,
        asker=asker or Unattended(), say=lambda line: None,
    )  # fmt: skip


@pytest.fixture
def session(tmp_path: Path) -> Path:
    folder = tmp_path / "session"
    (folder / "raw").mkdir(parents=True)
    (folder / "raw" / "a.bin").write_bytes(b"a" * 1000)
    (folder / "b.txt").write_text("b")
    return folder


def test_every_module_of_ours_is_there() -> None:
    from dreamwindow.experiments.pipelines import _BUILT_IN

    assert all(callable(launcher_module(name)) for name in _BUILT_IN)


def test_too_little_room_is_an_error(session: Path) -> None:
    disk_space.run(context(session, required_gb=0))
    with pytest.raises(DiskTooFull, match="wanted") as caught:
        disk_space.run(context(session, required_gb=10**9))
    assert "output_root_folder" in str(caught.value)
    for wrong in ("lots", None, [1]):
        with pytest.raises(InvalidParameters, match="no number"):
            disk_space.run(context(session, required_gb=wrong))


def test_questions_and_notes(session: Path) -> None:
    person = Answers("", "21,5", "22.0", "it slept", "", "")
    for step in (
        prompts.wait_for_user,
        prompts.weight_before,
        prompts.weight_after,
        notes.ask,
        notes.ask,
        notes.finish,
    ):
        step(context(session, person, subject_id="m1"))
    rows = (session / "mouse_weight.csv").read_text().splitlines()
    assert [row.partition(",")[2] for row in rows] == ["when,grams", "before,21.5", "after,22"]
    assert (session / "experiment_notes.txt").read_text().endswith(" it slept\n")
    with pytest.raises(InvalidParameters, match="nobody to answer"):
        prompts.wait_for_user(context(session))


def test_a_weight_that_is_none_is_asked_for_again(session: Path) -> None:
    person = Answers("heavy", "", "nan", "-3", "1e999", "20")
    prompts.weight_before(context(session, person, subject_id="m1"))
    assert (session / "mouse_weight.csv").read_text().endswith(",before,20\n")
    assert person.questions[1].startswith("'heavy' is no weight. Weight of m1 in grams")


def test_notes_stay_in_the_session(session: Path) -> None:
    notes.edit(context(session, experiment_notes_filename="notes/today.txt"))
    assert (session / "notes" / "today.txt").exists()
    with pytest.raises(InvalidParameters, match="outside"):
        notes.edit(context(session, experiment_notes_filename="../today.txt"))
    assert not (session.parent / "today.txt").exists()


def test_the_summary_names_every_file_by_its_checksum(session: Path) -> None:
    session_creator.run(context(session, subject_id="m1", other=1))
    said = json.loads((session / session_creator.FILE_NAME).read_text())
    assert said["subject_id"] == "m1"
    assert said["files"]["raw/a.bin"] == get_file_checksum(session / "raw" / "a.bin")


def test_an_archive_is_gone_on_with_and_holds_what_changed(session: Path, tmp_path: Path) -> None:
    target = tmp_path / "archive"
    options = {"exclude_patterns": ["*.tmp"]}
    (session / "x.tmp").touch()
    assert archiver.archive(session, target, options) == 2
    assert archiver.archive(session, target, options) == 0
    (session / "b.txt").write_text("c")
    (target / "raw" / "a.bin").write_bytes(b"cut short")
    assert archiver.archive(session, target, options) == 2
    assert (target / "raw" / "a.bin").read_bytes() == b"a" * 1000
    assert (target / "b.txt").read_text() == "c"
    assert not (target / "x.tmp").exists()


def test_an_archive_that_cannot_be_written_is_an_error(session: Path, tmp_path: Path) -> None:
    with pytest.raises(InvalidParameters, match="no place"):
        archiver.run(context(session))
    (tmp_path / "archive").mkdir()
    (tmp_path / "archive" / "b.txt").mkdir()
    with pytest.raises(StorageError, match=r"b\.txt could not be copied"):
        archiver.archive(session, tmp_path / "archive", {"max_retries": 1})


def test_an_archive_holds_the_end_of_the_record_too(rig: Rig) -> None:
    step = {"module_path": "session_archiver", "module_parameters": {"network_dir": "{output_root_folder}/../archive"}}
    outcome = rig.launch(script_path=rig.script("print('x')"), post_acquisition_pipeline=[step])
    assert outcome.exit_code == 0
    archived = json.loads((rig.folder / "archive" / "session.json").read_text())
    assert archived["status"] == "completed"
    assert (rig.folder / "archive" / "launcher_metadata" / "end_state.json").is_file()
