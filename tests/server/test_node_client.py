"""A client of another make, written from the table of messages alone."""

from __future__ import annotations

import asyncio
import shutil
import subprocess
from pathlib import Path
from typing import cast

import pytest

from dreamwindow.compose.engine_room import EngineRoom
from dreamwindow.compose.live import LiveAct
from dreamwindow.config.live import LiveConfig
from dreamwindow.config.server import ServerConfig
from dreamwindow.imaging.codec import load_image
from dreamwindow.server.serving import listening, serving
from tests.live.studio import ToyEngine, ToyRoom
from tests.server.toy import ToyAct, toy_app

CLIENT = Path(__file__).parents[2] / "examples" / "live" / "camera.mjs"
PATIENCE_S = 60.0


@pytest.fixture
def node() -> list[str]:
    """A Node that has WebSockets: 22 has them at hand, 20 when asked."""
    found = shutil.which("node")
    if found is None:
        pytest.skip("no node on the PATH")
    command = [found, "--experimental-websocket"]
    probe = subprocess.run([*command, "-p", "typeof WebSocket"], capture_output=True, text=True, timeout=PATIENCE_S)
    if probe.stdout.strip() != "function":
        pytest.skip("this node has no WebSocket")
    return command


def test_it_has_ten_lines() -> None:
    lines = [line for line in CLIENT.read_text("utf-8").splitlines() if line and not line.startswith(("//", "}"))]
    assert len(lines) == 10


async def test_ten_lines_of_node_get_their_picture_restyled(node: list[str], photo: Path, tmp_path: Path) -> None:
    engine, act = ToyEngine(), ToyAct()
    config = ServerConfig(port=0)
    async with LiveAct(cast(EngineRoom, ToyRoom(engine)), LiveConfig()) as live:
        with listening(config.host, config.port) as listener:
            async with serving(toy_app(act, config, live=live), listener) as url:
                where = url.replace("http", "ws", 1) + "/ws?scene=own"
                arguments = [*node, str(CLIENT), where, str(photo), "stained glass"]
                ran = await asyncio.to_thread(
                    subprocess.run, arguments, cwd=tmp_path, capture_output=True, text=True, timeout=PATIENCE_S
                )
    assert ran.returncode == 0, ran.stderr
    styled = load_image(tmp_path / "styled.jpg")
    assert styled.shape == (512, 512, 3)
    assert engine.asked[0][1].prompt == "stained glass"
    assert act.settings.prompt is None
