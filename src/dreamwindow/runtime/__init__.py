"""Programs that we start: pinned checkouts, process trees, their limits, their logs and their end."""

from dreamwindow.runtime.git import CachedGitManager, GitManager, GitManagerError, validate_git_url
from dreamwindow.runtime.process import ProcessMonitor, ProcessMonitorError
from dreamwindow.runtime.resources import ResourceManager

__all__ = [
    "CachedGitManager",
    "GitManager",
    "GitManagerError",
    "ProcessMonitor",
    "ProcessMonitorError",
    "ResourceManager",
    "validate_git_url",
]
