"""A git server that takes a connection, and never says a word."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager


class Hanging:
    """``asked`` is set once somebody waits for an answer."""

    def __init__(self, port: int) -> None:
        self.url = f"http://127.0.0.1:{port}/task.git"
        self.asked = threading.Event()


@contextmanager
def hanging() -> Iterator[Hanging]:
    """One that listens for as long as the block lasts."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        server = Hanging(listening.getsockname()[1])
        over = threading.Event()

        def answer() -> None:
            connection, _ = listening.accept()
            with connection:
                connection.recv(1)
                server.asked.set()
                over.wait()

        thread = threading.Thread(target=answer, name="hanging git server", daemon=True)
        thread.start()
        try:
            yield server
        finally:
            over.set()
            if not server.asked.is_set():  # nobody came
                socket.create_connection(listening.getsockname()).close()
            thread.join()
