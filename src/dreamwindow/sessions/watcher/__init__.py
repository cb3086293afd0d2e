"""What changes on disk, told as it happens and only when it is whole."""

from dreamwindow.sessions.watcher.changes import Changed
from dreamwindow.sessions.watcher.ears import Mode
from dreamwindow.sessions.watcher.watcher import Watcher, WatcherOptions

__all__ = ["Changed", "Mode", "Watcher", "WatcherOptions"]
