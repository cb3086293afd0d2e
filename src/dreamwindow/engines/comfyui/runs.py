"""What has become of our prompts: messages in, what is known out. No I/O, so that any interleaving can be tried."""

from __future__ import annotations

from dataclasses import dataclass, field

from dreamwindow.engines.comfyui.answers import Ended, ImageRef
from dreamwindow.engines.comfyui.graph import Graph
from dreamwindow.engines.comfyui.messages import (
    Cached,
    Executing,
    Failed,
    FeatureFlags,
    Interrupted,
    Message,
    NodeProgress,
    NodesProgress,
    Picture,
    Produced,
    Started,
    Succeeded,
    read_event,
)

SENDS_PICTURES = "SaveImageWebsocket"
_WEIGHTS = {"Sampler": 20.0, "VAE": 2.0, "Loader": 2.0}
"""About how long nodes take beside others, by a part of their class."""


@dataclass(slots=True)
class Run:
    """One prompt of ours.

    - ``pictures``: encoded results by node, as they came over the socket; ``files``: results by node on its disk.
    - ``fraction`` in [0, 1] never falls; ``preview`` is the newest encoded one.
    - ``end`` is how it ended; ``heard`` counts what was heard of it.
    """

    prompt_id: str
    graph: Graph = field(repr=False)
    started: bool = False
    pictures: dict[str, list[bytes]] = field(default_factory=dict, repr=False)
    files: dict[str, tuple[ImageRef, ...]] = field(default_factory=dict)
    fraction: float = 0.0
    preview: bytes | None = field(default=None, repr=False)
    end: Succeeded | Failed | Interrupted | None = None
    heard: int = 0
    _done: set[str] = field(default_factory=set)
    _within: dict[str, float] = field(default_factory=dict)

    def finish(self, ended: Ended) -> None:
        """Take from the history what was not heard."""
        self.files = {**ended.files, **self.files}
        if self.end is None:
            said = read_event(ended.failure)
            self.end = said if isinstance(said, Failed | Interrupted) else Interrupted(self.prompt_id, "")
            if ended.succeeded:
                self.end = Succeeded(self.prompt_id)

    def take(self, message: Message) -> None:
        """One message about this prompt."""
        self.heard += 1
        match message:
            case Started():
                self.started = True
            case Cached(nodes=nodes):
                self._done.update(nodes)
            case NodesProgress(finished=nodes):
                self._done.update(nodes)
            case NodeProgress(node=node, value=value, maximum=maximum) if maximum > 0:
                self._within[node] = min(1.0, max(0.0, value / maximum))
            case Produced(node=node, images=images):
                self.files[node] = images
            case Succeeded() | Failed() | Interrupted():
                self.end = self.end or message
                self._done.update(self.graph.nodes if isinstance(message, Succeeded) else ())
            case Executing(node=None):
                self.end = self.end or Succeeded(self.prompt_id)  # how it went was said before, or was missed
        self.started = True
        self.fraction = max(self.fraction, self._fraction())

    def see(self, data: bytes, node: str | None) -> None:
        """One picture of this prompt: a result if its node is one that sends them, else a preview."""
        self.heard += 1
        if node is not None and node in self.graph.nodes and self.graph.nodes[node].class_type == SENDS_PICTURES:
            self.pictures.setdefault(node, []).append(data)
        else:
            self.preview = data

    def _fraction(self) -> float:
        weights = {node_id: _weight(node.class_type) for node_id, node in self.graph.nodes.items()}
        parts = {n: 1.0 if n in self._done else self._within.get(n, 0.0) for n in weights}
        total = sum(weights.values())
        return min(1.0, sum(weights[n] * part for n, part in parts.items()) / total) if total else 0.0


def _weight(class_type: str) -> float:
    return next((weight for part, weight in _WEIGHTS.items() if part in class_type), 1.0)


class Tracker:
    """The prompts of one client, told apart in what comes over its socket.

    A picture may come without a name (event 1): then it belongs to the node last named by ``executing``, if that was
    one of ours. Where the server marks pictures, an unmarked one is a stranger's: prompts without a client id are told
    to everybody.
    """

    def __init__(self) -> None:
        self._runs: dict[str, Run] = {}
        self._current: str | None = None
        self._node: str | None = None
        self._marked = False

    def add(self, run: Run) -> None:
        """Listen for this prompt from now on: before it is posted, since its start can be heard before the answer."""
        self._runs[run.prompt_id] = run

    def get(self, prompt_id: str) -> Run | None:
        """What is known of a prompt."""
        return self._runs.get(prompt_id)

    def drop(self, prompt_id: str) -> None:
        """Nobody asks for this prompt any more."""
        self._runs.pop(prompt_id, None)

    def reconnected(self) -> None:
        """What follows comes over a new socket."""
        self._current = self._node = None
        self._marked = False

    def take(self, message: Message) -> Run | None:
        """One message; the run that it is about, if it is one of ours."""
        match message:
            case FeatureFlags(preview_metadata=marked):
                self._marked = marked
                return None
            case Picture(data=data, prompt_id=prompt_id, node=node):
                return self._see(data, prompt_id, node)
            case (
                Started() | Cached() | Executing() | NodeProgress() | NodesProgress() | Produced()
                | Succeeded() | Failed() | Interrupted()
            ):  # fmt: skip
                return self._take(message)
            case _:
                return None

    def _take(
        self,
        message: Started
        | Cached
        | Executing
        | NodeProgress
        | NodesProgress
        | Produced
        | Succeeded
        | Failed
        | Interrupted,
    ) -> Run | None:
        if message.prompt_id != self._current:
            self._current, self._node = message.prompt_id, None
        if isinstance(message, Executing):
            self._node = message.node
        run = self._runs.get(message.prompt_id)
        if run is not None:
            run.take(message)
        return run

    def _see(self, data: bytes, prompt_id: str | None, node: str | None) -> Run | None:
        if prompt_id is None:
            if self._marked or self._current is None:
                return None
            prompt_id, node = self._current, self._node
        run = self._runs.get(prompt_id)
        if run is not None:
            run.see(data, node)
        return run
