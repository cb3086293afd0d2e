from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from dreamwindow.config.load import Loaded, load

LoadText = Callable[..., Loaded]


@pytest.fixture
def load_text(workspace: Path) -> LoadText:
    """Load a config file of this text, over which these flags and environment variables stand."""

    def load_it(text: str, flags: dict[tuple[str, ...], tuple[str, object]] | None = None, **environ: str) -> Loaded:
        (workspace / "dreamwindow.yaml").write_text(text, encoding="utf-8")
        return load(None, flags, environ)

    return load_it
