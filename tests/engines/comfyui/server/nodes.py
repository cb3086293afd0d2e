"""Running a graph, node by node, with the pictures of `pictures` in place of models."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from tests.engines.comfyui.server.pictures import Floats, as_pixels, as_png, from_file, sampled

Prompt = Mapping[str, Mapping[str, Any]]
SAMPLERS = ("KSampler", "SamplerCustomAdvanced")
ENDS = ("SaveImage", "PreviewImage", "SaveImageWebsocket")


@dataclass(slots=True)
class Disk:
    """The server's folders: ``(kind, subfolder, name)`` to bytes."""

    files: dict[tuple[str, str, str], bytes] = field(default_factory=dict)
    saved: int = 0

    def find(self, annotated: str) -> bytes | None:
        """A file as `LoadImage` names it: ``sub/name.png [temp]``."""
        kind = "input"
        for known in ("input", "output", "temp"):
            if annotated.endswith(f" [{known}]"):
                annotated, kind = annotated.removesuffix(f" [{known}]"), known
        subfolder, _, name = annotated.rpartition("/")
        return self.files.get((kind, subfolder, name))

    def save(self, data: bytes, kind: str, prefix: str) -> dict[str, str]:
        """Under the next number; how it is told."""
        self.saved += 1
        name = f"{prefix}_{self.saved:05d}_.png"
        self.files[(kind, "", name)] = data
        return {"filename": name, "subfolder": "", "type": kind}


class NodeFailed(Exception):
    """A node raised: ``kind`` is the exception's full name."""

    def __init__(self, kind: str, message: str) -> None:
        super().__init__(message)
        self.kind = kind


def ends(prompt: Mapping[str, Any]) -> list[str]:
    """The nodes that save pictures."""
    return [node_id for node_id, node in prompt.items() if node["class_type"] in ENDS]


def order(prompt: Prompt, wanted: Iterable[str]) -> list[str]:
    """Every node that ``wanted`` ones need, after those that it needs."""
    done: dict[str, None] = {}

    def visit(node_id: str) -> None:
        if node_id not in done:
            for source in sources(prompt, node_id):
                visit(source)
            done[node_id] = None

    for node_id in wanted:
        visit(node_id)
    return list(done)


def sources(prompt: Prompt, node_id: str) -> Iterator[str]:
    """The nodes whose outputs a node takes."""
    return (value[0] for value in prompt[node_id].get("inputs", {}).values() if isinstance(value, list))


def signature(prompt: Prompt, node_id: str, disk: Disk) -> str:
    """The same signature, the same output: what the server caches by."""
    node = prompt[node_id]
    inputs: dict[str, Any] = {}
    for name, value in node.get("inputs", {}).items():
        inputs[name] = [signature(prompt, value[0], disk), value[1]] if isinstance(value, list) else value
    content = disk.find(node["inputs"]["image"]) if node["class_type"] == "LoadImage" else b""
    said = json.dumps([node["class_type"], inputs], sort_keys=True).encode()
    return hashlib.sha256(said + (content or b"")).hexdigest()


Inputs = Mapping[str, Any]
Work = Callable[[Inputs, Disk], tuple[Any, ...]]


def work(class_type: str, inputs: Inputs, disk: Disk) -> tuple[Any, ...]:
    """The outputs of one node, whose inputs are values. A node that is not listed gives what it was given."""
    known = _WORKS.get(class_type)
    return known(inputs, disk) if known is not None else (inputs,) * 3


def steps(class_type: str, inputs: Inputs) -> int:
    """How many steps a node tells of; 0 for one that tells of none."""
    if class_type == "KSampler":
        return int(inputs["steps"])
    return int(inputs["sigmas"]["steps"]) if class_type == "SamplerCustomAdvanced" else 0


def _checkpoint(inputs: Inputs, disk: Disk) -> tuple[Any, ...]:
    if inputs.get("ckpt_name") == "broken.safetensors":
        raise NodeFailed("safetensors._safetensors_rust.SafetensorError", "Error while deserializing header\n")
    return ("model", "clip", "vae")


def _load_image(inputs: Inputs, disk: Disk) -> tuple[Any, ...]:
    try:
        return (from_file(disk.find(inputs["image"]) or b""), None)
    except OSError as error:
        raise NodeFailed("PIL.UnidentifiedImageError", f"{error}\n") from error


def _empty(inputs: Inputs, disk: Disk) -> tuple[Any, ...]:
    height, width = inputs["height"] // 8 * 8, inputs["width"] // 8 * 8
    return (np.zeros((inputs["batch_size"], height, width, 3), np.float32),)


def _ksampler(inputs: Inputs, disk: Disk) -> tuple[Any, ...]:
    return (sampled(inputs["positive"], inputs["seed"], inputs["latent_image"], inputs["denoise"]),)


def _custom_sampler(inputs: Inputs, disk: Disk) -> tuple[Any, ...]:
    words = inputs["guider"]["conditioning"]
    text = words["conditioning"] if isinstance(words, Mapping) else words  # with FluxGuidance, or without
    latent = sampled(text, inputs["noise"]["noise_seed"], inputs["latent_image"], inputs["sigmas"]["denoise"])
    return (latent, latent)


def _interpolate(inputs: Inputs, disk: Disk) -> tuple[Any, ...]:
    first, second, ratio = inputs["samples1"], inputs["samples2"], inputs["ratio"]
    assert len(first) == len(second) == 1, "the real node confuses the samples of a batch"
    return ((first * ratio + second * (1 - ratio)).astype(np.float32),)


_WORKS: dict[str, Work] = {
    "CheckpointLoaderSimple": _checkpoint,
    "LoadImage": _load_image,
    "EmptyLatentImage": _empty,
    "EmptySD3LatentImage": _empty,
    "CLIPTextEncode": lambda inputs, _: (inputs["text"],),
    "CLIPTextEncodeSDXL": lambda inputs, _: (inputs["text_g"],),
    "KSampler": _ksampler,
    "SamplerCustomAdvanced": _custom_sampler,
    "LatentInterpolate": _interpolate,
    "LatentBlend": lambda i, _: (i["samples1"] * i["blend_factor"] + i["samples2"] * (1 - i["blend_factor"]),),
    "LatentBatch": lambda inputs, _: (np.concatenate([inputs["samples1"], inputs["samples2"]]),),
    "VAEEncode": lambda inputs, _: (inputs["pixels"],),
    "VAEDecode": lambda inputs, _: (inputs["samples"],),
}


def pngs(images: Floats) -> list[bytes]:
    """Each picture of a batch, as the server saves it."""
    return [as_png(as_pixels(image)) for image in images]
