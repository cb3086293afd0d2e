"""Which Python runs a person's scripts."""

from __future__ import annotations

import sys

from dreamwindow.errors import InvalidParameters
from dreamwindow.experiments.repository import Places
from dreamwindow.experiments.schema import Parameters


def python_of(parameters: Parameters, places: Places) -> str:
    """That of ``python_venv_path``, or ``python_exe_path``, or ours. Raises `InvalidParameters`."""
    if parameters.python_venv_path:
        venv = places.find(parameters.python_venv_path, "python_venv_path")
        for place in (venv / "Scripts" / "python.exe", venv / "bin" / "python"):
            if place.exists():
                return str(place)
        raise InvalidParameters(f"There is no Python in {venv}.", "Correct python_venv_path.")
    return parameters.python_exe_path or sys.executable
