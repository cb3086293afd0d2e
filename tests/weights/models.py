"""A model small enough to be served a hundred times, laid out as CLIP is."""

from __future__ import annotations

import json
import struct

from tests.weights.hub_server import HubServer

REPO = "openai/clip-vit-base-patch32"
WEIGHTS = "model.safetensors"


def safetensors(size: int = 3_000_000) -> bytes:
    """A whole file with one tensor of ``size`` bytes."""
    head = json.dumps({"weight": {"dtype": "U8", "shape": [size], "data_offsets": [0, size]}}).encode()
    return struct.pack("<Q", len(head)) + head + bytes(range(256)) * (size // 256) + bytes(size % 256)


def safetensors_of(shapes: dict[str, tuple[int, ...]]) -> bytes:
    """A whole file with tensors of these names and shapes, and no numbers in them."""
    head = {name: {"dtype": "F16", "shape": shape, "data_offsets": [0, 0]} for name, shape in shapes.items()}
    said = json.dumps(head).encode()
    return struct.pack("<Q", len(said)) + said


def clip_hub(size: int = 3_000_000) -> HubServer:
    """Holds what is needed, and what is not."""
    files = {
        "README.md": b"about",
        "config.json": b"{}",
        "preprocessor_config.json": b'{"size": 224}',
        "tokenizer.json": b'{"version": "1.0"}',
        "vocab.json": b"{}",
        "merges.txt": b"#version: 0.2\n",
        WEIGHTS: safetensors(size),
        "pytorch_model.bin": b"an older format",
    }
    return HubServer(REPO, files, frozenset({WEIGHTS, "pytorch_model.bin"}))
