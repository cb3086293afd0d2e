"""Ctrl-C and its kin where nothing runs on a loop: somebody is told, once for each."""

from __future__ import annotations

import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType

_NAMES = ("SIGINT", "SIGTERM", "SIGHUP", "SIGBREAK")


@contextmanager
def signals_tell(tell: Callable[[str], None]) -> Iterator[None]:
    """Call ``tell`` with the name of each signal that asks for an end; a hang-up that was to be ignored stays so."""

    def heard(number: int, frame: FrameType | None) -> None:
        tell(signal.Signals(number).name)

    here = [signal.Signals[name] for name in _NAMES if name in signal.Signals.__members__]
    ours = [one for one in here if one.name != "SIGHUP" or signal.getsignal(one) is not signal.SIG_IGN]
    before = {number: signal.signal(number, heard) for number in ours}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
