"""The model itself. The only module here that imports torch, and only CLIP's own process imports this one."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from dreamwindow.contracts.embedder import Vectors
from dreamwindow.model.frame import Pixels


class ClipModel:
    """Loaded when made. ``device``: as torch names them, or ``auto``. Raises what torch and transformers raise."""

    def __init__(self, folder: Path, device: str) -> None:
        os.environ.setdefault("HF_HUB_OFFLINE", "1")  # what is needed lies in the folder; nobody is asked
        import torch
        import transformers

        transformers.utils.logging.set_verbosity_error()
        transformers.utils.logging.disable_progress_bar()
        self._torch = torch
        self.device = _device(torch, device)
        model = transformers.CLIPModel.from_pretrained(folder, local_files_only=True)
        self._model = model.to(self.device).eval()
        self._processor = processor_of(folder)
        self._tokenizer = transformers.AutoTokenizer.from_pretrained(folder, local_files_only=True)
        self._most_words = int(model.config.text_config.max_position_embeddings)

    def embed(self, images: Sequence[Pixels]) -> Vectors:
        """(n, dimension) unit vectors of pictures (H, W, 3) uint8, all in one pass."""
        # said, not guessed: a picture of 1 or 3 rows would be taken for one whose channels come first
        prepared = self._processor(images=list(images), input_data_format="channels_last", return_tensors="pt")
        return self._vectors(self._model.get_image_features, prepared)

    def embed_words(self, texts: Sequence[str]) -> Vectors:
        """(n, dimension) unit vectors of texts; what is longer than the model reads is cut."""
        prepared = self._tokenizer(
            list(texts), padding=True, truncation=True, max_length=self._most_words, return_tensors="pt"
        )
        return self._vectors(self._model.get_text_features, prepared)

    def _vectors(self, features: Any, prepared: Any) -> Vectors:
        with self._torch.inference_mode():
            found = features(**prepared.to(self.device))
            found = getattr(found, "pooler_output", found)  # since transformers 5 it is inside
            found = self._torch.nn.functional.normalize(found.float(), dim=-1)
        return np.asarray(found.cpu().numpy(), np.float32)


def processor_of(folder: Path) -> Any:
    """The same resizing whether torchvision is installed or not; before transformers 5 it had one name only."""
    import transformers

    processor = getattr(transformers, "CLIPImageProcessorPil", None) or transformers.CLIPImageProcessor
    return processor.from_pretrained(folder, local_files_only=True)


def _device(torch: Any, wanted: str) -> Any:
    if wanted != "auto":
        return torch.device(wanted)
    if torch.cuda.is_available():
        return torch.device("cuda")
    return torch.device("mps" if torch.backends.mps.is_available() else "cpu")
