"""Git: repositories at a commit, in a folder that a person names or in a cache of our own."""

import subprocess  # noqa: F401 - so that ``dreamwindow.runtime.git.subprocess.run`` is what a test patches

from dreamwindow.errors import GitManagerError
from dreamwindow.runtime.git.cache import CachedGitManager
from dreamwindow.runtime.git.manager import GitManager, RepositoryInfo
from dreamwindow.runtime.git.urls import validate_git_url

__all__ = ["CachedGitManager", "GitManager", "GitManagerError", "RepositoryInfo", "validate_git_url"]
