"""What the pixels depend on besides the recipe."""

from __future__ import annotations

import hashlib
import re

import cv2
import numpy as np

REVISION = "1"
"""Changed whenever the same recipe would give other pixels."""


def versions() -> dict[str, str]:
    """Engine revision, library versions, and a digest of the processor features that OpenCV and NumPy use here."""
    return {
        "procedural": REVISION,
        "opencv": cv2.__version__,
        "opencv_build": _digest(_opencv_build()),
        "numpy": np.__version__,
        "cpu": _digest(" ".join(_cpu_features())),
    }


def _opencv_build() -> str:
    """The lines of the build information that decide about arithmetic: instruction sets and maths libraries."""
    wanted = re.compile(r"(Baseline|Dispatched|requested|IPP|Eigen|LAPACK|Custom HAL|C\+\+ Compiler|\(Release\))")
    return "\n".join(line.strip() for line in cv2.getBuildInformation().splitlines() if wanted.search(line))


def _cpu_features() -> list[str]:
    return sorted(cv2.getCPUFeaturesLine().split())


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:12]
