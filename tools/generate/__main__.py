"""``python -m tools.generate [--check]``: write what is derived from the sources, or exit 1 when it is stale."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import dreamwindow
from dreamwindow.server.app import routed
from dreamwindow.wire.messages import json_schema
from tools.generate.markdown import wire_reference
from tools.generate.typescript import header_reader

ROOT = Path(__file__).parents[2]
NOWHERE = ROOT / "web" / "no-such-folder"


def _json(document: dict[str, Any]) -> str:
    return json.dumps(document, indent=2, ensure_ascii=False) + "\n"


def _openapi() -> str:
    return _json(routed(dreamwindow.__version__, static=NOWHERE).openapi())


OUTPUTS: dict[str, Callable[[], str]] = {
    "web/schema/openapi.json": _openapi,
    "web/schema/wire.schema.json": lambda: _json(json_schema()),
    "web/src/lib/wire/header.ts": header_reader,
    "docs/wire.md": wire_reference,
}


def stale(root: Path) -> list[str]:
    """The outputs under ``root`` that are missing or say something else than the sources."""
    return [name for name, make in OUTPUTS.items() if _present(root / name) != make()]


def write(root: Path) -> None:
    """Bring every output under ``root`` up to date."""
    for name, make in OUTPUTS.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(make(), encoding="utf-8", newline="\n")


def _present(path: Path) -> str | None:
    return path.read_text(encoding="utf-8") if path.is_file() else None


def main(argv: Sequence[str]) -> int:
    """Exit code: 0, or 1 when ``--check`` finds something stale."""
    if "--check" not in argv:
        write(ROOT)
        return 0
    names = stale(ROOT)
    if names:
        sys.stderr.write(f"Stale: {', '.join(names)}. Run python -m tools.generate.\n")
    return 1 if names else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
