"""The record of a run: ``launcher_metadata/`` in its session, written as things happen."""

from __future__ import annotations

import json
import logging
import threading
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from dreamwindow.files import DISK, AppendedLines, Disk, atomic_write, ensure_directory_exists
from dreamwindow.runtime.usage import Usage
from dreamwindow.sessions.beginning import Now, local_now

_log = logging.getLogger(__name__)
FOLDER = "launcher_metadata"
INPUT_PARAMETERS = "input_parameters.json"
PROCESSED_PARAMETERS = "processed_parameters.json"
COMMAND_LINE = "command_line_arguments.json"
GIT_REVISIONS = "git_revisions.json"
ENVIRONMENT = "environment.json"
CHECKSUMS = "checksums.json"
RESOURCE_USAGE = "resource_usage.jsonl"
LAUNCHER_LOG = "launcher.log"
END_STATE = "end_state.json"
DEBUG_STATE = "debug_state.json"
RIG = "rig_config.toml"


class Record:
    """Writes the files of one run. May be used from several threads. A context manager: it holds the log open."""

    def __init__(self, session_folder: Path, *, now: Now = local_now, disk: Disk = DISK) -> None:
        self.folder = ensure_directory_exists(session_folder / FOLDER, disk=disk)
        self._now = now
        self._disk = disk
        self._lock = threading.Lock()
        self._usage = AppendedLines(self.folder / RESOURCE_USAGE, disk=disk)
        self._log_file = disk.open(self.folder / LAUNCHER_LOG, "ab")

    def write_json(self, name: str, data: Any) -> Path:
        """Replace one of its files. Raises `OSError`."""
        return self.write(name, (json.dumps(data, indent=2, ensure_ascii=False, default=str) + "\n").encode())

    def write(self, name: str, data: bytes) -> Path:
        """Replace one of its files, byte for byte. Raises `OSError`."""
        path = self.folder / name
        atomic_write(data, path, disk=self._disk)
        return path

    def say(self, line: str) -> None:
        """A line of the log, with the time; readers see it at once. Raises `OSError`."""
        stamp = self._now().isoformat(timespec="milliseconds")
        with self._lock:
            self._log_file.write(f"{stamp} {line}\n".encode(errors="backslashreplace"))
            self._log_file.flush()

    def note_usage(self, usage: Usage) -> None:
        """A line of resource_usage.jsonl. A disk that is full is logged: it ends no experiment."""
        line = {"time": self._now().isoformat(timespec="milliseconds"), **usage.to_dict()}
        try:
            self._usage.append((json.dumps(line) + "\n").encode())
        except OSError as error:
            _log.warning("%s cannot be written: %s", RESOURCE_USAGE, error)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._log_file.close()


def read_json(session_folder: Path, name: str) -> Any:
    """One file of a record; ``None`` where it is not there or no JSON."""
    try:
        return json.loads((session_folder / FOLDER / name).read_bytes())
    except (OSError, ValueError):
        return None


def end_state(run: Mapping[str, Any], stopped_at: datetime | None, reason: str, **more: Any) -> dict[str, Any]:
    """What ``end_state.json`` says. ``run``: what the session's settings say of it."""
    return {
        "session_uuid": run.get("session_uuid"),
        "subject_id": run.get("subject_id"),
        "user_id": run.get("user_id"),
        "start_time": run.get("start_time"),
        "stop_time": stopped_at.isoformat(timespec="milliseconds") if stopped_at else None,
        "process_returncode": None,
        "stop_reason": reason,
        "version": run.get("version"),
        "rig_config": run.get("rig_config", {}),
        "experiment_data": {},
        **more,
    }
