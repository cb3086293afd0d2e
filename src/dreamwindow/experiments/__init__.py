"""A run that somebody must be able to repeat: parameters, pipelines, launchers and the record.

The names below are imported when they are asked for: a dream that only looks for what a crash left loads none of them.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from dreamwindow.experiments.config_loader import CfgSections, ConfigLoader, ConfigLoaderError
    from dreamwindow.experiments.kinds import BonsaiLauncher, MatlabLauncher, PythonLauncher, launcher_for
    from dreamwindow.experiments.launcher import BaseLauncher
    from dreamwindow.experiments.options import LaunchOptions
    from dreamwindow.experiments.parameters import (
        InvalidParameters,
        read_source,
        validate_file_paths,
        validate_parameter_schema,
    )
    from dreamwindow.experiments.verifying import verify
    from dreamwindow.runtime import (
        CachedGitManager,
        GitManager,
        GitManagerError,
        ProcessMonitor,
        ProcessMonitorError,
        ResourceManager,
        validate_git_url,
    )

_HOMES = {
    "dreamwindow.experiments.config_loader": ("CfgSections", "ConfigLoader", "ConfigLoaderError"),
    "dreamwindow.experiments.kinds": ("BonsaiLauncher", "MatlabLauncher", "PythonLauncher", "launcher_for"),
    "dreamwindow.experiments.launcher": ("BaseLauncher",),
    "dreamwindow.experiments.options": ("LaunchOptions",),
    "dreamwindow.experiments.parameters": (
        "InvalidParameters", "read_source", "validate_file_paths", "validate_parameter_schema",
    ),
    "dreamwindow.experiments.verifying": ("verify",),
    "dreamwindow.runtime": (
        "CachedGitManager", "GitManager", "GitManagerError", "ProcessMonitor", "ProcessMonitorError",
        "ResourceManager", "validate_git_url",
    ),
}  # fmt: skip
_HOME_OF = {name: home for home, names in _HOMES.items() for name in names}
__all__ = [
    "BaseLauncher",
    "BonsaiLauncher",
    "CachedGitManager",
    "CfgSections",
    "ConfigLoader",
    "ConfigLoaderError",
    "GitManager",
    "GitManagerError",
    "InvalidParameters",
    "LaunchOptions",
    "MatlabLauncher",
    "ProcessMonitor",
    "ProcessMonitorError",
    "PythonLauncher",
    "ResourceManager",
    "launcher_for",
    "read_source",
    "validate_file_paths",
    "validate_git_url",
    "validate_parameter_schema",
    "verify",
]


def __getattr__(name: str) -> Any:
    if name not in _HOME_OF:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_HOME_OF[name]), name)
