from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from dreamwindow.config.load import Loaded, load
from dreamwindow.identity import ProcessIdentity
from tests.records import a_launcher


@pytest.fixture
def loaded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Loaded:
    """Settings of a folder of their own, with a program; nothing of this user's is read."""
    for name in ("HOME", "XDG_STATE_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME"):
        monkeypatch.setenv(name, str(tmp_path / "nobody"))
    stay = "import signal; print('here', flush=True); signal.pause()"
    camera = {"name": "camera", "command": [sys.executable, "-c", stay], "ready_after_s": 0}
    config = {"programs": {"others": [camera]}}
    (tmp_path / "dreamwindow.yaml").write_text(json.dumps(config))
    return load(tmp_path / "dreamwindow.yaml", environ={})


@pytest.fixture
def somebody() -> Iterator[tuple[subprocess.Popen[bytes], ProcessIdentity]]:
    """Who keeps a run."""
    with a_launcher() as launcher:
        yield launcher
