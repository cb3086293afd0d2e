"""A module of the trials in a process of its own, which answers each order, a line of JSON, with a number on a line."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from types import TracebackType
from typing import Self

_END_S = 60


class OrderHost:
    """Starts ``python -m module``, and sends it orders. A context manager; the host ends when its input does."""

    def __init__(self, module: str, *arguments: str) -> None:
        self._command = [sys.executable, "-m", module, *arguments]

    def __enter__(self) -> Self:
        pipe = subprocess.PIPE
        self._process = subprocess.Popen(
            self._command, cwd=Path(__file__).parents[1], stdin=pipe, stdout=pipe, text=True, bufsize=1
        )
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._process.communicate(timeout=_END_S)

    def ask(self, order: object) -> int:
        """Its answer. Raises `AssertionError` if the host ended instead."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(json.dumps(order) + "\n")
        said = self._process.stdout.readline().strip()
        assert said, f"{self._command[2]} ended, and did not answer {order}"
        return int(said)
