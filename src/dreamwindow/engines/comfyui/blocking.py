"""The client for scripts: the same calls, each of which returns when it is done.

with BlockingComfyUIClient("http://127.0.0.1:8188") as client:
    print(client.get_system_stats().version)
"""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Coroutine, Sequence
from types import TracebackType
from typing import Any, Self, TypeVar

from dreamwindow.engines.comfyui.address import DEFAULT_URL, Address, parse_address
from dreamwindow.engines.comfyui.answers import Ended, ImageRef, QueuedPrompt, QueueState, SystemStats
from dreamwindow.engines.comfyui.catalogue import Catalogue
from dreamwindow.engines.comfyui.client import ComfyUIClient
from dreamwindow.engines.comfyui.graph import Graph, Workflow
from dreamwindow.engines.comfyui.options import ClientOptions
from dreamwindow.engines.comfyui.runs import Run

T = TypeVar("T")


class BlockingComfyUIClient:
    """`ComfyUIClient` on a thread of its own, which keeps its WebSocket; see there for what each call does and raises.

    Any thread may call it. A `KeyboardInterrupt` while it waits interrupts the prompt on the server.
    """

    def __init__(self, url: str | Address = DEFAULT_URL, options: ClientOptions | None = None) -> None:
        self._address = url if isinstance(url, Address) else parse_address(url)
        self._options = options

    def __enter__(self) -> Self:
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, name="comfyui client")
        self._thread.start()
        self._stop = asyncio.Event()
        self._client: ComfyUIClient
        opened: asyncio.Future[None] = self._loop.create_future()
        self._life = asyncio.run_coroutine_threadsafe(self._live(opened), self._loop)
        self._do(_awaited(opened))
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            self._loop.call_soon_threadsafe(self._stop.set)
            self._life.result()
        finally:
            self._loop.call_soon_threadsafe(self._loop.stop)
            self._thread.join()
            self._loop.close()

    async def _live(self, opened: asyncio.Future[None]) -> None:
        """One task enters the client and leaves it."""
        try:
            async with ComfyUIClient(self._address, self._options) as self._client:
                opened.set_result(None)
                await self._stop.wait()
        finally:
            opened.cancel()  # nothing, once it is opened

    def _do(self, work: Coroutine[Any, Any, T]) -> T:
        doing = asyncio.run_coroutine_threadsafe(work, self._loop)
        try:
            return doing.result()
        except BaseException:
            doing.cancel()
            raise

    def get_system_stats(self) -> SystemStats:
        """Versions and devices."""
        return self._do(self._client.get_system_stats())

    def object_info(self, *classes: str) -> Catalogue:
        """What the server has."""
        return self._do(self._client.object_info(*classes))

    def get_queue(self) -> QueueState:
        """What runs and what waits."""
        return self._do(self._client.get_queue())

    def get_history(self, prompt_id: str) -> Ended | None:
        """How a prompt ended."""
        return self._do(self._client.get_history(prompt_id))

    def queue_prompt(self, graph: Graph, prompt_id: str | None = None) -> QueuedPrompt:
        """Post a prompt, and listen for it."""
        return self._do(self._client.queue_prompt(graph, prompt_id))

    def wait_for_completion(self, prompt_id: str, *, timeout_s: float | None = None) -> Run:
        """Wait until a prompt ended well."""
        return self._do(self._client.wait_for_completion(prompt_id, timeout_s=timeout_s))

    def get_output_images(self, run: Run, node: str | None = None) -> list[bytes]:
        """The encoded pictures of a prompt that ended."""
        return self._do(self._client.get_output_images(run, node))

    def generate(self, workflow: Workflow, *, timeout_s: float | None = None) -> list[bytes]:
        """Post a workflow, wait for it, and give its encoded pictures."""
        return self._do(self._client.generate(workflow, timeout_s=timeout_s))

    def view(self, image: ImageRef) -> bytes | None:
        """A picture's file."""
        return self._do(self._client.view(image))

    def upload_image(self, data: bytes, name: str) -> ImageRef:
        """Put a picture where `LoadImage` finds it."""
        return self._do(self._client.upload_image(data, name))

    def interrupt(self, prompt_id: str | None = None) -> None:
        """Stop a prompt at its next step."""
        self._do(self._client.interrupt(prompt_id))

    def delete(self, prompt_ids: Sequence[str]) -> None:
        """Take waiting prompts out of the queue."""
        self._do(self._client.delete(prompt_ids))

    def free(self) -> None:
        """Unload the models and give memory back."""
        self._do(self._client.free())


async def _awaited(future: asyncio.Future[T]) -> T:
    return await future
