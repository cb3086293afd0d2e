"""Tiny models, made once a run."""

from __future__ import annotations

from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def models(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a tiny model of each family, by its name in `tiny.MAKERS`, and a ``taesd``. Skips without torch."""
    for package in ("torch", "diffusers", "transformers"):
        pytest.importorskip(package)
    import torch
    from tqdm import tqdm

    from trials import tiny_models as tiny

    tqdm.monitor_interval = 0  # else its first bar leaves a thread running
    torch.set_num_threads(1)  # for so little work more would only wait for each other

    folder = tmp_path_factory.mktemp("models")
    for name, make in tiny.MAKERS.items():
        make(folder / name)
    tiny.tiny_vae(folder / "taesd")
    return folder
