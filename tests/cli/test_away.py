"""``dreamwindow run`` on a server that is not there yet, and on what is no server of ours, as real processes."""

from __future__ import annotations

import json
import os
import signal
import threading
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest

from dreamwindow.server.serving import listening
from tests.cli.process import command

pytestmark = [pytest.mark.slow, pytest.mark.skipif(os.name != "posix", reason="signals as POSIX has them")]
RUN = ("run", "--no-open", "--port", "0", "--engine", "comfyui", "--size", "64")


def configure(folder: Path, url: str) -> None:
    (folder / "dreamwindow.yaml").write_text(f"system: {{comfyui_url: '{url}'}}\ngeneration: {{model: sd15}}\n")


def test_the_window_opens_and_says_what_it_waits_for(tmp_path: Path) -> None:
    with listening("127.0.0.1", 0) as listener:
        nobody = listener.url
    configure(tmp_path, nobody)
    with command(tmp_path, *RUN) as running:
        port = running.port()
        running.until(f"^Waiting: ComfyUI at {nobody} cannot be reached")
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/api/status", timeout=10) as answer:
            status = json.load(answer)
        running.send(signal.SIGINT)
        assert running.end() == 0
    assert status["status"] == "starting"
    assert status["error"].startswith("Waiting: ComfyUI")
    assert not list(tmp_path.glob("sessions/*/session.json"))


class Stranger(BaseHTTPRequestHandler):
    """Knows no method, and says nothing."""

    def log_message(self, format: str, *args: object) -> None:
        pass


@contextmanager
def another_service() -> Iterator[str]:
    """A web server that has nothing of what is asked for."""
    with HTTPServer(("127.0.0.1", 0), Stranger) as server:
        thread = threading.Thread(target=server.serve_forever, args=[0.05])
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}"
        finally:
            server.shutdown()
            thread.join()


def refused(folder: Path, url: str) -> str:
    """What it says of an address that it will not wait for."""
    configure(folder, url)
    with command(folder, *RUN) as running:
        assert running.end() == 2
    assert "Traceback" not in running.said
    return running.said


def test_an_address_that_is_none_ends_it_at_once(tmp_path: Path) -> None:
    assert "ftp://here" in refused(tmp_path, "ftp://here")


def test_another_service_on_that_port_ends_it_at_once(tmp_path: Path) -> None:
    with another_service() as url:
        assert f"What listens at {url} is not ComfyUI." in refused(tmp_path, url)
