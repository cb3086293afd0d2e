"""What is told of the dream act: its status, a preview of what comes, and that something changed."""

from __future__ import annotations

from dreamwindow.contracts.clock import Clock
from dreamwindow.contracts.engine import EngineInfo
from dreamwindow.dream.ledger import Ledger
from dreamwindow.flow.notify import Notifier
from dreamwindow.model import events as ev
from dreamwindow.model.status import Status
from dreamwindow.outputs.previews import Previews


class Bulletin:
    """One for an act, on its event loop. ``changed`` tells whoever listens to look at `status` again."""

    def __init__(self, clock: Clock) -> None:
        self._ledger = Ledger(clock)
        self.changed = Notifier()
        self.previews = Previews()

    def status(self) -> Status:
        """What ``status.json`` says."""
        return self._ledger.status()

    @property
    def reasons(self) -> tuple[str, ...]:
        """Why the run is held back, one by one."""
        return self._ledger.reasons

    def publish(self, event: ev.Event) -> None:
        """Something happened."""
        if isinstance(event, ev.Progressed) and event.preview is not None:
            self.previews.give(event.fraction, event.preview)
        self._ledger.apply(event)
        self.changed.notify()

    def begin(self) -> None:
        """A run begins, or is expected: its time counts from now. Told with the next change."""
        self._ledger.begin()

    def describe(self, **facts: str | float | None) -> None:
        """Fields of the status, by their names. Told with the next change."""
        self._ledger.describe(**facts)

    def engine(self, info: EngineInfo) -> None:
        """This one makes the pictures. Told with the next change."""
        self._ledger.describe(engine=info.name, model=info.model)

    def opening(self, engine: str | None) -> None:
        """An engine of this name is being opened; ``None`` once that is over."""
        self._ledger.describe(next_engine=engine)
        self.changed.notify()

    def liked(self, likes: int) -> None:
        """So many pictures are liked."""
        self._ledger.describe(likes=likes)
        self.changed.notify()

    def trouble(self, problem: str | None) -> None:
        """What is not well, in words; ``None`` once it is."""
        self._ledger.trouble(problem)
        self.changed.notify()
