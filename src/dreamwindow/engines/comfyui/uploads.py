"""Pictures that the server has from us: few names, used again and again, so that nothing piles up there."""

from __future__ import annotations

import asyncio
import uuid
from collections import OrderedDict
from dataclasses import dataclass

from dreamwindow.engines.comfyui.client import ComfyUIClient
from dreamwindow.engines.comfyui.pixels import packed
from dreamwindow.model.frame import Pixels


@dataclass(slots=True, eq=False)
class _Upload:
    """``pixels`` are held, so that no other picture can have their identity; ``image`` is how `LoadImage` names it."""

    slot: int
    pixels: Pixels
    image: str | None = None


class Uploads:
    """The newest ``slots`` pictures. One that is used again is not sent again, unless the server was away since."""

    def __init__(self, client: ComfyUIClient, slots: int = 24) -> None:
        self._client = client
        self._slots = slots
        self._prefix = f"dreamwindow-{uuid.uuid4().hex[:8]}"
        self._known: OrderedDict[int, _Upload] = OrderedDict()
        self._connects = 0

    async def name(self, pixels: Pixels) -> str:
        """What `LoadImage` calls this picture, which is sent if the server does not have it."""
        if self._client.connects != self._connects:  # a restart empties the folder that they lie in
            self._connects = self._client.connects
            for upload in self._known.values():
                upload.image = None
        upload = self._known.get(id(pixels)) or self._place(pixels)
        self._known.move_to_end(id(pixels))
        if upload.image is None:
            data, ending = await asyncio.to_thread(packed, pixels, small=not self._client.address.local)
            name = f"{self._prefix}-{upload.slot}.{ending}"
            upload.image = (await self._client.upload_image(data, name)).as_input
        return upload.image

    def _place(self, pixels: Pixels) -> _Upload:
        slot = len(self._known)
        if slot == self._slots:
            _, oldest = self._known.popitem(last=False)
            slot = oldest.slot
        self._known[id(pixels)] = upload = _Upload(slot, pixels)
        return upload
