from __future__ import annotations

import json
import logging
import re
import threading
from pathlib import Path

import pytest

from dreamwindow.errors import ConfigError, FolderNotWritable
from dreamwindow.logs import LogOptions, setup_logging

ours = logging.getLogger("dreamwindow.somewhere")


def written(folder: Path) -> list[str]:
    return (folder / "dreamwindow.log").read_text(encoding="utf-8").splitlines()


def test_a_line_has_time_logger_level_and_message(tmp_path: Path) -> None:
    with setup_logging(LogOptions(folder=tmp_path / "logs", console=False)):
        ours.info("a %s", "dream ✨")
    (line,) = written(tmp_path / "logs")
    assert re.fullmatch(r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d,\d{3} - dreamwindow\.somewhere - INFO - a dream ✨", line)


def test_lines_are_written_by_another_thread(tmp_path: Path) -> None:
    writers: list[str] = []

    class Spy(logging.Filter):
        def filter(self, record: logging.LogRecord) -> bool:
            writers.append(threading.current_thread().name)
            return True

    with setup_logging(LogOptions(folder=tmp_path, console=False)):
        ours.info("here")
        spied = logging.getLogger().handlers[-1]
        spied.addFilter(Spy())
        ours.info("there")
    assert writers == [threading.current_thread().name]  # only the queue is filled here ...
    assert len(written(tmp_path)) == 2  # ... and both lines are in the file when the block is left


def test_others_are_heard_from_warning_up(tmp_path: Path) -> None:
    with setup_logging(LogOptions(folder=tmp_path, level="DEBUG", console=False)):
        logging.getLogger("somebody.else").info("chatter")
        logging.getLogger("somebody.else").warning("trouble")
        ours.debug("detail")
    assert [line.rsplit(" - ", 1)[1] for line in written(tmp_path)] == ["trouble", "detail"]


def test_an_error_keeps_its_traceback(tmp_path: Path) -> None:
    for kind in (False, True):
        with setup_logging(LogOptions(folder=tmp_path / str(kind), console=False, json=kind)):
            try:
                raise ZeroDivisionError("boom")
            except ZeroDivisionError:
                ours.exception("it broke")
    assert "ZeroDivisionError: boom" in written(tmp_path / "False")[-1]
    (line,) = written(tmp_path / "True")
    assert json.loads(line)["message"] == "it broke"
    assert "ZeroDivisionError: boom" in json.loads(line)["error"]


def test_json_lines_are_for_machines(tmp_path: Path) -> None:
    with setup_logging(LogOptions(folder=tmp_path, console=False, json=True)):
        ours.warning("two\nlines")
    (line,) = written(tmp_path)
    entry = json.loads(line)
    assert entry["level"] == "WARNING"
    assert entry["logger"] == "dreamwindow.somewhere"
    assert entry["message"] == "two\nlines"
    assert "T" in entry["time"]


def test_the_console_gets_the_same_on_stderr(capsys: pytest.CaptureFixture[str]) -> None:
    with setup_logging(LogOptions()):
        ours.info("hello")
    captured = capsys.readouterr()
    assert captured.out == ""
    assert captured.err.endswith("INFO - hello\n")


def test_the_file_is_rotated_and_five_old_ones_are_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("dreamwindow.logs.FILE_BYTES", 200)
    with setup_logging(LogOptions(folder=tmp_path, console=False)):
        for number in range(50):
            ours.info("line %d", number)
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        "dreamwindow.log",
        *(f"dreamwindow.log.{n}" for n in range(1, 6)),
    ]


def test_afterwards_logging_is_as_it_was(tmp_path: Path) -> None:
    root = logging.getLogger()
    before = (root.level, logging.getLogger("dreamwindow").level, list(root.handlers))
    with setup_logging(LogOptions(folder=tmp_path, level="ERROR")):
        assert logging.getLogger("dreamwindow").level == logging.ERROR
    assert (root.level, logging.getLogger("dreamwindow").level, list(root.handlers)) == before


def test_an_unknown_level_names_those_there_are() -> None:
    with pytest.raises(ConfigError, match="LOUD") as caught, setup_logging(LogOptions(level="LOUD")):
        pass
    assert "DEBUG, INFO, WARNING" in caught.value.remedy


def test_a_folder_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    (tmp_path / "logs").write_bytes(b"")
    with pytest.raises(FolderNotWritable, match="log"), setup_logging(LogOptions(folder=tmp_path / "logs")):
        pass
