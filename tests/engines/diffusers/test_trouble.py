"""What goes wrong in a model is handled, and said once."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Sequence
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from dreamwindow.errors import ConfigError, EngineUnavailable, GenerationFailed
from tests.contract.engine_suite import difference, foreign_picture, is_picture

pytestmark = pytest.mark.torch
torch = pytest.importorskip("torch")
pytest.importorskip("diffusers")


@pytest.fixture
def model(models: Path) -> Any:
    from tests.engines.diffusers.loaded import pipeline

    return pipeline(models / "turbo")


def full(times: int, work: Callable[..., Any]) -> Callable[..., Any]:
    """``work``, but there is no memory for it so many times."""
    left = [times]

    def tried(*args: Any, **kwargs: Any) -> Any:
        if left[0] > 0:
            left[0] -= 1
            raise torch.OutOfMemoryError("CUDA out of memory. Tried to allocate 9 GiB.")
        return work(*args, **kwargs)

    return tried


def test_out_of_memory_once_is_decoded_in_tiles_and_said_once(
    model: Any, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    from dreamwindow.engines.diffusers.thrift import Thrift
    from tests.engines.diffusers.loaded import recipe, unheard

    thrift = Thrift()
    monkeypatch.setattr(model.encoder, "decode", full(1, model.encoder.decode))
    with torch.inference_mode():
        for seed in range(3):
            assert is_picture(thrift.generate(model, recipe(seed=seed), None, unheard), (64, 64))
    assert [record.message for record in caplog.records] == [
        "Out of memory: from now on pictures are decoded in tiles, which is slower."
    ]


def test_a_batch_that_does_not_fit_is_made_in_parts_in_order_and_begins_so_the_next_time(
    model: Any, caplog: pytest.LogCaptureFixture
) -> None:
    from dreamwindow.engines.diffusers.thrift import Thrift

    thrift, sizes = Thrift(), list[int]()

    def work(wishes: Sequence[str]) -> list[str]:
        sizes.append(len(wishes))
        if len(wishes) > 2:
            raise torch.OutOfMemoryError("CUDA out of memory.")
        return [wish.upper() for wish in wishes]

    assert [thrift.batch(model, "abcde", work) for _ in range(2)] == [list("ABCDE")] * 2
    assert sizes == [5, 2, 2, 1, 2, 2, 1]  # tried, then two at a time
    assert [record.message for record in caplog.records] == [
        "Out of memory: from now on 2 cameras at most are restyled at once."
    ]


def test_one_of_a_batch_that_does_not_fit_alone_stands_in_its_place(model: Any) -> None:
    from dreamwindow.engines.diffusers.thrift import Thrift

    def work(wishes: Sequence[str]) -> list[str]:
        if "X" in wishes:
            raise torch.OutOfMemoryError("CUDA out of memory.")
        return [wish.upper() for wish in wishes]

    a, failed, b = Thrift().batch(model, "aXb", work)
    assert (a, b) == ("A", "B")
    assert isinstance(failed, EngineUnavailable)


def test_out_of_memory_again_is_made_smaller_and_scaled_and_said_once(
    model: Any, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    from dreamwindow.engines.diffusers.thrift import Thrift
    from tests.engines.diffusers.loaded import recipe, unheard

    predict, sides = model.family.predict, []

    def only_small(x: Any, *rest: Any) -> Any:
        sides.append(x.shape[-1])
        if x.shape[-1] > 12:
            raise torch.OutOfMemoryError("CUDA out of memory.")
        return predict(x, *rest)

    thrift = Thrift()
    monkeypatch.setattr(model.family, "predict", only_small)
    with torch.inference_mode():
        for seed in range(2):
            assert is_picture(
                thrift.generate(model, recipe(seed=seed, width=128, height=128), None, unheard), (128, 128)
            )
    assert sides == [16, 16, 12, 12]  # tried, tried in tiles, three quarters; the second time three quarters at once
    assert sum("75 %" in record.message for record in caplog.records) == 1


def test_out_of_memory_for_good_is_said_and_no_crash(model: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    from dreamwindow.engines.diffusers.thrift import Thrift
    from tests.engines.diffusers.loaded import recipe, unheard

    monkeypatch.setattr(model.family, "predict", full(100, model.family.predict))
    with torch.inference_mode(), pytest.raises(EngineUnavailable, match="smaller model"):
        Thrift().generate(model, recipe(), None, unheard)


@pytest.mark.parametrize(
    "said",
    [
        "MPS backend out of memory (MPS allocated: 8.00 GB, max allowed: 9.07 GB).",
        "CUDA error: out of memory",
        "CUDA error: CUBLAS_STATUS_ALLOC_FAILED when calling `cublasCreate(handle)`",
        "[enforce fail at alloc_cpu.cpp] DefaultCPUAllocator: not enough memory: you tried to allocate 9 bytes.",
    ],
)
def test_every_device_has_its_own_words_for_it(said: str) -> None:
    from dreamwindow.engines.diffusers.memory import out_of_memory

    assert out_of_memory(RuntimeError(said))
    assert not out_of_memory(RuntimeError("CUDA error: an illegal memory access was encountered"))


def test_another_error_is_not_taken_for_it(model: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    from dreamwindow.engines.diffusers.thrift import Thrift
    from tests.engines.diffusers.loaded import recipe, unheard

    monkeypatch.setattr(model.family, "predict", lambda *_: (_ for _ in ()).throw(RuntimeError("a bug")))
    with torch.inference_mode(), pytest.raises(RuntimeError, match="a bug"):
        Thrift().generate(model, recipe(), None, unheard)


def test_an_autoencoder_that_gives_no_numbers_runs_in_single_precision_and_says_so_once(
    model: Any, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    encoder = model.encoder
    latents = encoder.encode(foreign_picture((64, 64)))
    right = encoder.decode(latents)
    encoder._vae.to(torch.bfloat16)
    decoder = encoder._vae.decoder.forward

    def overflowing(x: Any, *rest: Any) -> Any:
        made = decoder(x, *rest)
        return made if made.dtype == torch.float32 else made * torch.inf

    monkeypatch.setattr(encoder._vae.decoder, "forward", overflowing)
    assert difference(encoder.decode(latents), right) < 2.0  # the weights were rounded on their way
    assert is_picture(encoder.decode(latents), (64, 64))
    assert [record.message for record in caplog.records if "single precision" in record.message] == [
        "The autoencoder gives no numbers in half precision; it runs in single precision from now on."
    ]


def test_a_picture_of_no_numbers_is_skipped_not_shown(model: Any) -> None:
    nothing = torch.full((1, 4, 8, 8), torch.nan)
    with pytest.raises(GenerationFailed, match="NaN"):
        model.encoder.decode(nothing)


def test_what_is_not_used_need_not_be_there(models: Path, tmp_path: Path) -> None:
    from tests.engines.diffusers.loaded import pipeline

    other = tmp_path / "as-fetched"
    shutil.copytree(models / "sd15", other)
    index = json.loads((other / "model_index.json").read_text())
    unused = {
        "feature_extractor": ["transformers", "CLIPImageProcessor"],
        "safety_checker": ["stable_diffusion", "StableDiffusionSafetyChecker"],
    }
    (other / "model_index.json").write_text(json.dumps(index | unused))
    assert pipeline(other).sampler == "DPMSolverMultistepScheduler"


def test_an_autoencoder_of_another_family_is_refused_when_it_is_loaded(models: Path) -> None:
    from tests.engines.diffusers.loaded import pipeline

    with pytest.raises(ConfigError, match=r"diffusers\.vae is not for this model: its latents have 4 channels"):
        pipeline(models / "flux-schnell", vae=models / "taesd")


def test_weights_that_do_not_fit_their_config_are_said(models: Path, tmp_path: Path) -> None:
    from tests.engines.diffusers.loaded import pipeline

    other = tmp_path / "other"
    shutil.copytree(models / "turbo", other)
    config = json.loads((other / "unet" / "config.json").read_text())
    (other / "unet" / "config.json").write_text(json.dumps(config | {"cross_attention_dim": 48}))
    with pytest.raises(ConfigError, match="cannot be loaded"):
        pipeline(other)


@pytest.mark.parametrize("device", ["cuda:7", "GPU-1234", "mps"])
def test_a_device_that_is_not_here_is_said_with_those_that_are(device: str) -> None:
    from dreamwindow.engines.diffusers.device import find_place

    with pytest.raises(ConfigError, match="not here"):
        find_place(device, "auto")


@pytest.mark.parametrize(
    ("said", "meant"),
    [("cuda", 0), ("CUDA:1", 1), ("1", 1), ("GPU-9a", 1), ("9A2B", 1), ("12", 0), ("auto", 0)],
)
def test_a_gpu_is_meant_by_its_place_or_the_beginning_of_its_uuid(
    monkeypatch: pytest.MonkeyPatch, said: str, meant: int
) -> None:
    from dreamwindow.engines.diffusers.device import find_place

    uuids = ["12345678-aaaa", "9a2b3c4d-bbbb"]
    monkeypatch.setattr(torch.cuda, "is_available", lambda: True)
    monkeypatch.setattr(torch.cuda, "device_count", lambda: 2)
    monkeypatch.setattr(torch.cuda, "get_device_name", lambda device: f"card {device}")
    monkeypatch.setattr(torch.cuda, "get_device_properties", lambda i: SimpleNamespace(uuid=uuids[i]))
    place = find_place(said, "auto", half="bfloat16")
    assert (place.device, place.dtype) == (torch.device("cuda", meant), torch.bfloat16)


def test_a_device_that_has_failed_ends_the_process_and_a_bug_does_not(
    model: Any, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    from dreamwindow.engines.diffusers.memory import DeviceLost
    from dreamwindow.engines.diffusers.thrift import Thrift
    from tests.engines.diffusers.loaded import recipe, unheard

    failing = iter(["an illegal memory access was encountered", "invalid argument"])
    monkeypatch.setattr(model.family, "predict", lambda *_: _raise(RuntimeError(f"CUDA error: {next(failing)}")))
    with torch.inference_mode():
        with pytest.raises(DeviceLost):
            Thrift().generate(model, recipe(), None, unheard)
        with pytest.raises(RuntimeError, match="invalid argument"):
            Thrift().generate(model, recipe(), None, unheard)
    assert ["The GPU has failed" in record.message for record in caplog.records] == [True]


def _raise(error: Exception) -> None:
    raise error


def test_a_lora_for_another_model_is_refused(models: Path, tmp_path: Path) -> None:
    pytest.importorskip("peft")
    from safetensors.torch import save_file

    from tests.engines.diffusers.loaded import pipeline

    file = tmp_path / "other.safetensors"
    names = ("down", "up")
    save_file({f"transformer.blocks.0.to_q.lora_{end}.weight": torch.ones(2, 2) for end in names}, file)
    with pytest.raises(ConfigError, match=r"(?s)cannot be loaded.*another kind of model"):
        pipeline(models / "turbo", loras=[{"file": file}])


def test_a_lora_is_merged_and_counts(models: Path, tmp_path: Path, model: Any) -> None:
    pytest.importorskip("peft")
    from dreamwindow.contracts.engine import EngineOptions
    from dreamwindow.engines.diffusers.info import describe, fingerprint
    from dreamwindow.engines.diffusers.settings import EngineSettings
    from tests.engines.diffusers.loaded import pipeline, recipe, unheard
    from trials.tiny_models import lora

    file = lora(models / "turbo", tmp_path / "lcm-mine.safetensors")
    with torch.inference_mode():
        plain = model.generate(recipe(), None, unheard)
        whole = pipeline(models / "turbo", loras=[{"file": file}])
        none = pipeline(models / "turbo", loras=[{"file": file, "scale": 0.0}])
        assert not np.array_equal(whole.generate(recipe(), None, unheard), plain)
        assert difference(none.generate(recipe(num_inference_steps=1, guidance_scale=0.0), None, unheard), plain) < 1.0
    assert (whole.defaults.num_inference_steps, whole.sampler) == (4, "LCMScheduler")
    assert pipeline(models / "turbo", loras=[{"file": file}], sampler="ddim").sampler == "DDIMScheduler"
    options = EngineOptions(model=str(models / "turbo"), extra={"loras": [{"file": file}]})
    versions = describe(EngineSettings.of(options), whole).versions
    assert versions["lora 1"] == f"{fingerprint(file)} at 1"
    assert versions["usual"] == "4 steps, guidance 1"
