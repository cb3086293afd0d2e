"""ComfyUIClient: prompts in, pictures out, whatever the server does in between."""

from __future__ import annotations

import asyncio
import logging
import uuid
from collections.abc import Awaitable, Callable
from contextlib import AsyncExitStack
from random import Random
from types import TracebackType
from typing import Self, TypeAlias

from dreamwindow.engines.comfyui.address import DEFAULT_URL, Address, parse_address
from dreamwindow.engines.comfyui.answers import QueuedPrompt
from dreamwindow.engines.comfyui.calls import ServerCalls
from dreamwindow.engines.comfyui.farewell import Farewells
from dreamwindow.engines.comfyui.graph import Graph, Workflow
from dreamwindow.engines.comfyui.http import Call, Http
from dreamwindow.engines.comfyui.loose import mapping, number, text
from dreamwindow.engines.comfyui.messages import Succeeded
from dreamwindow.engines.comfyui.options import ClientOptions
from dreamwindow.engines.comfyui.rejections import failed, node_problems, rejected
from dreamwindow.engines.comfyui.runs import Run
from dreamwindow.engines.comfyui.socket import Socket
from dreamwindow.engines.comfyui.waiting import Forgotten, wait_for_end
from dreamwindow.errors import ConfigError, DreamWindowError, EngineUnavailable, GenerationFailed

_log = logging.getLogger(__name__)
_COLLECTS = 3
_UNREACHED = (EngineUnavailable, ConfigError)
"""The server, or a proxy before it, did not let us ask: it may have our prompt, and run it."""

Listener: TypeAlias = Callable[[Run], Awaitable[None]]
"""Hears of a prompt that has come further; what changes while it works is told together."""


class ComfyUIClient(ServerCalls):
    """``async with ComfyUIClient(url) as client: pictures = await client.generate(workflow)``.

    One WebSocket serves all prompts, and is opened before the first is posted. Prompt ids are chosen here, so that a
    prompt whose answer was lost can be looked for instead of being posted twice.
    """

    def __init__(
        self, url: str | Address = DEFAULT_URL, options: ClientOptions | None = None, random: Random | None = None
    ) -> None:
        self._options = options or ClientOptions()
        self._random = random or Random()
        address = url if isinstance(url, Address) else parse_address(url)
        super().__init__(address, Http(address, self._options, self._random))
        self._stack = AsyncExitStack()
        self._unsettled: dict[str, str] = {}

    async def __aenter__(self) -> Self:
        async with AsyncExitStack() as stack:
            await stack.enter_async_context(self._http)
            tasks = await stack.enter_async_context(asyncio.TaskGroup())
            self._socket = Socket(self.address, self._options, tasks)
            stack.push_async_callback(self._socket.close)
            self._farewells = Farewells(self, self._options, self._random, tasks)
            stack.push_async_callback(self._farewells.close)
            self._stack = stack.pop_all()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._stack.aclose()

    @property
    def connects(self) -> int:
        """How often a WebSocket was opened: when it grows, the server may have forgotten what it was given."""
        return self._socket.connects

    async def connect(self) -> None:
        """Open the WebSocket now, unless it is open. Raises `EngineUnavailable` or `ConfigError`."""
        await self._socket.client_id()

    async def queue_prompt(self, graph: Graph, prompt_id: str | None = None) -> QueuedPrompt:
        """Post a prompt, and listen for it.

        When the answer is lost, the server is asked whether it has the prompt before it is posted again. Raises
        `InvalidRecipe` when the server refuses it: which node, which input, what is allowed.
        """
        prompt_id = prompt_id or uuid.uuid4().hex
        waits = self._options.backoff.waits(self._random)
        while True:
            try:
                return await self._post(graph, prompt_id)
            except EngineUnavailable:
                wait_s = next(waits, None)
                if wait_s is None:
                    raise
            await asyncio.sleep(wait_s)
            if await self._knows(prompt_id):
                return QueuedPrompt(prompt_id, 0.0)

    async def wait_for_completion(
        self, prompt_id: str, *, timeout_s: float | None = None, listener: Listener | None = None
    ) -> Run:
        """Wait until a prompt ended well. ``timeout_s`` counts from when it began to run, not while it waits.

        Raises `GenerationFailed` if it failed, was interrupted or took too long, and `EngineUnavailable` if the server
        is away, out of memory, or does not know the prompt any more.
        """
        watch = self._socket.watched(prompt_id) or self._socket.watch(Run(prompt_id, Graph()), "")
        try:
            run = await wait_for_end(self, self._socket, watch, self._options, timeout_s, listener)
        except Forgotten:
            self._socket.drop(prompt_id)
            raise
        except TimeoutError:
            self._give_up(prompt_id)
            _log.warning("A picture took longer than %s s: it is interrupted", timeout_s)
            raise GenerationFailed(
                f"The picture took longer than {timeout_s:g} s.", "Raise system.generation_timeout_s."
            ) from None
        self._socket.drop(prompt_id)
        if run.end is not None and not isinstance(run.end, Succeeded):
            raise failed(run.end)
        return run

    async def get_output_images(self, run: Run, node: str | None = None) -> list[bytes]:
        """The encoded pictures of a prompt that ended, of one node or of all, in order; the files are fetched."""
        pictures = [data for n, found in run.pictures.items() if node in (None, n) for data in found]
        for image in [image for n, files in run.files.items() if node in (None, n) for image in files]:
            data = await self.view(image)
            if data is not None:
                pictures.append(data)
        return pictures

    async def generate(
        self, workflow: Workflow, *, timeout_s: float | None = None, listener: Listener | None = None
    ) -> list[bytes]:
        """Post a workflow, wait for it, and give its pictures, encoded, at least ``workflow.count`` of them.

        Cancelling interrupts it on the server. After `EngineUnavailable` or `ConfigError` the same workflow can be
        generated again: what the server has of it is taken up, not begun anew. Raises as `queue_prompt` and
        `wait_for_completion`.
        """
        for _ in range(_COLLECTS):
            run = await self._run(workflow, timeout_s, listener)
            pictures = await self.get_output_images(run, workflow.output)
            if len(pictures) >= workflow.count:
                return pictures
            _log.info("A picture was lost on its way from ComfyUI: it is asked for again")
        raise EngineUnavailable("ComfyUI made a picture, but it does not arrive.", "It is tried again.")

    async def _run(self, workflow: Workflow, timeout_s: float | None, listener: Listener | None) -> Run:
        key = workflow.graph.key
        prompt_id = await self._taken_up(key)
        try:
            if prompt_id is None:
                prompt_id = uuid.uuid4().hex
                prompt_id = (await self.queue_prompt(workflow.graph, prompt_id)).prompt_id
            return await self.wait_for_completion(prompt_id, timeout_s=timeout_s, listener=listener)
        except _UNREACHED:
            if prompt_id is not None and self._socket.watched(prompt_id) is not None:
                self._unsettled[key] = prompt_id
            raise
        except DreamWindowError:
            raise
        except BaseException:  # cancelled, or the listener raised: nobody waits for it any more
            if prompt_id is not None:
                self._give_up(prompt_id)
            raise

    async def _taken_up(self, key: str) -> str | None:
        """The prompt of this graph that was left behind when the server was away, if the server still has it.

        What else was left behind is not wanted any more.
        """
        prompt_id = self._unsettled.pop(key, None)
        for other in self._unsettled.values():
            self._give_up(other)
        self._unsettled.clear()
        if prompt_id is None:
            return None
        try:
            known = await self._knows(prompt_id)
        except _UNREACHED:
            self._unsettled[key] = prompt_id
            raise
        if not known:
            self._socket.drop(prompt_id)
        return prompt_id if known else None

    def _give_up(self, prompt_id: str) -> None:
        self._socket.drop(prompt_id)
        self._farewells.say(prompt_id)

    async def _post(self, graph: Graph, prompt_id: str) -> QueuedPrompt:
        client_id = await self._socket.client_id()
        self._socket.watch(Run(prompt_id, graph), client_id)
        body = {"prompt": graph.to_api(), "client_id": client_id, "prompt_id": prompt_id}
        answer = await self._http.call(Call(method="POST", path="/prompt", body=body, repeatable=False))
        said = mapping(answer.json)
        if answer.status == 400:
            self._socket.drop(prompt_id)
            raise rejected(said)
        if answer.status != 200 or not said:
            raise EngineUnavailable(
                f"{self.address}/prompt answers {answer.status}: that is not ComfyUI.", "Look there."
            )
        dropped = node_problems(said.get("node_errors"))
        if dropped:
            _log.warning("ComfyUI leaves out a part of the workflow: %s", dropped)
        given = text(said.get("prompt_id"), prompt_id)
        if given != prompt_id:
            self._socket.rename(prompt_id, given)
        return QueuedPrompt(given, number(said.get("number")), dropped)

    async def _knows(self, prompt_id: str) -> bool:
        """Whether the server has this prompt: queue first, since what leaves it is in the history already."""
        return prompt_id in await self.get_queue() or await self.get_history(prompt_id) is not None
