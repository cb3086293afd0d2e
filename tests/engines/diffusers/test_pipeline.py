"""Our loop beside diffusers' own: the same pictures, the steps that the table says, words read once."""

from __future__ import annotations

import math
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from dreamwindow.engines.diffusers.samplers import SAMPLERS
from dreamwindow.engines.diffusers.steps import planned
from tests.contract.engine_suite import foreign_picture

pytestmark = pytest.mark.torch
torch = pytest.importorskip("torch")
diffusers = pytest.importorskip("diffusers")


def reference(folder: Path, model: Any, init: Any, **said: Any) -> Any:
    """What diffusers' own pipeline makes of the same noise."""
    kind = diffusers.AutoPipelineForText2Image if init is None else diffusers.AutoPipelineForImage2Image
    pipe = kind.from_pretrained(str(folder), local_files_only=True)
    pipe.scheduler = type(model.sampling.scheduler).from_config(model.sampling.scheduler.config)
    pipe.set_progress_bar_config(disable=True)
    if init is not None:
        said["image"] = torch.from_numpy(init).permute(2, 0, 1)[None].float() / 255
    with torch.inference_mode():
        return (pipe(output_type="np", **said).images[0] * 255).round().astype(np.uint8)


@pytest.mark.parametrize("name", ["sd15", "lcm", "sdxl"])
def test_pictures_from_words_are_those_of_a_plain_pipeline(models: Path, name: str) -> None:
    from dreamwindow.engines.diffusers.noise import white
    from tests.engines.diffusers.loaded import pipeline, recipe, unheard

    model = pipeline(models / name, sampler="euler")
    asked = {"num_inference_steps": 4, "guidance_scale": 5.0}
    ours = inferred(lambda: model.generate(recipe(negative_prompt="red", **asked), None, unheard))
    latents = white(3, model.latent_shape(64, 64)).clone()
    theirs = reference(
        models / name,
        model,
        None,
        prompt="a lake",
        negative_prompt="red",
        latents=latents,
        width=64,
        height=64,
        **asked,
    )
    assert np.abs(ours.astype(int) - theirs).max() <= 1


def test_a_latent_consistency_model_is_told_its_guidance_and_asked_once(
    models: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from tests.engines.diffusers.loaded import pipeline, recipe, unheard

    model = pipeline(models / "lcm")
    asked = counted(model, monkeypatch)
    usual, told, other = (
        inferred(lambda scale=scale: model.generate(recipe(guidance_scale=scale), None, unheard))
        for scale in (None, 8.5, 2.0)
    )
    assert model.sampler == "LCMScheduler"
    assert asked == [1] * 4 * 3
    assert np.array_equal(usual, told)
    assert not np.array_equal(usual, other)


def test_what_is_usual_is_the_models_own_and_little_for_a_camera(models: Path) -> None:
    from tests.engines.diffusers.loaded import pipeline

    steps, guidance, camera = {}, {}, {}
    for name in ("sd15", "turbo", "lcm", "flux-schnell"):
        model = pipeline(models / name)
        steps[name] = model.steps(None)
        guidance[name], camera[name] = model.guidance(None), model.residual_guidance(None)
        assert model.residual_guidance(3.0) == model.guidance(3.0) == 3.0
    assert steps == {"sd15": 20, "turbo": 1, "lcm": 4, "flux-schnell": 4}
    assert guidance == {"sd15": 7.0, "turbo": 0.0, "lcm": 8.5, "flux-schnell": 1.0}
    assert camera == guidance | {"sd15": 1.2}


def test_a_flux_is_that_of_a_plain_pipeline(models: Path) -> None:
    from dreamwindow.engines.diffusers.flux import packed
    from dreamwindow.engines.diffusers.noise import white
    from tests.engines.diffusers.loaded import pipeline, recipe, unheard

    model = pipeline(models / "flux-schnell")
    ours = inferred(lambda: model.generate(recipe(num_inference_steps=4), None, unheard))
    latents = packed(white(3, model.latent_shape(64, 64)))
    theirs = reference(
        models / "flux-schnell",
        model,
        None,
        prompt="a lake",
        latents=latents,
        width=64,
        height=64,
        num_inference_steps=4,
        max_sequence_length=256,  # as diffusers documents it for schnell
    )
    assert np.abs(ours.astype(int) - theirs).max() <= 1


@pytest.mark.parametrize("sampler", sorted(SAMPLERS))
@pytest.mark.parametrize(("steps", "strength"), [(1, 0.3), (1, 1.0), (4, 0.1), (4, 0.5), (8, 0.75), (6, 1.0)])
def test_every_sampler_asks_the_model_as_often_as_documented(
    shared: Any, sampler: str, steps: int, strength: float, monkeypatch: pytest.MonkeyPatch
) -> None:
    from dreamwindow.engines.diffusers.sampling import Sampling
    from tests.engines.diffusers.loaded import grown, unheard

    asked = counted(shared, monkeypatch)
    scheduler = getattr(diffusers, SAMPLERS[sampler]).from_config(shared.sampling.scheduler.config)
    monkeypatch.setattr(shared, "sampling", Sampling(shared.family, scheduler, torch.device("cpu")))
    wanted = grown(num_inference_steps=steps, strength=strength, guidance_scale=0.0)
    picture = inferred(lambda: shared.generate(wanted, foreign_picture((64, 64)), unheard))
    assert len(asked) == planned(steps, strength).run
    assert picture.std() > 0


@pytest.mark.parametrize("sampler", sorted(SAMPLERS))
@pytest.mark.parametrize("steps", [51, 150])
def test_every_sampler_has_as_many_steps_as_may_be_asked_for(shared: Any, sampler: str, steps: int) -> None:
    from dreamwindow.engines.diffusers.sampling import Sampling
    from tests.engines.diffusers.loaded import unheard

    class _Model:
        passes = 0

        def predict(self, x: Any, level: Any) -> Any:
            self.passes += 1
            return x / 10

    scheduler = getattr(diffusers, SAMPLERS[sampler]).from_config(shared.sampling.scheduler.config)
    sampling, model = Sampling(shared.family, scheduler, torch.device("cpu")), _Model()
    noise, plan = torch.randn(1, 4, 8, 8), planned(steps, 0.5)
    latents: Any = inferred(lambda: sampling.sample(model, noise, noise, plan, 3, unheard))  # type: ignore[arg-type]
    assert model.passes == plan.run == steps // 2
    assert torch.isfinite(latents).all()


def test_two_predictions_come_from_one_pass(shared: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    from tests.engines.diffusers.loaded import recipe, unheard

    asked = counted(shared, monkeypatch)
    inferred(lambda: shared.generate(recipe(num_inference_steps=2, guidance_scale=5.0), None, unheard))
    assert asked == [2, 2]


def test_words_are_read_once(shared: Any) -> None:
    from tests.engines.diffusers.loaded import recipe, unheard

    before = shared.reader.readings
    for seed in range(3):
        inferred(lambda seed=seed: shared.generate(recipe(prompt="embers at night", seed=seed), None, unheard))
    assert shared.reader.readings == before + 1


def test_a_slide_between_two_prompts_is_a_walk_between_their_embeddings(shared: Any) -> None:
    from dreamwindow.dream.prompts.sliding import weighed

    slid = f"{weighed('a lake', 0.5)}, {weighed('embers (red)', 1.0)}"
    a, b, between = (
        inferred(lambda words=words: shared.reader.read(words)) for words in ("a lake", "embers (red)", slid)
    )
    for one, other, mixed in zip(a.parts, b.parts, between.parts, strict=True):
        assert torch.allclose(mixed, one / 3 + other * 2 / 3, atol=1e-6)


def test_seeds_walk_and_whole_ones_are_plain_noise() -> None:
    from dreamwindow.engines.diffusers.noise import walked_noise, white

    shape = (1, 4, 8, 8)
    a, b, near = walked_noise(5.0, shape), walked_noise(6.0, shape), walked_noise(5.01, shape)
    assert torch.equal(a, white(5, shape))
    assert (near - a).norm() < 0.1 * (b - a).norm()
    assert math.isclose(float(walked_noise(5.5, shape).norm()), float(a.norm() + b.norm()) / 2, rel_tol=1e-4)


def test_a_picture_that_nobody_awaits_is_left_at_the_next_step(shared: Any) -> None:
    from tests.engines.diffusers.loaded import recipe

    class _Enough(BaseException):
        pass

    reached: list[float] = []

    def checkpoint(fraction: float) -> None:
        reached.append(fraction)
        if fraction >= 0.5:
            raise _Enough

    with pytest.raises(_Enough):
        inferred(lambda: shared.generate(recipe(num_inference_steps=4), None, checkpoint))
    assert reached == [0.0, 0.25, 0.5]


@pytest.fixture(scope="module")
def shared(models: Path) -> Any:
    """The turbo model, for tests that leave it as it was."""
    from tests.engines.diffusers.loaded import pipeline

    return pipeline(models / "turbo")


def counted(model: Any, monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Rows of each pass that the model is asked for from now on."""
    asked: list[int] = []
    predict = model.family.predict

    def counting(x: Any, *rest: Any) -> Any:
        asked.append(len(x))
        return predict(x, *rest)

    monkeypatch.setattr(model.family, "predict", counting)
    return asked


def inferred(work: Any) -> Any:
    """Its result, as the engine's thread would have it."""
    with torch.inference_mode():
        return work()
