"""How patient the client is."""

from __future__ import annotations

from dataclasses import dataclass, field

from dreamwindow.engines.comfyui.backoff import Backoff


@dataclass(frozen=True, slots=True, kw_only=True)
class ClientOptions:
    """Seconds, all of them.

    - ``connect_timeout_s`` to reach the server, ``request_timeout_s`` for an answer: while it loads a model, a server
      may not answer for a while.
    - ``look_every_s``: after so long a silence the queue is asked what has become of a prompt; more often
      (``look_first_s``, growing) once its socket is lost.
    - ``farewell_s``: how long closing waits for the server to hear what nobody wants any more.
    """

    connect_timeout_s: float = 5.0
    request_timeout_s: float = 30.0
    look_every_s: float = 5.0
    look_first_s: float = 0.1
    farewell_s: float = 2.0
    backoff: Backoff = field(default_factory=Backoff)
