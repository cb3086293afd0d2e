"""``python -m trials NAME ...`` runs one trial at full length; without a name it lists them."""

from __future__ import annotations

import importlib
import pkgutil
import sys
from collections.abc import Sequence
from pathlib import Path
from types import ModuleType


def names() -> list[str]:
    """The modules beside this one that have a ``main``."""
    found = (module.name for module in pkgutil.iter_modules([str(Path(__file__).parent)]))
    return sorted(name for name in found if name != "__main__" and hasattr(_module(name), "main"))


def main(argv: Sequence[str]) -> int:
    """Run the trial that is named first, with the rest of the arguments; its exit code."""
    if not argv or argv[0] not in names():
        print(f"usage: python -m trials NAME [ARGUMENT...]\nNAME is one of: {', '.join(names())}")
        return 2 if argv else 0
    return int(_module(argv[0]).main(argv[1:]))


def _module(name: str) -> ModuleType:
    return importlib.import_module(f"trials.{name}")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
