"""A real S3 endpoint over HTTP, moto's, and a door before it that can fail, dawdle and tell old news."""

from __future__ import annotations

import itertools
import threading
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, ClassVar
from urllib.error import HTTPError

from dreamwindow.sessions.storage.bucket import Bucket

_names = itertools.count()


@contextmanager
def s3_server() -> Iterator[str]:
    """The address of a server that lives as long as the block."""
    from moto.server import ThreadedMotoServer

    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    try:
        host, port = server.get_host_and_port()
        yield f"http://{host}:{port}"
    finally:
        server.stop()


def new_bucket(
    endpoint: str, *, through: str | None = None, timeout_s: float = 10.0, patience_s: float = 10.0
) -> Bucket:
    """An empty bucket, reached ``through`` another address if one is given."""
    name = f"pictures-{next(_names)}"
    with urllib.request.urlopen(urllib.request.Request(f"{endpoint}/{name}", method="PUT"), timeout=30):
        return Bucket(
            name=name, prefix="dreams", endpoint=through or endpoint, access_key_id="key", secret_access_key="secret",
            timeout_s=timeout_s, patience_s=patience_s,
        )  # fmt: skip


@dataclass(slots=True)
class Door:
    """``trouble`` is asked before each request with its method and path: a status to answer with, or ``None``.

    With ``stale`` every listing is answered as it was when it was first asked for.
    """

    behind: str
    trouble: Callable[[str, str], int | None] = lambda method, path: None
    stale: bool = False
    requests: list[str] = field(default_factory=list)
    listings: dict[str, bytes] = field(default_factory=dict)


@contextmanager
def standing_before(door: Door) -> Iterator[str]:
    """The address of the door."""
    handler = type("Handler", (_Handler,), {"door": door})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    thread = threading.Thread(target=server.serve_forever, args=(0.02,))
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


class _Handler(BaseHTTPRequestHandler):
    door: ClassVar[Door]

    def answer(self) -> None:
        body = self.rfile.read(int(self.headers.get("content-length", 0)))
        self.door.requests.append(f"{self.command} {self.path}")
        status = self.door.trouble(self.command, self.path)
        if status is not None:
            self.send_response(status)
            self.send_header("content-length", "0")
            self.end_headers()
            return
        code, headers, data = self._ask_behind(body)
        if self.door.stale and "list-type" in self.path:
            data = self.door.listings.setdefault(self.path, data)
        self.send_response(code)
        for name, value in headers.items():
            if name.lower() not in ("content-length", "transfer-encoding", "connection", "date", "server"):
                self.send_header(name, value)
        length = headers.get("content-length", "0") if self.command == "HEAD" else str(len(data))
        self.send_header("content-length", length)
        self.end_headers()
        self.wfile.write(data)

    def _ask_behind(self, body: bytes) -> tuple[int, Any, bytes]:
        headers = {name: value for name, value in self.headers.items() if name.lower() != "host"}
        headers.setdefault("content-type", "application/octet-stream")  # lest it is taken for a form
        asked = urllib.request.Request(self.door.behind + self.path, body or None, headers, method=self.command)
        try:
            with urllib.request.urlopen(asked, timeout=30) as answer:
                return answer.status, answer.headers, answer.read()
        except HTTPError as error:
            with error:
                return error.code, error.headers, error.read()

    do_GET = do_PUT = do_HEAD = do_DELETE = do_POST = answer  # noqa: N815 - the names that it looks for

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


def slowly(seconds: float) -> Callable[[str, str], int | None]:
    """A trouble: every answer comes so much later."""

    def trouble(method: str, path: str) -> None:
        time.sleep(seconds)  # the slowness is what is tried

    return trouble
