"""Trials by name: all are listed, and none has to be whole for that."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from trials.__main__ import HERE, names


def test_what_has_a_main_is_listed_however_broken(tmp_path: Path) -> None:
    (tmp_path / "broken.py").write_text("import no_such_module\n\n\ndef main(argv):\n    return 0\n")
    (tmp_path / "part.py").write_text('"""Says main( but has none."""\n\n\ndef helper():\n    main(1)\n')
    (tmp_path / "__main__.py").write_text("\ndef main(argv):\n    return 0\n")
    assert names(tmp_path) == ["broken"]


def test_ours_are_listed_without_being_imported() -> None:
    assert {"faults", "display", "taste", "worst"} <= set(names())
    listing = (
        "import sys; from trials.__main__ import main; main([]); print([m for m in sys.modules if 'trials.' in m])"
    )
    told = subprocess.run(
        [sys.executable, "-c", listing], cwd=HERE.parent, check=True, capture_output=True, text=True, timeout=60
    )
    assert told.stdout.splitlines()[-1] == "['trials.__main__']"
