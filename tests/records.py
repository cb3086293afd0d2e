"""Records of runs as launchers leave them, and a process that stands for a launcher."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psutil

from dreamwindow.identity import ProcessIdentity, boot_id, host
from dreamwindow.model.session import SessionManifest, SessionState

BEGAN = "2026-11-21T09:00:00.000+00:00"
_TAKES_ITS_TIME = """
import os, signal
signal.signal(signal.SIGTERM, lambda *_: os.write(1, b"asked\\n"))  # print may be at work when it comes
print("ready", flush=True)
while True:
    signal.pause()
"""


def record(folder: Path, owner: ProcessIdentity | None = None, status: SessionState = "completed", **more: Any) -> Path:
    """A record as a launcher leaves it; ``owner`` is who keeps it."""
    who = owner or ProcessIdentity.mine()
    values = {"kind": "experiment", "started_at": BEGAN, "heartbeat_at": BEGAN, **more}
    manifest = SessionManifest(
        session_id=folder.name, status=status, host=who.host, boot_id=who.boot_id, pid=who.pid,
        process_started_at=who.process_started_at, **values,
    )  # fmt: skip
    (folder / "launcher_metadata").mkdir(parents=True, exist_ok=True)
    (folder / "session.json").write_text(json.dumps(manifest.to_dict()))
    return folder


@contextmanager
def a_launcher() -> Iterator[tuple[subprocess.Popen[bytes], ProcessIdentity]]:
    """A process that says when it is asked to end, and takes its time."""
    process = subprocess.Popen([sys.executable, "-c", _TAKES_ITS_TIME], stdout=subprocess.PIPE)
    assert process.stdout is not None
    with process.stdout:
        try:
            assert process.stdout.readline() == b"ready\n"
            yield process, ProcessIdentity(host(), boot_id(), process.pid, psutil.Process(process.pid).create_time())
        finally:
            process.kill()
            process.wait(60)
