"""Any engine in a process of its own: it may crash, leak or be killed, and the dream goes on.

`HostedEngine` is an engine to whoever uses it. Pixels travel through shared memory, the rest through a pipe; the module
of the engine it hosts is imported in the process alone.
"""

from dreamwindow.engines.worker.child import is_hosted
from dreamwindow.engines.worker.engine import HostedEngine
from dreamwindow.engines.worker.limits import Limits

__all__ = ["HostedEngine", "Limits", "is_hosted"]
