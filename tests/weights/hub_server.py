"""A hub on this machine: one repository over HTTP, with Range, and with accidents on request."""

from __future__ import annotations

import hashlib
import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import unquote, urlsplit

COMMIT = "0123456789abcdef0123456789abcdef01234567"


@dataclass
class HubServer:
    """``files`` by path; those in ``large`` have a SHA-256. ``asked`` is every request's path and Range header.

    ``cut_after``: bytes after which an answer's connection breaks, by path, once for each number.
    ``spoiled``: paths whose content comes with one bit changed. ``status`` answers everything with this code.
    ``ranges``: whether a Range is heard.
    """

    repo: str
    files: dict[str, bytes]
    large: frozenset[str] = frozenset()
    cut_after: dict[str, list[int]] = field(default_factory=dict)
    spoiled: set[str] = field(default_factory=set)
    status: int | None = None
    ranges: bool = True
    asked: list[tuple[str, str | None]] = field(default_factory=list)
    url: str = ""

    def ranges_of(self, path: str) -> list[str | None]:
        """What was asked of a file, in order."""
        return [byte_range for asked, byte_range in self.asked if asked.endswith(f"/{COMMIT}/{path}")]

    def listing(self) -> dict[str, Any]:
        """As the hub's API writes it."""
        return {"id": self.repo, "sha": COMMIT, "siblings": [self._sibling(path) for path in self.files]}

    def _sibling(self, path: str) -> dict[str, Any]:
        data = self.files[path]
        git = hashlib.sha1(b"blob %d\0" % len(data) + data).hexdigest()
        said: dict[str, Any] = {"rfilename": path, "size": len(data), "blobId": git}
        if path in self.large:
            said["lfs"] = {"sha256": hashlib.sha256(data).hexdigest(), "size": len(data), "pointerSize": 134}
        return said


@contextmanager
def serving(hub: HubServer) -> Iterator[HubServer]:
    """Until the block is left; ``hub.url`` is where."""

    class Handler(_Handler):
        served = hub

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        server.daemon_threads = False
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, name="hub")
        thread.start()
        hub.url = f"http://127.0.0.1:{server.server_address[1]}"
        try:
            yield hub
        finally:
            server.shutdown()
            thread.join()


class _Handler(BaseHTTPRequestHandler):
    served: HubServer

    def do_GET(self) -> None:
        hub, path = self.served, unquote(urlsplit(self.path).path)
        byte_range = self.headers.get("Range")
        hub.asked.append((path, byte_range))
        if hub.status is not None:
            self._answer(hub.status, b"")
        elif path == f"/api/models/{hub.repo}/revision/main":
            self._answer(200, json.dumps(hub.listing()).encode())
        elif path.startswith(f"/{hub.repo}/resolve/{COMMIT}/"):
            self._file(path.partition(f"/{COMMIT}/")[2], byte_range)
        else:
            self._answer(404, b"")

    def _file(self, path: str, byte_range: str | None) -> None:
        hub = self.served
        data = hub.files[path]
        if path in hub.spoiled:
            data = bytes([data[0] ^ 1]) + data[1:]
        start = int(byte_range.removeprefix("bytes=").rstrip("-")) if byte_range and hub.ranges else 0
        cuts = hub.cut_after.get(path)
        self._answer(206 if start else 200, data[start:], cuts.pop(0) if cuts else None)

    def _answer(self, status: int, body: bytes, cut_after: int | None = None) -> None:
        self.send_response(status)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body[:cut_after])
        self.close_connection = True

    def log_message(self, format: str, *args: Any) -> None:
        """Says nothing."""
