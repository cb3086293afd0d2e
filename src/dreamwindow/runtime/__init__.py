"""Programs that we start: pinned checkouts, process trees, their limits, their logs and their end."""

from dreamwindow.runtime.process import ProcessMonitor, ProcessMonitorError
from dreamwindow.runtime.resources import ResourceManager

__all__ = ["ProcessMonitor", "ProcessMonitorError", "ResourceManager"]
