"""Who listens to the test server, and what each of them is told."""

from __future__ import annotations

import json
import struct
import uuid
from collections.abc import Callable
from typing import Any

from tests.engines.comfyui.server.faults import NoFaults
from tests.engines.comfyui.server.state import Item, Memory
from tests.engines.comfyui.server.wire import Channel, Request

FEATURES = {"supports_preview_metadata": True, "max_upload_size": 104857600}


class Sockets:
    """One socket for each client id: a second one takes over, and when the first closes the id is forgotten."""

    def __init__(self, faults: NoFaults, *, marks: bool) -> None:
        self._faults = faults
        self._marks = marks
        self._channels: dict[str, Channel] = {}
        self._flagged: set[str] = set()

    def __len__(self) -> int:
        return len(self._channels)

    def __contains__(self, sid: object) -> bool:
        return sid in self._channels

    def forget(self) -> None:
        """Nobody listens any more."""
        self._channels.clear()
        self._flagged.clear()

    def abort(self) -> None:
        """Every socket breaks."""
        for channel in list(self._channels.values()):
            channel.abort()

    def open(self, request: Request, channel: Channel, memory: Memory) -> Callable[[], None]:
        """A new listener; what to do when it is gone."""
        sid = request.query.get("clientId") or uuid.uuid4().hex
        self._channels[sid] = channel
        self._say(channel, "status", {**_queue(memory), "sid": sid})
        if memory.running is not None and memory.running.client_id == sid and memory.node is not None:
            self._say(channel, "executing", {"node": memory.node})

        def heard(text: str) -> None:
            channel.on_message = lambda _: None  # only the first message counts
            said = json.loads(text)
            if self._marks and said.get("type") == "feature_flags":
                if said["data"].get("supports_preview_metadata"):
                    self._flagged.add(sid)
                self._say(channel, "feature_flags", FEATURES)

        def closed() -> None:
            self._channels.pop(sid, None)  # whoever has that id by now
            self._flagged.discard(sid)

        channel.on_message = heard
        return closed

    def marked(self, item: Item) -> bool:
        """Whether pictures of this prompt say whose they are."""
        return item.client_id in self._flagged

    def tell_queue(self, memory: Memory) -> None:
        """Everybody is told how long the queue is."""
        for channel in list(self._channels.values()):
            self._say(channel, "status", _queue(memory))

    def tell(self, item: Item, kind: str, data: dict[str, Any], *, everyone: bool = False) -> None:
        """To the client whose prompt it is; where there is none, to everyone or to nobody."""
        for sid, channel in list(self._channels.items()):
            if sid == item.client_id or (item.client_id is None and everyone):
                self._say(channel, kind, data)

    def show(self, item: Item, node: str, data: bytes, mime: str) -> None:
        """A picture, marked or not; of a prompt that has no client, to everyone, and never marked."""
        said = {"node_id": node, "prompt_id": item.prompt_id, "display_node_id": node, "image_type": mime}
        metadata = json.dumps(said).encode()
        marked = struct.pack(">II", 4, len(metadata)) + metadata + data
        plain = struct.pack(">II", 1, 1 if mime == "image/jpeg" else 2) + data
        for sid, channel in list(self._channels.items()):
            if sid == item.client_id:
                channel.send(marked if self.marked(item) else plain)
            elif item.client_id is None:
                channel.send(plain)

    def _say(self, channel: Channel, kind: str, data: dict[str, Any]) -> None:
        for noise in self._faults.noise():
            channel.send(noise)
        channel.send(json.dumps({"type": kind, "data": data}))


def _queue(memory: Memory) -> dict[str, Any]:
    return {"status": {"exec_info": {"queue_remaining": memory.remaining}}}
