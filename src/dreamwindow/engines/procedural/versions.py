"""What the pixels depend on besides the recipe."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

import cv2
import numpy as np

from dreamwindow.imaging import latents, oklab

_ENGINE = Path(__file__).parent
_ARITHMETIC = (Path(latents.__file__), Path(oklab.__file__))


def versions() -> dict[str, str]:
    """Digests of what draws, library versions, and a digest of the processor features that OpenCV and NumPy use here.

    Two runs that agree in all of them give the same pixels for the same recipe.
    """
    return {
        "procedural": revision(_ENGINE),
        "opencv": cv2.__version__,
        "opencv_build": _digest(_opencv_build()),
        "numpy": np.__version__,
        "cpu": _digest(" ".join(_cpu_features())),
    }


def revision(folder: Path) -> str:
    """A digest of the code and the tables that draw.

    Counted by hand it would be forgotten. A changed comment changes it too, which costs a doubt and breaks no promise.
    """
    drawn_by = sorted(path for path in folder.rglob("*") if path.suffix in (".py", ".txt"))
    lines = [f"{path.name} {hashlib.sha256(path.read_bytes()).hexdigest()}" for path in (*drawn_by, *_ARITHMETIC)]
    return _digest("\n".join(lines))


def _opencv_build() -> str:
    """The lines of the build information that decide about arithmetic: instruction sets and maths libraries."""
    wanted = re.compile(r"(Baseline|Dispatched|requested|IPP|Eigen|LAPACK|Custom HAL|C\+\+ Compiler|\(Release\))")
    return "\n".join(line.strip() for line in cv2.getBuildInformation().splitlines() if wanted.search(line))


def _cpu_features() -> list[str]:
    return sorted(cv2.getCPUFeaturesLine().split())


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:12]
