"""A signal to one process and no other: a pid may be another's by the time it is sent."""

from __future__ import annotations

import os
import signal
import sys

import psutil

from dreamwindow.identity import Liveness, ProcessIdentity, is_alive
from dreamwindow.runtime.table import Birth, birth_of

POLITE = signal.SIGTERM
FINAL = getattr(signal, "SIGKILL", signal.SIGTERM)


def send(birth: Birth, number: signal.Signals) -> bool:
    """Send it if that very process is still there; whether it was. Raises `PermissionError`."""
    if sys.platform == "linux":
        return _through_descriptor(birth, number)
    if birth_of(birth.pid) != birth:
        return False
    try:
        psutil.Process(birth.pid).send_signal(number)
    except psutil.NoSuchProcess:
        return False
    except psutil.AccessDenied as error:
        raise PermissionError(str(error)) from error
    return True


def ask_to_end(who: ProcessIdentity) -> bool:
    """Ask a process of this host, known by pid and moment of birth, to end in its own way; whether it was there.

    Raises `PermissionError`. On Windows, where nothing can be asked of a process, it is ended.
    """
    birth = birth_of(who.pid)
    return birth is not None and is_alive(who) is Liveness.ALIVE and send(birth, POLITE)


def _through_descriptor(birth: Birth, number: signal.Signals) -> bool:
    """A pidfd names the process that has the pid when it is opened, for good: looked at in between, it is exact."""
    try:
        descriptor = os.pidfd_open(birth.pid)
    except (ProcessLookupError, OSError):
        return False
    try:
        if birth_of(birth.pid) != birth:
            return False
        signal.pidfd_send_signal(descriptor, number)
    except ProcessLookupError:
        return False
    finally:
        os.close(descriptor)
    return True
