"""Whether the screen is locked: logind by a bus that says what was recorded, Windows and macOS by recorded facts."""

from __future__ import annotations

import socket
import struct
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from dreamwindow.contracts.probe import ProbeOptions
from dreamwindow.errors import ProbeUnavailable
from dreamwindow.guard.locks import dbus
from dreamwindow.guard.locks.logind import Logind
from dreamwindow.guard.locks.macos import MacLock
from dreamwindow.guard.locks.windows import WindowsLock
from dreamwindow.guard.probes.lock import LockedScreen

_LOCKED, _UNLOCKED = b"\x01b\x00\x00\x01\x00\x00\x00", b"\x01b\x00\x00\x00\x00\x00\x00"
NO_SESSION = "Caller does not belong to any known session and doesn't own any suitable session."


def message(kind: int, reply_to: int | None, body: bytes) -> bytes:
    """As a bus writes it: a reply's serial, the sender, and the signature of the body."""
    fields = b"" if reply_to is None else b"\x05\x01u\x00" + struct.pack("<I", reply_to)
    fields += b"\x07\x01s\x00" + struct.pack("<I", 4) + b":1.7\0"
    fields += bytes(-len(fields) % 8) + b"\x08\x01g\x00\x01v\x00"
    head = struct.pack("<BBBBIII", ord("l"), kind, 1, 1, len(body), 99, len(fields))
    return head + fields + bytes(-(len(head) + len(fields)) % 8) + body


@contextmanager
def bus(folder: Path, *answers: bytes | str, accepts: bool = True) -> Iterator[dict[str, str]]:
    """A system bus for one caller: a body for each question, or a text for an error; then it hangs up."""
    path = folder / "bus"
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as listener:
        listener.bind(str(path))
        listener.listen()
        thread = threading.Thread(target=_serve, args=[listener, answers, accepts])
        thread.start()
        yield {"DBUS_SYSTEM_BUS_ADDRESS": f"unix:path={path}"}
        thread.join()


def _serve(listener: socket.socket, answers: tuple[bytes | str, ...], accepts: bool) -> None:
    caller, _ = listener.accept()
    with caller, caller.makefile("rb") as said:
        assert said.readline().startswith(b"\0AUTH EXTERNAL ")
        caller.sendall(b"OK 1234deadbeef\r\n" if accepts else b"REJECTED EXTERNAL\r\n")
        if not accepts:
            return
        assert said.readline() == b"BEGIN\r\n"
        for answer in (b"", *answers):
            fixed = said.read(dbus.FIXED)
            (serial,) = struct.unpack_from("<I", fixed, 8)
            said.read(dbus.rest_of(fixed))
            caller.sendall(message(4, None, b"a signal"))
            if isinstance(answer, str):
                text = struct.pack("<I", len(answer)) + answer.encode() + b"\0"
                caller.sendall(message(dbus.ERROR, serial, text))
            else:
                caller.sendall(message(dbus.RETURN, serial, answer))


def test_logind_says_when_the_desktop_locks_the_screen(tmp_path: Path) -> None:
    with bus(tmp_path, _UNLOCKED, _LOCKED, _UNLOCKED) as environ:
        probe = LockedScreen(ProbeOptions(), Logind(environ))
        assert [probe.read().reason for _ in range(3)] == [None, "the screen is locked", None]
        probe.close()


@pytest.mark.parametrize("answer", [NO_SESSION, b"\x01s\x00\x00\x00\x00\x00\x00"])
def test_what_logind_does_not_know_is_no_fault(tmp_path: Path, answer: bytes | str) -> None:
    with bus(tmp_path, answer) as environ, pytest.raises(ProbeUnavailable, match=r"known session|not a boolean"):
        Logind(environ).is_locked()


def test_a_bus_that_refuses_hangs_up_or_is_not_there(tmp_path: Path) -> None:
    with bus(tmp_path, accepts=False) as environ, pytest.raises(ProbeUnavailable, match="refuses us"):
        Logind(environ).is_locked()
    (tmp_path / "bus").unlink()
    with bus(tmp_path) as environ, pytest.raises(ProbeUnavailable, match=r"went away|Broken pipe|reset by peer"):
        Logind(environ).is_locked()
    with pytest.raises(ProbeUnavailable, match="No such file"):
        Logind({"DBUS_SYSTEM_BUS_ADDRESS": f"unix:path={tmp_path / 'none'}"}).is_locked()


def test_a_call_is_written_as_the_specification_lays_it_out() -> None:
    """By hand: each header field starts where eight divides, and so does the body."""
    call = dbus.Call(destination="a.b", path="/p", interface="i.f", member="Get", arguments=("one", "x"))
    data = dbus.pack(call, 7)
    kind, _, version, body_length, serial, fields_length = struct.unpack_from("<BBBIII", data, 1)
    assert (data[:1], kind, version, serial) == (b"l", dbus.CALL, 1, 7)
    assert data[16:27] == b"\x01\x01o\x00\x02\x00\x00\x00/p\x00"
    start = 16 + fields_length + -(16 + fields_length) % 8
    assert data[start:] == b"\x03\x00\x00\x00one\x00\x01\x00\x00\x00x\x00"
    assert body_length == len(data) - start
    assert dbus.rest_of(data[: dbus.FIXED]) == len(data) - dbus.FIXED


def session_info(flags: int, level: int = 1) -> bytes:
    """The beginning of a ``WTSINFOEXW``: level, padding, session id, state, flags."""
    return struct.pack("<I4xIIi", level, 2, 0, flags) + bytes(64)


def test_windows() -> None:
    assert WindowsLock(lambda: session_info(0)).is_locked()
    assert not WindowsLock(lambda: session_info(1)).is_locked()


@pytest.mark.parametrize("info", [session_info(-1), session_info(0, level=0)])
def test_windows_that_does_not_know(info: bytes) -> None:
    with pytest.raises(ProbeUnavailable, match="does not know"):
        WindowsLock(lambda: info).is_locked()


def test_macos() -> None:
    assert MacLock(lambda: True).is_locked()
    assert not MacLock(lambda: False).is_locked()
    with pytest.raises(ProbeUnavailable, match="session at a screen"):
        MacLock(lambda: None).is_locked()
