from __future__ import annotations

import subprocess
import sys

import pytest

import dreamwindow.experiments as experiments


def test_every_name_that_is_promised_is_there() -> None:
    assert all(getattr(experiments, name) is not None for name in experiments.__all__)
    with pytest.raises(AttributeError):
        _ = experiments.nothing


def test_each_error_is_found_beside_who_raises_it() -> None:
    from dreamwindow import errors
    from dreamwindow.experiments import config_loader, parameters
    from dreamwindow.runtime import git, process

    assert config_loader.ConfigLoaderError is errors.ConfigLoaderError
    assert parameters.InvalidParameters is errors.InvalidParameters
    assert git.GitManagerError is errors.GitManagerError
    assert process.ProcessMonitorError is errors.ProcessMonitorError


def test_looking_for_what_a_crash_left_loads_no_launcher() -> None:
    source = "import sys, dreamwindow.experiments.aftermath; print('dreamwindow.experiments.launcher' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", source], capture_output=True, text=True, check=True)
    assert done.stdout == "False\n"
