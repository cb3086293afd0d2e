"""Somebody's package on the path, as pip would leave it there, with an engine or a mode of its own."""

from __future__ import annotations

from pathlib import Path


def install(site: Path, name: str, group: str, code: str) -> None:
    """A distribution ``strange-NAME 3.1`` in ``site``, whose entry point ``NAME`` in ``group`` is its ``create``."""
    info = site / f"strange_{name}-3.1.dist-info"
    info.mkdir(parents=True)
    (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: strange-{name}\nVersion: 3.1\n")
    (info / "entry_points.txt").write_text(f"[{group}]\n{name} = strange_{name}:create\n")
    (site / f"strange_{name}.py").write_text(code)


BROKEN = "raise RuntimeError('it was built for another planet')\n"
MOODY = """
import numpy as np
from dreamwindow.contracts.engine import EngineInfo
from dreamwindow.errors import EngineUnavailable

FAILS = (3, 4)


class Moody:
    info = EngineInfo(name="moody", model="moody-1", device="hope")

    def __init__(self):
        self.asked = 0

    async def __aenter__(self):
        return self

    async def __aexit__(self, *_):
        pass

    async def generate(self, recipe, init_image=None, on_event=None):
        self.asked += 1
        if self.asked in FAILS:
            raise EngineUnavailable("It is in no mood.", "Wait.")
        return np.full((recipe.height, recipe.width, 3), self.asked % 256, np.uint8)

    async def release(self):
        pass


def create(options):
    return Moody()
"""
"""An engine whose third and fourth picture fail."""
