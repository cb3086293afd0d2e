"""Models of the real classes, at tiny size and with random weights, made on the spot: nothing is downloaded."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import torch
from diffusers import (
    AutoencoderKL,
    AutoencoderTiny,
    EulerAncestralDiscreteScheduler,
    EulerDiscreteScheduler,
    FlowMatchEulerDiscreteScheduler,
    FluxPipeline,
    FluxTransformer2DModel,
    LCMScheduler,
    PNDMScheduler,
    StableDiffusionPipeline,
    StableDiffusionXLPipeline,
    UNet2DConditionModel,
)
from tokenizers import Tokenizer, models
from transformers import (
    CLIPTextConfig,
    CLIPTextModel,
    CLIPTextModelWithProjection,
    CLIPTokenizer,
    PreTrainedTokenizerFast,
    T5Config,
    T5EncoderModel,
)

_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_WIDTH = 32
_WIDER = 40
"""Of SDXL's second encoder: by its width files in which it lies beside the first are understood."""
_BETAS: dict[str, Any] = {"beta_start": 0.00085, "beta_end": 0.012, "beta_schedule": "scaled_linear"}


def sd15(folder: Path) -> None:
    """Stable Diffusion 1.5: one CLIP, noise predicted, PNDM."""
    torch.manual_seed(0)
    _save_sd(folder, _vae(4), _unet(), PNDMScheduler(**_BETAS, skip_prk_steps=True, steps_offset=1))


def turbo(folder: Path) -> None:
    """SD-Turbo: as above, but for one step."""
    torch.manual_seed(1)
    _save_sd(folder, _vae(4), _unet(), _turbo_scheduler())


def lcm(folder: Path) -> None:
    """A latent consistency model: SD 1.5 that is told its guidance."""
    torch.manual_seed(7)
    _save_sd(folder, _vae(4), _unet(time_cond_proj_dim=16), LCMScheduler(**_BETAS))


def sdxl(folder: Path) -> None:
    """SDXL: two CLIPs, and sizes told."""
    torch.manual_seed(2)
    StableDiffusionXLPipeline(
        vae=_vae(4),
        text_encoder=CLIPTextModel(_text_config()).eval(),
        text_encoder_2=CLIPTextModelWithProjection(_text_config(_WIDER)).eval(),
        tokenizer=_clip_tokenizer(folder),
        tokenizer_2=_clip_tokenizer(folder),
        unet=_unet(
            cross_attention_dim=_WIDTH + _WIDER,
            addition_embed_type="text_time",
            addition_time_embed_dim=8,
            projection_class_embeddings_input_dim=6 * 8 + _WIDER,
        ),
        scheduler=EulerAncestralDiscreteScheduler(**_BETAS, timestep_spacing="trailing", steps_offset=1),
    ).save_pretrained(folder)


def flux(folder: Path) -> None:
    """Flux schnell: CLIP and T5, a transformer, sixteen channels."""
    torch.manual_seed(3)
    FluxPipeline(
        vae=_vae(16, shift=0.1),
        text_encoder=CLIPTextModel(_text_config()).eval(),
        tokenizer=_clip_tokenizer(folder),
        text_encoder_2=T5EncoderModel(
            T5Config(vocab_size=99, d_model=_WIDTH, d_kv=8, d_ff=37, num_layers=1, num_heads=4)
        ).eval(),
        tokenizer_2=_t5_tokenizer(),
        transformer=FluxTransformer2DModel(
            in_channels=64,
            num_layers=1,
            num_single_layers=1,
            attention_head_dim=16,
            num_attention_heads=2,
            joint_attention_dim=_WIDTH,
            pooled_projection_dim=_WIDTH,
            axes_dims_rope=(4, 4, 8),
        ),
        scheduler=FlowMatchEulerDiscreteScheduler(shift=1.0),
    ).save_pretrained(folder)


def tiny_vae(folder: Path) -> None:
    """A TAESD, with latents as those of SD."""
    torch.manual_seed(4)
    AutoencoderTiny(
        encoder_block_out_channels=(8, 8, 8, 8),
        decoder_block_out_channels=(8, 8, 8, 8),
        num_encoder_blocks=(1, 1, 1, 1),
        num_decoder_blocks=(1, 1, 1, 1),
        latent_channels=4,
    ).save_pretrained(folder)


MAKERS: dict[str, Callable[[Path], None]] = {
    "sd15": sd15,
    "turbo": turbo,
    "lcm": lcm,
    "sdxl": sdxl,
    "flux-schnell": flux,
}


def _vae(channels: int, shift: float | None = None) -> AutoencoderKL:
    return AutoencoderKL(
        block_out_channels=(8, 8, 8, 8),
        down_block_types=("DownEncoderBlock2D",) * 4,
        up_block_types=("UpDecoderBlock2D",) * 4,
        latent_channels=channels,
        norm_num_groups=4,
        sample_size=64,
        shift_factor=shift,
    )


def _unet(**changes: Any) -> UNet2DConditionModel:
    said: dict[str, Any] = {
        "block_out_channels": (16, 32),
        "layers_per_block": 1,
        "sample_size": 8,
        "norm_num_groups": 8,
        "attention_head_dim": 8,
        "down_block_types": ("DownBlock2D", "CrossAttnDownBlock2D"),
        "up_block_types": ("CrossAttnUpBlock2D", "UpBlock2D"),
        "cross_attention_dim": _WIDTH,
    }
    return UNet2DConditionModel(**said | changes)


def _text_config(width: int = _WIDTH) -> CLIPTextConfig:
    return CLIPTextConfig(
        bos_token_id=0, eos_token_id=2, pad_token_id=1, hidden_size=width, projection_dim=width,
        intermediate_size=37, num_attention_heads=4, num_hidden_layers=2, vocab_size=99,
    )  # fmt: skip


def _clip_tokenizer(folder: Path) -> CLIPTokenizer:
    """One that spells: every letter is a word."""
    tokens = ["<|startoftext|>", "<|pad|>", "<|endoftext|>", *_LETTERS, *(f"{letter}</w>" for letter in _LETTERS)]
    folder.mkdir(parents=True, exist_ok=True)
    vocab, merges = folder / "vocab.json", folder / "merges.txt"
    vocab.write_text(json.dumps({token: number for number, token in enumerate(tokens)}))
    merges.write_text("#version: 0.2\n")
    made = CLIPTokenizer(str(vocab), str(merges), model_max_length=77, unk_token="<|endoftext|>")
    vocab.unlink()
    merges.unlink()
    return made


def _t5_tokenizer() -> PreTrainedTokenizerFast:
    vocab = {token: number for number, token in enumerate(["<pad>", "</s>", "<unk>", *_LETTERS])}
    plain = Tokenizer(models.WordLevel(vocab, unk_token="<unk>"))
    return PreTrainedTokenizerFast(
        tokenizer_object=plain, pad_token="<pad>", eos_token="</s>", unk_token="<unk>", model_max_length=64
    )


def lora(model: Path, file: Path) -> Path:
    """A LoRA for the attention of a model with a UNet, of rank 2."""
    from diffusers.utils import convert_state_dict_to_diffusers
    from peft import LoraConfig
    from peft.utils import get_peft_model_state_dict

    torch.manual_seed(5)
    unet = UNet2DConditionModel.from_pretrained(str(model / "unet"), local_files_only=True)
    unet.add_adapter(LoraConfig(r=2, target_modules=["to_q", "to_v"], init_lora_weights=False))
    layers = convert_state_dict_to_diffusers(get_peft_model_state_dict(unet))
    StableDiffusionPipeline.save_lora_weights(str(file.parent), unet_lora_layers=layers, weight_name=file.name)
    return file


def sd_turbo_shaped(folder: Path) -> None:
    """As large as SD-Turbo, all but its words, with random weights in half precision: about 2 GB."""
    torch.manual_seed(6)
    vae = AutoencoderKL(
        block_out_channels=(128, 256, 512, 512),
        down_block_types=("DownEncoderBlock2D",) * 4,
        up_block_types=("UpDecoderBlock2D",) * 4,
        latent_channels=4,
        layers_per_block=2,
    )
    unet = UNet2DConditionModel(
        sample_size=64,
        block_out_channels=(320, 640, 1280, 1280),
        attention_head_dim=(5, 10, 20, 20),
        cross_attention_dim=_WIDTH,
        use_linear_projection=True,
    )
    _save_sd(folder, vae.half(), unet.half(), _turbo_scheduler())


def _save_sd(folder: Path, vae: Any, unet: Any, scheduler: Any) -> None:
    StableDiffusionPipeline(
        vae=vae,
        text_encoder=CLIPTextModel(_text_config()).eval(),
        tokenizer=_clip_tokenizer(folder),
        unet=unet,
        scheduler=scheduler,
        safety_checker=None,
        feature_extractor=None,
        requires_safety_checker=False,
    ).save_pretrained(folder)


def _turbo_scheduler() -> EulerDiscreteScheduler:
    return EulerDiscreteScheduler(**_BETAS, timestep_spacing="trailing", steps_offset=1)
