"""Config: all groups together."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import Field

from dreamwindow.config.comfyui import ComfyUIConfig
from dreamwindow.config.diffusers import DiffusersConfig
from dreamwindow.config.embedding import EmbeddingConfig
from dreamwindow.config.game_detection import GameDetectionConfig
from dreamwindow.config.generation import GenerationConfig
from dreamwindow.config.group import Group
from dreamwindow.config.library import LibraryConfig
from dreamwindow.config.live import LiveConfig
from dreamwindow.config.osc import OscConfig
from dreamwindow.config.output import OutputConfig
from dreamwindow.config.programs import ProgramsConfig
from dreamwindow.config.prompts import PromptsConfig
from dreamwindow.config.recording import RecordingConfig
from dreamwindow.config.server import ServerConfig
from dreamwindow.config.system import SystemConfig
from dreamwindow.config.taste import TasteConfig


class Config(Group):
    """What `dreamwindow.yaml`, the environment and the flags say, checked."""

    profile: Literal["default", "rainmeter"] = "default"
    """A set of defaults: `rainmeter` is a portrait window of 256x512 for a desktop skin, and never rests for want of a
    viewer."""
    system: SystemConfig = Field(default_factory=SystemConfig)
    generation: GenerationConfig = Field(default_factory=GenerationConfig)
    comfyui: ComfyUIConfig = Field(default_factory=ComfyUIConfig)
    diffusers: DiffusersConfig = Field(default_factory=DiffusersConfig)
    prompts: PromptsConfig = Field(default_factory=PromptsConfig)
    taste: TasteConfig = Field(default_factory=TasteConfig)
    embedding: EmbeddingConfig = Field(default_factory=EmbeddingConfig)
    game_detection: GameDetectionConfig = Field(default_factory=GameDetectionConfig)
    output: OutputConfig = Field(default_factory=OutputConfig)
    recording: RecordingConfig = Field(default_factory=RecordingConfig)
    library: LibraryConfig = Field(default_factory=LibraryConfig)
    programs: ProgramsConfig = Field(default_factory=ProgramsConfig)
    live: LiveConfig = Field(default_factory=LiveConfig)
    osc: OscConfig = Field(default_factory=OscConfig)
    server: ServerConfig = Field(default_factory=ServerConfig)


PROFILES: dict[str, dict[str, Any]] = {
    "default": {},
    "rainmeter": {
        "generation": {"width": 256, "height": 512},
        "game_detection": {"nobody_looking_after_s": None},  # a skin looks by reading a file: Windows does not tell
    },
}
"""What a profile says where nothing else does."""
