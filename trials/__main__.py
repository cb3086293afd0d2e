"""``python -m trials NAME ...`` runs one trial at full length; without a name it lists them."""

from __future__ import annotations

import importlib
import sys
from collections.abc import Sequence
from pathlib import Path

HERE = Path(__file__).parent


def names(folder: Path = HERE) -> list[str]:
    """The files with a ``main``. None is imported: one that is broken, or lacks a package, stops none but itself."""
    files = (path for path in folder.glob("*.py") if path.name != "__main__.py")
    return sorted(path.stem for path in files if "\ndef main(" in path.read_text(encoding="utf-8"))


def main(argv: Sequence[str]) -> int:
    """Run the trial that is named first, with the rest of the arguments; its exit code."""
    if not argv or argv[0] not in names():
        print(f"usage: python -m trials NAME [ARGUMENT...]\nNAME is one of: {', '.join(names())}")
        return 2 if argv else 0
    return int(importlib.import_module(f"trials.{argv[0]}").main(argv[1:]))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
