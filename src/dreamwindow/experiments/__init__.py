"""A run that somebody must be able to repeat: parameters, pipelines, launchers and the record."""

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
from dreamwindow.runtime import (
    CachedGitManager,
    GitManager,
    GitManagerError,
    ProcessMonitor,
    ProcessMonitorError,
    ResourceManager,
    validate_git_url,
)

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
]
