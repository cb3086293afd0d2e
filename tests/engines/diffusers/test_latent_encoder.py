"""LatentEncoder over both autoencoders."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.contract.engine_suite import difference, foreign_picture, is_picture

pytestmark = pytest.mark.torch
torch = pytest.importorskip("torch")
pytest.importorskip("diffusers")


@pytest.fixture(
    params=[
        "turbo/vae",
        "taesd",
        "turbo/vae/diffusion_pytorch_model.safetensors",
        "taesd/diffusion_pytorch_model.safetensors",
        "flux-schnell/vae",
    ],
    scope="module",
)
def encoder(request: pytest.FixtureRequest, models: Path) -> Any:
    from dreamwindow.engines.diffusers.latent_encoder import LatentEncoder

    return LatentEncoder.load(models / request.param, "cpu")


def test_latents_are_an_eighth_and_come_back(encoder: Any) -> None:
    latents = encoder.encode(foreign_picture((96, 64)))
    assert latents.shape == (1, encoder.channels, 8, 12)
    assert is_picture(encoder.decode(latents), (96, 64))


def test_a_batch_is_what_each_is_alone(encoder: Any) -> None:
    images = [foreign_picture((64, 64), turn) for turn in range(3)]
    together = encoder.encode_batch(images)
    assert torch.allclose(together, torch.cat([encoder.encode(image) for image in images]), atol=1e-4)
    for number, picture in enumerate(encoder.decode_batch(together)):
        assert difference(picture, encoder.decode(together[number : number + 1])) <= 1.0


def test_encoding_can_be_repeated_and_sampled(encoder: Any) -> None:
    image = foreign_picture((64, 64))
    mean = encoder.encode(image)
    assert torch.equal(mean, encoder.encode(image))
    assert torch.equal(encoder.encode(image, seed=1), encoder.encode(image, seed=1))
    if not encoder._is_tiny:
        assert not torch.equal(encoder.encode(image, seed=1), mean)


@pytest.mark.parametrize("name", ["turbo/vae", "taesd"])
def test_thrift_takes_tiles_of_a_picture_that_is_one_tile_of_the_models_own(
    models: Path, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    from dreamwindow.engines.diffusers.latent_encoder import LatentEncoder

    encoder = LatentEncoder.load(models / name, "cpu")
    vae = encoder._vae
    vae.tile_sample_min_size, vae.tile_latent_min_size = 512, 64  # as those of Stable Diffusion
    sides: list[int] = []
    decode = vae.decoder.forward

    def counting(x: Any, *rest: Any) -> Any:
        sides.append(x.shape[-1])
        return decode(x, *rest)

    monkeypatch.setattr(vae.decoder, "forward", counting)
    latents = torch.zeros(1, 4, 64, 64)
    encoder.decode(latents)
    encoder.be_thrifty()
    encoder.be_thrifty()
    assert is_picture(encoder.decode(latents), (512, 512))
    assert sides[0] == 64
    assert max(sides[1:]) == 32
    assert encoder.encode(foreign_picture((512, 512))).shape == latents.shape


def test_what_is_larger_than_a_megapixel_is_taken_in_tiles_and_the_next_whole(encoder: Any) -> None:
    latents = torch.zeros(1, encoder.channels, 136, 128)
    assert is_picture(encoder.decode(latents), (1024, 1088))
    assert encoder._vae.use_tiling
    encoder.decode(latents[:, :, :8, :8])
    assert not encoder._vae.use_tiling
