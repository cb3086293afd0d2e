"""The client over real sockets: the right pictures or the right error, whatever the server does."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from typing import Any

import httpx
import numpy as np
import pytest
from websockets.asyncio.client import connect

from dreamwindow.engines.comfyui.answers import ImageRef
from dreamwindow.engines.comfyui.client import ComfyUIClient
from dreamwindow.engines.comfyui.graph import Graph, Workflow
from dreamwindow.engines.comfyui.runs import Run
from dreamwindow.errors import ConfigError, EngineUnavailable, GenerationFailed, InvalidRecipe
from dreamwindow.imaging.codec import decode_image
from dreamwindow.model.recipe import Recipe
from tests.engines.comfyui.recipes import QUICK, expected, txt2img, workflow
from tests.engines.comfyui.server.comfyui import ComfyUIServer
from tests.engines.comfyui.server.faults import NOISE, HttpFault, Planned, RunFault
from tests.engines.comfyui.server.running import Pace
from tests.engines.comfyui.server.wire import Channel, Request


@asynccontextmanager
async def talking(faults: Planned | None = None, **settings: Any) -> AsyncIterator[tuple[ComfyUIServer, ComfyUIClient]]:
    """A server and a client on it."""
    async with ComfyUIServer(faults, **settings) as server, ComfyUIClient(server.url, QUICK) as client:
        yield server, client


async def makes(client: ComfyUIClient, recipe: Recipe, **how: Any) -> None:
    """The client gives the picture of the recipe, and no other."""
    (png,) = await client.generate(workflow(recipe, **how), timeout_s=10)
    assert np.array_equal(decode_image(png), expected(recipe))


ENDS = ["SaveImageWebsocket", "PreviewImage"]


@pytest.mark.parametrize("end", ENDS)
@pytest.mark.parametrize("marks", [True, False])
@pytest.mark.parametrize("previews", [True, False])
@pytest.mark.parametrize(("answers", "history"), [(0, 0), (1, 30), (4, 0), (60, 60)])
async def test_the_picture_arrives(end: str, marks: bool, previews: bool, answers: int, history: int) -> None:
    """The start heard before the answer, all of it heard before the answer, a late history; both kinds of pictures."""
    faults = Planned(answers=answers, history=history, extra=list(NOISE[:4]))
    async with talking(faults, marks=marks, pace=Pace(previews=previews)) as (_, client):
        await makes(client, txt2img(), end=end)


@pytest.mark.parametrize("end", ENDS)
async def test_a_server_that_gives_ids_of_its_own(end: str) -> None:
    async with talking(pace=Pace(step_s=0.01)) as (server, client):
        server.state.own_ids = True
        for seed in range(3):
            await makes(client, txt2img(seed=seed), end=end)
        assert server.tally.sampled.total() == 3


@pytest.mark.parametrize("end", ENDS)
async def test_a_cached_repeat_gives_the_same_picture_and_samples_nothing(end: str) -> None:
    async with talking() as (server, client):
        for _ in range(3):
            await makes(client, txt2img(), end=end)
        assert server.tally.sampled.total() == 1


async def test_rubbish_between_the_messages_is_survived() -> None:
    async with talking(Planned(extra=list(NOISE))) as (_, client):
        await makes(client, txt2img())


async def test_many_prompts_at_once_get_each_its_own_picture() -> None:
    async with talking() as (server, client), asyncio.TaskGroup() as tasks:
        for seed in range(8):
            tasks.create_task(makes(client, txt2img(seed=seed), end=ENDS[seed % 2]))
    assert len(set(server.tally.started)) == 8
    assert client.connects == 1


@pytest.mark.parametrize("client_id", [None, "stranger"])
async def test_strangers_prompts_and_pictures_are_not_ours(client_id: str | None) -> None:
    async with talking(pace=Pace(previews=True)) as (server, client), httpx.AsyncClient(base_url=server.url) as http:
        for seed in range(3):
            strange = {"prompt": workflow(txt2img("strange", seed=seed)).graph.to_api()}
            await http.post("/prompt", json=strange | ({"client_id": client_id} if client_id else {}))
        await makes(client, txt2img())


async def test_a_second_socket_of_another_client_disturbs_nobody() -> None:
    async with talking() as (server, client):
        await makes(client, txt2img())
        async with connect(f"{server.url.replace('http', 'ws')}/ws?clientId=other", proxy=None):
            await makes(client, txt2img(seed=8))
        await makes(client, txt2img(seed=9))


def on_node(fault: RunFault, node: str = "KSampler", nth: int = 1) -> Planned:
    return Planned(nodes={(node, nth): fault})


@pytest.mark.parametrize("end", ENDS)
@pytest.mark.parametrize("node", ["CheckpointLoaderSimple", "KSampler", "VAEDecode", "end"])
async def test_a_lost_socket_costs_no_picture_and_no_second_run(end: str, node: str) -> None:
    async with talking(on_node("drop socket", end if node == "end" else node)) as (server, client):
        await makes(client, txt2img(), end=end)
        await makes(client, txt2img(seed=8), end=end)
        assert server.tally.sampled.total() == 2
        assert client.connects == 2


@pytest.mark.parametrize("node", ["CheckpointLoaderSimple", "KSampler", "SaveImageWebsocket"])
async def test_a_server_killed_in_mid_run_is_told_of_and_the_next_try_goes_well(node: str) -> None:
    async with talking(on_node("kill", node)) as (server, client):
        with pytest.raises(EngineUnavailable):
            await makes(client, txt2img())
        await makes(client, txt2img())
        assert server.tally.restarts == 1


async def test_an_error_names_the_node() -> None:
    async with talking(on_node("error")) as (_, client):
        with pytest.raises(
            GenerationFailed, match=r"KSampler \(node \d+\) failed in ComfyUI: a fault put in on purpose"
        ):
            await makes(client, txt2img())
        await makes(client, txt2img())


async def test_out_of_memory_is_worth_another_try() -> None:
    async with talking(on_node("memory")) as (_, client):
        with pytest.raises(EngineUnavailable, match="out of memory"):
            await makes(client, txt2img())


async def test_a_stranger_who_interrupts_costs_one_picture() -> None:
    async with talking(on_node("stranger interrupts")) as (_, client):
        with pytest.raises(GenerationFailed, match="interrupted"):
            await makes(client, txt2img())
        await makes(client, txt2img())


FAULTS: list[HttpFault] = ["drop before", "drop after", "500", "502", "503", "429"]


@pytest.mark.parametrize("fault", [*FAULTS, "hang before", "hang after"])
async def test_a_post_whose_answer_is_lost_is_neither_lost_nor_run_twice(fault: HttpFault) -> None:
    impatient = Planned(requests={("/prompt", 1): fault})
    async with ComfyUIServer(impatient) as server:
        options = replace(QUICK, request_timeout_s=0.3) if "hang" in fault else QUICK
        async with ComfyUIClient(server.url, options) as client:
            await makes(client, txt2img())
        assert server.tally.sampled.total() == 1


@pytest.mark.parametrize("path", ["/queue", "/history"])
@pytest.mark.parametrize("fault", FAULTS)
async def test_while_it_asks_for_a_prompt_requests_may_fail(path: str, fault: HttpFault) -> None:
    faults = Planned(requests={(path, 1): fault, (path, 2): fault}, nodes={("KSampler", 1): "drop socket"})
    async with talking(faults) as (server, client):
        await makes(client, txt2img(), end="PreviewImage")
        assert server.tally.sampled.total() == 1


async def test_a_server_away_too_long_takes_up_the_prompt_when_it_is_back() -> None:
    """The network is gone, not the server: the prompt that it has is waited for, not posted again."""
    many: dict[tuple[str, int], HttpFault] = {("/queue", n): "drop before" for n in range(1, 7)}
    async with talking(Planned(requests=many, nodes={("KSampler", 1): "drop socket"})) as (server, client):
        wanted = workflow(txt2img())
        with pytest.raises(EngineUnavailable):
            await client.generate(wanted, timeout_s=10)
        (png,) = await client.generate(wanted, timeout_s=10)
        assert np.array_equal(decode_image(png), expected(txt2img()))
        assert server.tally.sampled.total() == 1


async def test_a_prompt_that_a_proxy_let_nobody_ask_for_is_taken_up() -> None:
    faults = Planned(requests={("/queue", 1): "403"}, nodes={("KSampler", 1): "drop socket"})
    async with talking(faults) as (server, client):
        wanted = workflow(txt2img(), end="PreviewImage")
        with pytest.raises(ConfigError, match="does not let us in"):
            await client.generate(wanted, timeout_s=10)
        (png,) = await client.generate(wanted, timeout_s=10)
        assert np.array_equal(decode_image(png), expected(txt2img()))
        assert len(server.tally.started) == 1


async def test_what_is_heard_late_is_not_asked_for_again(monkeypatch: pytest.MonkeyPatch) -> None:
    """The history can know of an end whose messages are still on their way."""
    send = Channel.send

    def later(self: Channel, data: str | bytes) -> None:
        asyncio.get_running_loop().call_later(0.25, send, self, data)

    monkeypatch.setattr(Channel, "send", later)
    async with talking() as (server, client):
        await makes(client, txt2img())
        assert len(server.tally.started) == 1


async def test_what_is_never_heard_is_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    """The server can forget a socket that is open."""
    async with talking() as (server, client):
        await client.connect()
        server.sockets.forget()
        await makes(client, txt2img(), end="PreviewImage")
        assert len(server.tally.started) == 1


async def test_cancelling_interrupts_the_prompt_that_runs() -> None:
    async with talking(pace=Pace(step_s=0.02)) as (server, client):
        async with asyncio.TaskGroup() as tasks:
            task = tasks.create_task(client.generate(workflow(txt2img(num_inference_steps=10_000))))
            await server.until(lambda: server.state.memory.node is not None and server.tally.sampled.total() == 1)
            task.cancel()
        assert task.cancelled()
        await makes(client, txt2img(num_inference_steps=2))
        (first, _) = server.tally.started
        assert server.state.memory.history[first]["status"]["messages"][0][0] == "execution_interrupted"


async def test_cancelling_takes_a_waiting_prompt_out_of_the_queue() -> None:
    async with talking(pace=Pace(step_s=0.02)) as (server, client), asyncio.TaskGroup() as tasks:
        first = tasks.create_task(makes(client, txt2img(num_inference_steps=20)))
        await server.until(lambda: len(server.tally.started) == 1)
        second = tasks.create_task(client.generate(workflow(txt2img(seed=8))))
        await server.until(lambda: len(server.state.memory.pending) == 1)
        second.cancel()
        await first
        await server.until(lambda: server.state.memory.remaining == 0)
        assert len(server.tally.started) == 1


async def test_cancelling_before_the_answer_leaves_nothing_running() -> None:
    """The interrupt can overtake the prompt: what turns up late is stopped too."""
    async with talking(Planned(answers=3), pace=Pace(step_s=0.01)) as (server, client):
        posted = asyncio.Event()
        server.heard = lambda request: posted.set() if request.path == "/prompt" else None
        async with asyncio.TaskGroup() as tasks:
            task = tasks.create_task(client.generate(workflow(txt2img(num_inference_steps=10_000))))
            await posted.wait()
            task.cancel()
        await server.until(lambda: len(server.tally.started) == 1 and server.state.memory.remaining == 0)


async def test_what_takes_too_long_is_interrupted_and_the_next_goes_well() -> None:
    async with talking(pace=Pace(step_s=0.02)) as (server, client):
        with pytest.raises(GenerationFailed, match=r"longer than 0\.2 s"):
            await client.generate(workflow(txt2img(num_inference_steps=10_000)), timeout_s=0.2)
        await makes(client, txt2img(num_inference_steps=1))
        assert server.state.memory.remaining == 0


async def test_waiting_in_the_queue_does_not_count_as_taking_long() -> None:
    async with talking(pace=Pace(step_s=0.05)) as (server, client), httpx.AsyncClient(base_url=server.url) as http:
        slow = workflow(txt2img("strange", num_inference_steps=20)).graph.to_api()
        await http.post("/prompt", json={"prompt": slow, "client_id": "stranger"})
        (png,) = await client.generate(workflow(txt2img(num_inference_steps=1)), timeout_s=0.8)
        assert np.array_equal(decode_image(png), expected(txt2img()))


async def test_a_prompt_that_somebody_deletes_is_not_waited_for_for_ever() -> None:
    async with talking(pace=Pace(step_s=0.02)) as (server, client), asyncio.TaskGroup() as tasks:
        tasks.create_task(makes(client, txt2img(num_inference_steps=40)))
        await server.until(lambda: len(server.tally.started) == 1)
        waiting = tasks.create_task(_outcome(client.generate(workflow(txt2img(seed=8)))))
        await server.until(lambda: len(server.state.memory.pending) == 1)
        await client.delete([server.state.memory.pending[0].prompt_id])
        assert isinstance(await waiting, EngineUnavailable)


async def _outcome(work: Any) -> object:
    try:
        return await work
    except EngineUnavailable as error:
        return error


async def test_each_call_by_itself() -> None:
    async with talking() as (server, client):
        stats = await client.get_system_stats()
        assert (stats.version, stats.devices[0].name) == ("0.3.64", "cpu")
        assert "KSampler" in await client.object_info("KSampler", "NoSuchNode")
        assert "NoSuchNode" not in await client.object_info("NoSuchNode")
        built = workflow(txt2img(), end="PreviewImage")
        queued = await client.queue_prompt(built.graph, "my id/with slash")
        assert queued.prompt_id == "my id/with slash"
        run = await client.wait_for_completion(queued.prompt_id)
        (png,) = await client.get_output_images(run)
        assert np.array_equal(decode_image(png), expected(txt2img()))
        history = await client.get_history(queued.prompt_id)
        assert history is not None
        assert history.files == run.files
        assert (await client.get_queue()).running == ()
        assert await client.view(ImageRef("missing.png")) is None
        ref = await client.upload_image(png, "a.png")
        assert server.state.disk.find(ref.as_input) == png
        await client.free()
        await client.interrupt("nobody")


async def test_a_prompt_that_another_posted_can_be_waited_for() -> None:
    async with talking(pace=Pace(step_s=0.01)) as (server, client), httpx.AsyncClient(base_url=server.url) as http:
        prompt = workflow(txt2img(), end="PreviewImage").graph.to_api()
        answer = await http.post("/prompt", json={"prompt": prompt, "client_id": "stranger"})
        run = await client.wait_for_completion(answer.json()["prompt_id"])
        (png,) = await client.get_output_images(run)
        assert np.array_equal(decode_image(png), expected(txt2img()))


async def test_what_comes_is_told_in_order_with_previews() -> None:
    fractions, previews = [0.0], set[bytes]()

    async def told(run: Run) -> None:
        fractions.append(run.fraction)
        if run.preview is not None:
            previews.add(run.preview)

    async with talking(pace=Pace(step_s=0.01, previews=True)) as (_, client):
        await client.generate(workflow(txt2img(num_inference_steps=5)), listener=told)
    assert fractions == sorted(fractions)
    assert fractions[-1] == 1.0
    assert previews


async def test_a_refused_graph_is_never_posted_again() -> None:
    async with talking() as (server, client):
        graph = Graph()
        graph.add("NoSuchNode")
        with pytest.raises(InvalidRecipe, match="NoSuchNode"):
            await client.generate(Workflow(graph, "1"))
        assert server.tally.requests["POST /prompt"] == 1


async def test_a_listener_that_raises_ends_the_prompt() -> None:
    async def told(run: Run) -> None:
        raise ZeroDivisionError

    async with talking(pace=Pace(step_s=0.01)) as (server, client):
        with pytest.raises(ZeroDivisionError):
            await client.generate(workflow(txt2img(num_inference_steps=5_000)), listener=told)
        await server.until(lambda: len(server.tally.started) == 1 and server.state.memory.remaining == 0)


async def test_prompts_that_nobody_waits_for_do_not_pile_up() -> None:
    async with talking() as (server, client):
        graph = workflow(txt2img()).graph
        for number in range(300):
            await client.queue_prompt(graph, str(number))
        assert len(client._socket._watches) == 256
        await server.until(lambda: server.state.memory.remaining == 0)


async def test_closing_leaves_no_connection(server: ComfyUIServer) -> None:
    async with ComfyUIClient(server.url, QUICK) as client:
        await makes(client, txt2img())
        assert len(server.sockets) == 1
    await server.until(lambda: len(server.sockets) == server.connections == 0)


async def test_our_socket_carries_no_origin_and_a_fresh_id(server: ComfyUIServer) -> None:
    asked: list[Request] = []
    server.heard = asked.append
    for _ in range(2):
        async with ComfyUIClient(server.url, QUICK) as client:
            await client.connect()
    assert all("origin" not in request.headers for request in asked)
    assert len({request.query["clientId"] for request in asked}) == 2
