"""Pictures by the conventions of each generator say their prompt, seed and model."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, PngImagePlugin

from dreamwindow.errors import InvalidImage
from dreamwindow.imaging.codec import encode_png
from dreamwindow.model.recipe import Recipe
from dreamwindow.outputs.inscription import inscription
from dreamwindow.sessions.foreign import Facts, facts_of, read_head
from dreamwindow.sessions.foreign.facts import NO_FACTS

PIXELS = np.zeros((8, 12, 3), np.uint8)
COMFYUI = Path(__file__).parents[2] / "data" / "comfyui"


def of_png(tmp_path: Path, zipped: bool = False, **text: str) -> Facts:
    info = PngImagePlugin.PngInfo()
    for keyword, value in text.items():
        info.add_text(keyword.replace("_", "-") if keyword.startswith("sd_") else keyword, value, zip=zipped)
    path = tmp_path / "picture.png"
    Image.fromarray(PIXELS).save(path, pnginfo=info)
    head = read_head(path)
    assert (head.width, head.height) == (12, 8)
    return facts_of(head.text)


A1111 = """a castle on a hill, (misty:1.2), <lora:style:0.8>
second line
Negative prompt: blurry, "ugly"
Steps: 20, Sampler: DPM++ 2M Karras, CFG scale: 7, Seed: 3735928559, Size: 512x768, Model hash: 6ce0161689, \
Model: v1-5-pruned-emaonly, Lora hashes: "style: 1234, other: 5678", Version: v1.7.0"""


@pytest.mark.parametrize("zipped", [False, True])
def test_a1111(tmp_path: Path, zipped: bool) -> None:
    facts = of_png(tmp_path, zipped, parameters=A1111)
    assert facts.maker == "a1111"
    assert facts.prompt == "a castle on a hill, (misty:1.2), <lora:style:0.8>\nsecond line"
    assert facts.negative_prompt == 'blurry, "ugly"'
    assert (facts.seed, facts.model) == ("3735928559", "v1-5-pruned-emaonly")
    assert facts.more["Lora hashes"] == "style: 1234, other: 5678"
    assert facts.more["Sampler"] == "DPM++ 2M Karras"


@pytest.mark.parametrize(
    ("parameters", "prompt", "seed"),
    [
        ("only a prompt", "only a prompt", None),
        ("Steps: 20, Seed: 5, Size: 8x8", "", "5"),
        ("Negative prompt: ugly\nSteps: 1, Seed: 6", "", "6"),
        ("a\nSteps: many\nSteps: 2, Seed: 7", "a\nSteps: many", "7"),
        ("", "", None),
    ],
)
def test_a1111_in_part(parameters: str, prompt: str, seed: str | None) -> None:
    facts = facts_of({"parameters": parameters})
    assert (facts.prompt, facts.seed) == (prompt, seed)


@pytest.mark.parametrize("image_format", ["JPEG", "WEBP"])
def test_a1111_in_the_exif_of_other_formats(tmp_path: Path, image_format: str) -> None:
    exif = Image.Exif()
    exif.get_ifd(0x8769)[0x9286] = b"UNICODE\0" + A1111.encode("utf-16-be")
    path = tmp_path / "picture"
    Image.fromarray(PIXELS).save(path, image_format, exif=exif)
    facts = facts_of(read_head(path).text)
    assert (facts.seed, facts.model) == ("3735928559", "v1-5-pruned-emaonly")
    assert facts.prompt.startswith("a castle")


@pytest.mark.parametrize("kind", [b"IDAT", b"IEND"])
def test_a_png_without_a_header_is_refused(tmp_path: Path, kind: bytes) -> None:
    path = tmp_path / "picture.png"
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + b"\0\0\0\0" + kind + b"\0\0\0\0")
    with pytest.raises(InvalidImage):
        read_head(path)


@pytest.mark.parametrize("digits", [300, 5_000])
def test_a_seed_of_very_many_digits_ends_nothing(digits: int) -> None:
    seed = facts_of({"invokeai_metadata": json.dumps({"seed": "7" * digits})}).seed
    assert seed is not None
    assert seed.startswith("777")


def test_a_long_line_that_is_no_settings_costs_no_more_than_reading_it() -> None:
    """With its square it would take the better part of an hour."""
    assert facts_of({"parameters": "Steps: 1, " + "a " * 400_000}).maker == "a1111"


def sampler(**inputs: Any) -> dict[str, Any]:
    return {"class_type": "KSampler", "inputs": {"seed": 42, "steps": 20, "model": ["4", 0], **inputs}}


def clip(text: Any) -> dict[str, Any]:
    return {"class_type": "CLIPTextEncode", "inputs": {"text": text, "clip": ["4", 1]}}


CHECKPOINT = {"class_type": "CheckpointLoaderSimple", "inputs": {"ckpt_name": "sdxl/dreamer.safetensors"}}
SAVE = {"class_type": "SaveImage", "inputs": {"images": ["8", 0]}}
DECODE = {"class_type": "VAEDecode", "inputs": {"samples": ["3", 0], "vae": ["4", 2]}}
PLAIN = {"4": CHECKPOINT, "8": DECODE, "9": SAVE}


def test_comfyui(tmp_path: Path) -> None:
    graph = {"7": clip("ugly"), "6": clip("a whale"), "3": sampler(positive=["6", 0], negative=["7", 0]), **PLAIN}
    facts = of_png(tmp_path, prompt=json.dumps(graph), workflow="{}")
    assert (facts.maker, facts.prompt, facts.negative_prompt) == ("comfyui", "a whale", "ugly")
    assert (facts.seed, facts.model) == ("42", "dreamer")


def test_a_graph_without_a_sampler_is_walked_once() -> None:
    """Once from every node it would take minutes."""
    nodes = 10_000
    graph = {
        str(one): {"class_type": "Odd", "inputs": {"a": [str((one + 1) % nodes), 0], "b": [str(one * 7 % nodes), 0]}}
        for one in range(nodes)
    }
    assert facts_of({"prompt": json.dumps(graph | {"x": clip("a whale")})}).prompt == "a whale"


def test_comfyui_through_nodes_between(tmp_path: Path) -> None:
    graph = {
        "5": {"class_type": "PrimitiveString", "inputs": {"value": "a whale"}},
        "6": clip(["5", 0]),
        "10": {"class_type": "ConditioningZeroOut", "inputs": {"conditioning": ["6", 0]}},
        "11": {"class_type": "ControlNetApply", "inputs": {"conditioning": ["6", 0], "strength": 1.0}},
        "3": sampler(positive=["11", 0], negative=["10", 0]),
        **PLAIN,
    }
    facts = of_png(tmp_path, prompt=json.dumps(graph))
    assert (facts.prompt, facts.negative_prompt) == ("a whale", "")


def test_comfyui_with_a_guider_as_flux_is_run(tmp_path: Path) -> None:
    graph = {
        "12": {"class_type": "UNETLoader", "inputs": {"unet_name": "flux1-dev.safetensors"}},
        "6": clip("a whale"),
        "26": {"class_type": "FluxGuidance", "inputs": {"guidance": 3.5, "conditioning": ["6", 0]}},
        "22": {"class_type": "BasicGuider", "inputs": {"model": ["12", 0], "conditioning": ["26", 0]}},
        "25": {"class_type": "RandomNoise", "inputs": {"noise_seed": 18446744073709551615}},
        "3": {"class_type": "SamplerCustomAdvanced", "inputs": {"noise": ["25", 0], "guider": ["22", 0]}},
        **PLAIN,
    }
    facts = of_png(tmp_path, prompt=json.dumps(graph))
    assert (facts.prompt, facts.seed, facts.model) == ("a whale", "18446744073709551615", "flux1-dev")


def test_comfyui_in_webp(tmp_path: Path) -> None:
    graph = {"6": clip("a whale"), "3": sampler(positive=["6", 0], negative=["6", 0]), **PLAIN}
    exif = Image.Exif()
    exif[0x0110] = f"prompt:{json.dumps(graph)}"
    path = tmp_path / "picture.webp"
    Image.fromarray(PIXELS).save(path, "WEBP", exif=exif)
    assert facts_of(read_head(path).text).prompt == "a whale"


@pytest.mark.parametrize(
    "graph",
    [
        "{}",
        "[]",
        "null",
        "{",
        '{"1": 2}',
        '{"3": {"class_type": "KSampler"}}',
        '{"3": {"class_type": "K", "inputs": []}}',
    ],
)
def test_comfyui_of_what_is_no_graph_knows_little_and_breaks_nothing(graph: str) -> None:
    assert facts_of({"prompt": graph}).prompt == ""


def test_comfyui_in_a_circle_ends() -> None:
    graph = {
        "3": sampler(positive=["3", 0], negative=["3", 0]),
        "9": {"class_type": "Save", "inputs": {"images": ["3", 0]}},
    }
    assert facts_of({"prompt": json.dumps(graph)}).seed == "42"


def test_invokeai(tmp_path: Path) -> None:
    said = {
        "generation_mode": "txt2img", "positive_prompt": "a fox", "negative_prompt": "ugly", "seed": 99, "steps": 30,
        "model": {"key": "a-b-c", "hash": "blake3:1", "name": "juggernaut", "base": "sdxl", "type": "main"},
    }  # fmt: skip
    facts = of_png(tmp_path, invokeai_metadata=json.dumps(said))
    assert (facts.maker, facts.prompt, facts.negative_prompt) == ("invokeai", "a fox", "ugly")
    assert (facts.seed, facts.model, facts.more["steps"]) == ("99", "juggernaut", 30)


def test_invokeai_as_it_wrote_before() -> None:
    said = {"model_weights": "stable-diffusion-1.5", "image": {"prompt": [{"prompt": "a fox", "weight": 1}], "seed": 5}}
    facts = facts_of({"sd-metadata": json.dumps(said)})
    assert (facts.prompt, facts.seed, facts.model) == ("a fox", "5", "stable-diffusion-1.5")
    third = {"positive_prompt": "x", "model": {"model_name": "old", "base_model": "sd-1"}}
    assert facts_of({"invokeai_metadata": json.dumps(third)}).model == "old"


def test_ours_is_the_recipe_that_made_it(tmp_path: Path) -> None:
    recipe = Recipe(
        engine="procedural", model="embedded", kind="txt2img", prompt="ガラスの森", seed=12.5, width=12, height=8
    )
    path = tmp_path / "000001.png"
    path.write_bytes(encode_png(PIXELS, inscription(recipe, "s", 1)))
    facts = facts_of(read_head(path).text)
    assert (facts.maker, facts.prompt, facts.seed, facts.model) == ("dreamwindow", "ガラスの森", "12.5", "embedded")
    assert facts.more["kind"] == "txt2img"


def test_a_picture_without_words_says_nothing(tmp_path: Path) -> None:
    assert of_png(tmp_path) == NO_FACTS
    assert of_png(tmp_path, Software="GIMP", Comment="hello") == NO_FACTS


def test_long_and_strange_words_are_kept_within_bounds(tmp_path: Path) -> None:
    facts = of_png(tmp_path, parameters="word\x07\x1b " * 100_000)
    assert len(facts.prompt) <= 8_000
    assert "\x07" not in facts.prompt


@given(
    st.dictionaries(
        st.sampled_from(["parameters", "prompt", "invokeai_metadata", "sd-metadata", "dreamwindow"]), st.text()
    )
)
def test_whatever_a_picture_says_breaks_nothing(text: dict[str, str]) -> None:
    facts = facts_of(text)
    assert "\0" not in facts.prompt


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(max_size=8),
        lambda inner: (
            st.lists(inner, max_size=3)
            | st.dictionaries(
                st.sampled_from(
                    ["class_type", "inputs", "positive", "seed", "3", "prompt", "image", "recipe", "model"]
                ),
                inner,
            )
        ),
        max_leaves=20,
    ),
    st.sampled_from(["prompt", "invokeai_metadata", "sd-metadata", "dreamwindow"]),
)
def test_whatever_json_a_picture_says_breaks_nothing(said: object, keyword: str) -> None:
    assert isinstance(facts_of({keyword: json.dumps(said)}).prompt, str)


def test_a_head_is_read_of_a_picture_that_is_still_being_written(tmp_path: Path) -> None:
    data = encode_png(np.random.default_rng(1).integers(0, 255, (64, 64, 3)).astype(np.uint8), {"parameters": "a fox"})
    path = tmp_path / "half.png"
    path.write_bytes(data[: len(data) // 2])
    assert facts_of(read_head(path).text).prompt == "a fox"


def test_a_head_cut_off_anywhere_is_refused_or_says_part(tmp_path: Path) -> None:
    data = encode_png(PIXELS, {"parameters": "a fox\nSteps: 1, Seed: 3"})
    path = tmp_path / "cut.png"
    for size in range(len(data)):
        path.write_bytes(data[:size])
        try:
            head = read_head(path)
        except InvalidImage:
            continue
        assert (head.width, head.height) == (12, 8)


@pytest.mark.parametrize("data", [b"", b"GIF89a", b"\x89PNG\r\n\x1a\n" + bytes(100), b"RIFF1234WEBP", b"\xff\xd8\xff"])
def test_what_is_no_picture_is_refused(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "rubbish.png"
    path.write_bytes(data)
    with pytest.raises(InvalidImage):
        read_head(path)


def test_a_text_that_unpacks_to_gigabytes_is_cut(tmp_path: Path) -> None:
    info = PngImagePlugin.PngInfo()
    info.add_text("parameters", "a" * 50_000_000, zip=True)
    buffer = io.BytesIO()
    Image.fromarray(PIXELS).save(buffer, "PNG", pnginfo=info)
    path = tmp_path / "bomb.png"
    path.write_bytes(buffer.getvalue())
    assert len(read_head(path).text["parameters"]) <= 4_000_000
