"""``python -m benchmarks NAME ...`` prints the figures of each benchmark named; without a name it lists them."""

from __future__ import annotations

import importlib
import sys
from collections.abc import Sequence
from pathlib import Path
from types import ModuleType

from benchmarks.measure import machine

HERE = Path(__file__).parent


def names(folder: Path = HERE) -> list[str]:
    """The files with a ``main``. None is imported: one that lacks a package stops none but itself."""
    files = (path for path in folder.glob("*.py") if path.name != "__main__.py")
    return sorted(path.stem for path in files if "\ndef main(" in path.read_text(encoding="utf-8"))


def main(argv: Sequence[str]) -> int:
    """Run the benchmarks that are named; arguments that start with ``-`` go to every one of them."""
    wanted = [argument for argument in argv if not argument.startswith("-")]
    known = names()
    if not wanted or set(wanted) - set(known):
        print(f"usage: python -m benchmarks NAME...\nNAME is one of: {', '.join(known)}")
        return 2 if wanted else 0
    print(machine())
    for name in wanted:
        print(f"\n{name}: {(_module(name).__doc__ or '').strip().splitlines()[0]}")
        _module(name).main([argument for argument in argv if argument.startswith("-")])
    return 0


def _module(name: str) -> ModuleType:
    return importlib.import_module(f"benchmarks.{name}")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
