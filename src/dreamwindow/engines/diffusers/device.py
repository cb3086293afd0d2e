"""Where the arithmetic is done, and with how many bits."""

from __future__ import annotations

from dataclasses import dataclass

import torch

from dreamwindow.errors import ConfigError


@dataclass(frozen=True, slots=True)
class Place:
    """A ``device`` and the ``dtype`` of the model's weights on it; ``name`` is the hardware's."""

    device: torch.device
    dtype: torch.dtype
    name: str

    @property
    def is_cpu(self) -> bool:
        """A processor, whose arithmetic gives the same bits every time."""
        return bool(self.device.type == "cpu")


def find_place(device: str, dtype: str, half: str = "float16") -> Place:
    """The device that is meant, and its dtype; ``half`` is what ``auto`` is on a GPU.

    Raises `ConfigError` for a device that is not here.
    """
    found = _find_device(device)
    usual = "float32" if found.type == "cpu" else half
    return Place(found, getattr(torch, usual if dtype == "auto" else dtype), _name(found))


def _find_device(said: str) -> torch.device:
    wanted = said.lower()
    if wanted == "auto":
        kind = "cuda" if torch.cuda.is_available() else "mps" if torch.backends.mps.is_available() else "cpu"
        return torch.device(kind, 0) if kind == "cuda" else torch.device(kind)
    if wanted == "cpu":
        return torch.device("cpu")
    if wanted == "mps":
        if not torch.backends.mps.is_available():
            raise ConfigError("diffusers.device mps is not here.", "It is for Macs with Apple silicon.")
        return torch.device("mps")
    return _find_gpu(wanted)


def _find_gpu(wanted: str) -> torch.device:
    """By index in CUDA's order (``cuda:1``, ``1``), or by the beginning of a UUID: that order is not the driver's."""
    count = torch.cuda.device_count() if torch.cuda.is_available() else 0
    index = wanted.removeprefix("cuda").removeprefix(":") or "0"
    if index.isdecimal() and int(index) < count:
        return torch.device("cuda", int(index))
    for i in range(count):
        uuid = str(torch.cuda.get_device_properties(i).uuid).lower()
        if uuid.removeprefix("gpu-").startswith(index.removeprefix("gpu-")):
            return torch.device("cuda", i)
    here = ", ".join(f"cuda:{i} ({torch.cuda.get_device_name(i)})" for i in range(count)) or "no GPU that torch can use"
    raise ConfigError(f"diffusers.device {wanted!r} is not here.", f"Here: {here}, and cpu.")


def _name(device: torch.device) -> str:
    return str(torch.cuda.get_device_name(device) if device.type == "cuda" else device.type)
