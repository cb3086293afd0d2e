"""Every request that we make of a ComfyUI server, each usable by itself."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import quote

from dreamwindow.engines.comfyui.address import Address
from dreamwindow.engines.comfyui.answers import Ended, ImageRef, QueueState, SystemStats
from dreamwindow.engines.comfyui.catalogue import Catalogue
from dreamwindow.engines.comfyui.http import Answer, Call, Http
from dreamwindow.engines.comfyui.loose import mapping, text
from dreamwindow.errors import ConfigError, EngineUnavailable, GenerationFailed


class ServerCalls:
    """Plain requests. All raise `EngineUnavailable` when the server is away, `ConfigError` when it is not ours."""

    def __init__(self, address: Address, http: Http) -> None:
        self.address = address
        self._http = http

    async def get_system_stats(self) -> SystemStats:
        """Versions and devices. Raises `ConfigError` if something else listens there."""
        answer = await self._http.call(Call(method="GET", path="/system_stats"))
        stats = SystemStats.read(answer.json)
        if answer.status != 200 or not stats.version:
            raise ConfigError(
                f"What listens at {self.address} is not ComfyUI.",
                "Set system.comfyui_url to ComfyUI's own address; its port is 8188 unless it was told otherwise.",
            )
        return stats

    async def object_info(self, *classes: str) -> Catalogue:
        """What the server has: these node classes, or all of them (which can be megabytes)."""
        paths = [f"/object_info/{quote(name, safe='')}" for name in sorted(set(classes))] or ["/object_info"]
        found: dict[str, object] = {}
        for path in paths:
            found.update(mapping((await self._ok(Call(method="GET", path=path))).json))
        return Catalogue.read(found)

    async def get_queue(self) -> QueueState:
        """What runs and what waits, anyone's."""
        return QueueState.read((await self._ok(Call(method="GET", path="/queue"))).json)

    async def get_history(self, prompt_id: str) -> Ended | None:
        """How a prompt ended; ``None`` while it has not, or if the server does not know it."""
        call = Call(method="GET", path=f"/history/{quote(prompt_id, safe='')}")
        return Ended.read((await self._ok(call)).json, prompt_id)

    async def view(self, image: ImageRef) -> bytes | None:
        """A picture's file; ``None`` if it is not there any more."""
        params = {"filename": image.filename, "subfolder": image.subfolder, "type": image.kind}
        answer = await self._http.call(Call(method="GET", path="/view", params=params))
        return answer.data if answer.status == 200 else None

    async def upload_image(self, data: bytes, name: str) -> ImageRef:
        """Put a picture where `LoadImage` finds it, in the server's temporary folder; what it is called there.

        Another picture of that name is replaced. Raises `GenerationFailed` if the server does not take it.
        """
        call = Call(
            method="POST", path="/upload/image", form={"overwrite": "true", "type": "temp"},
            file=(name, data, f"image/{name.rpartition('.')[2]}"),
        )  # fmt: skip
        answer = await self._http.call(call)
        if answer.status == 413:
            raise GenerationFailed(f"ComfyUI takes no picture of {len(data) / 1e6:.0f} MB.", "Make it smaller.")
        said = mapping(answer.json)
        if answer.status != 200 or not text(said.get("name")):
            raise GenerationFailed(f"ComfyUI did not take the picture {name} ({answer.status}).", "See its log.")
        return ImageRef(text(said.get("name")), text(said.get("subfolder")), text(said.get("type"), "temp"))

    async def interrupt(self, prompt_id: str | None = None) -> None:
        """Stop a prompt at its next step, if it is the one that runs; without an id, whatever runs."""
        body = {"prompt_id": prompt_id} if prompt_id is not None else {}
        await self._ok(Call(method="POST", path="/interrupt", body=body))

    async def delete(self, prompt_ids: Sequence[str]) -> None:
        """Take waiting prompts out of the queue; one that runs is not touched."""
        await self._ok(Call(method="POST", path="/queue", body={"delete": list(prompt_ids)}))

    async def free(self) -> None:
        """Unload the models and give memory back, once nothing runs."""
        await self._ok(Call(method="POST", path="/free", body={"unload_models": True, "free_memory": True}))

    async def _ok(self, call: Call) -> Answer:
        answer = await self._http.call(call)
        if answer.status != 200:
            raise EngineUnavailable(
                f"{self.address}{call.path} answers {answer.status}: that is not how ComfyUI answers.",
                "Look what listens there.",
            )
        return answer
