"""The conversations that were recorded from a real server."""

from __future__ import annotations

import gzip
import json
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parents[3] / "data" / "comfyui"
SCENARIOS = sorted(path.name.removesuffix(".json.gz") for path in FOLDER.glob("[0-9]*.json.gz"))


@dataclass(frozen=True, slots=True)
class Recording:
    """``http``: requests and answers in order; ``sockets``: the messages of each, in order. Times are in ms."""

    name: str
    http: tuple[dict[str, Any], ...]
    sockets: dict[str, list[dict[str, Any]]]

    def labelled(self, label: str) -> dict[str, Any]:
        """The request of that label."""
        return next(request for request in self.http if request.get("label") == label)

    def posts(self) -> list[dict[str, Any]]:
        """The prompts that were posted and taken."""
        return [r for r in self.http if r["path"] == "/prompt" and r["method"] == "POST" and r["status"] == 200]

    def messages(self, prompt_id: str) -> list[dict[str, Any]]:
        """What the first socket that heard of a prompt heard of it, from its (first) start to its end, pictures too."""
        for socket in self.sockets.values():
            heard: list[dict[str, Any]] = []
            for message in socket:
                if _of(message) == prompt_id or (heard and "binary" in message):
                    heard.append(message)
                if heard and message.get("json", {}).get("data", {}).get("node", "") is None:
                    return heard
            if heard:
                return heard
        return []


def _of(message: dict[str, Any]) -> str | None:
    data = message.get("json", {}).get("data")
    return data.get("prompt_id") if isinstance(data, dict) else None


@cache
def recording(name: str) -> Recording:
    """One scenario, ``08_races`` say."""
    data = load(name)
    sockets = {key: value for key, value in data["ws"].items() if isinstance(value, list)}
    return Recording(name, tuple(data["http"]), sockets)


def load(name: str) -> Any:
    """A recorded file's JSON."""
    return json.loads(_text(name))


@lru_cache(maxsize=4)
def _text(name: str) -> bytes:
    return gzip.decompress((FOLDER / f"{name}.json.gz").read_bytes())


def object_info() -> dict[str, Any]:
    """What the recorded server had; a copy of one's own."""
    found: dict[str, Any] = load("object_info")
    return found
