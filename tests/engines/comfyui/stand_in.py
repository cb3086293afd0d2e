"""The test server as a program, started as ComfyUI's ``main.py`` is: ``--port N``, and what else it ignores."""

from __future__ import annotations

import argparse
import asyncio
import signal
from collections.abc import Sequence

from tests.engines.comfyui.server.comfyui import ComfyUIServer


async def serve(port: int) -> None:
    """Until SIGTERM."""
    stop = asyncio.Event()
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, stop.set)
    server = ComfyUIServer()
    server._wire.port = port
    async with server:
        print(f"To see the GUI go to: {server.url}", flush=True)
        await stop.wait()


def main(argv: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--port", type=int, required=True)
    asyncio.run(serve(parser.parse_known_args(argv)[0].port))


if __name__ == "__main__":
    main()
