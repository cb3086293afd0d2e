"""A CLIP of the real classes at tiny size, made on the spot, as a folder of the real layout."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

from dreamwindow.model.frame import Pixels

WEIGHTS = "model.safetensors"
DIMENSION = 16
_HEAD = {"hidden_size": 32, "intermediate_size": 64, "num_hidden_layers": 2, "num_attention_heads": 4}


def make_tiny_clip(folder: Path, seed: int = 0) -> Path:
    """Random weights, always the same ones for a seed; it reads every letter as a word of its own."""
    import torch
    from transformers import CLIPConfig, CLIPModel, CLIPTokenizer

    folder.mkdir(parents=True, exist_ok=True)
    vocabulary = write_tokenizer(folder)
    torch.manual_seed(seed)
    text = _HEAD | {"vocab_size": vocabulary, "bos_token_id": 0, "eos_token_id": 1, "max_position_embeddings": 77}
    vision = _HEAD | {"image_size": 32, "patch_size": 8}
    config = CLIPConfig(text_config=text, vision_config=vision, projection_dim=DIMENSION)
    CLIPModel(config).eval().save_pretrained(folder)
    write_processor(folder, 32)
    CLIPTokenizer.from_pretrained(folder).save_pretrained(folder)
    return folder


def teach(folder: Path, shown: Mapping[str, Pixels], steps: int = 15) -> None:
    """Let a tiny CLIP know these words by their pictures (Radford et al. 2021, figure 3), always in the same way."""
    import torch
    from transformers import AutoTokenizer, CLIPModel

    from dreamwindow.embedders.clip.model import processor_of

    torch.manual_seed(0)
    model = CLIPModel.from_pretrained(folder).train()
    words = AutoTokenizer.from_pretrained(folder)(list(shown), padding=True, return_tensors="pt")
    pictures = processor_of(folder)(images=list(shown.values()), return_tensors="pt")
    way = torch.optim.Adam(model.parameters(), 1e-3)
    for _ in range(steps):
        way.zero_grad()
        model(**words, **pictures, return_loss=True).loss.backward()
        way.step()
    model.eval().save_pretrained(folder)


def make_clip(folder: Path) -> Path:
    """Of ViT-B/32's size, 151 million parameters, all of them random."""
    import torch
    from transformers import CLIPConfig, CLIPModel, CLIPTokenizer

    folder.mkdir(parents=True, exist_ok=True)
    write_tokenizer(folder)
    torch.manual_seed(0)
    CLIPModel(CLIPConfig()).eval().save_pretrained(folder)  # its defaults are those of ViT-B/32
    write_processor(folder, 224)
    CLIPTokenizer.from_pretrained(folder).save_pretrained(folder)
    return folder


def write_processor(folder: Path, size: int) -> None:
    """``preprocessor_config.json``, as CLIP has it."""
    about = {
        "crop_size": {"height": size, "width": size},
        "do_center_crop": True,
        "do_convert_rgb": True,
        "do_normalize": True,
        "do_rescale": True,
        "do_resize": True,
        "image_mean": [0.48145466, 0.4578275, 0.40821073],
        "image_processor_type": "CLIPImageProcessor",
        "image_std": [0.26862954, 0.26130258, 0.27577711],
        "resample": 3,
        "rescale_factor": 1 / 255,
        "size": {"shortest_edge": size},
    }
    (folder / "preprocessor_config.json").write_text(json.dumps(about))


def write_tokenizer(folder: Path) -> int:
    """``vocab.json`` and ``merges.txt`` that know every byte; how many tokens that is."""
    letters = _byte_letters()
    tokens = ["<|startoftext|>", "<|endoftext|>", *letters, *(f"{letter}</w>" for letter in letters)]
    (folder / "vocab.json").write_text(json.dumps({token: number for number, token in enumerate(tokens)}))
    (folder / "merges.txt").write_text("#version: 0.2\n")
    return len(tokens)


def _byte_letters() -> list[str]:
    """GPT-2's letter for each byte (Radford et al. 2019): itself where it can be seen, else one that can."""
    seen = [*range(33, 127), *range(161, 173), *range(174, 256)]
    hidden = [byte for byte in range(256) if byte not in seen]
    return [chr(byte) for byte in seen] + [chr(256 + place) for place in range(len(hidden))]
