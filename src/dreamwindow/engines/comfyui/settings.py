"""What the config says to this engine, typed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from dreamwindow import plugins
from dreamwindow.contracts.engine import EngineOptions
from dreamwindow.engines.comfyui.address import DEFAULT_URL, Address, parse_address
from dreamwindow.engines.comfyui.workflows.base import BaseWorkflowBuilder, BuilderOptions
from dreamwindow.engines.comfyui.workflows.exported import OwnWorkflow, read_own

WORKFLOWS = "dreamwindow.workflows"
DEFAULT_MODEL, OWN_MODEL = "flux", "workflow"


@dataclass(frozen=True, slots=True, kw_only=True)
class EngineSettings:
    """``model`` names a builder; ``timeout_s`` is how long one picture may run on the server."""

    address: Address
    model: str
    timeout_s: float = 60.0
    builder: type[BaseWorkflowBuilder]
    options: BuilderOptions = field(default_factory=BuilderOptions)

    @classmethod
    def of(cls, options: EngineOptions) -> EngineSettings:
        """Read the options, and the workflow files that they name. Blocks.

        ``options.model`` is a builder's name, with a file after a colon if it is a certain one (``flux:FILE``). Raises
        `UnknownName` for a builder that is not there, and `ConfigError` for an address or a file that cannot be used.
        """
        extra = options.extra
        txt2img, img2img = (_own(extra.get(kind), f"comfyui.{kind}") for kind in ("txt2img", "img2img"))
        usual = OWN_MODEL if txt2img is not None else DEFAULT_MODEL
        model, _, file = (options.model or usual).partition(":")
        if model not in plugins.names(WORKFLOWS):
            raise plugins.unknown_name("model", model, plugins.names(WORKFLOWS))
        return cls(
            address=parse_address(extra.get("url") or DEFAULT_URL),
            model=model,
            timeout_s=float(extra.get("generation_timeout_s") or 60.0),
            builder=plugins.load(WORKFLOWS, model),
            options=BuilderOptions(
                checkpoint=(file if model != OWN_MODEL else None) or extra.get("checkpoint"),
                text_encoders=tuple(extra.get("text_encoders") or ()),
                vae=extra.get("vae"),
                sampler=extra.get("sampler"),
                sigma_schedule=extra.get("sigma_schedule"),
                txt2img=txt2img,
                img2img=img2img,
            ),
        )


def _own(said: Mapping[str, Any] | None, setting: str) -> OwnWorkflow | None:
    if not said or not said.get("file"):
        return None
    slots = {name: where for name, where in (said.get("slots") or {}).items() if where is not None}
    return read_own(Path(said["file"]), slots, setting)
