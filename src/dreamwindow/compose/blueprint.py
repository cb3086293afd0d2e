"""From a config to what a run is made of."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import asdict

from dreamwindow.compose.versions import versions
from dreamwindow.config.generation import CacheConfig, RemediesConfig
from dreamwindow.config.prompts import PromptsConfig, interval_seconds
from dreamwindow.config.root import Config
from dreamwindow.contracts.engine import Engine, EngineInfo
from dreamwindow.dream.cache import CacheOptions
from dreamwindow.dream.growth import Growth
from dreamwindow.dream.injection import InjectionOptions, Remedies
from dreamwindow.dream.memory import MemoryOptions
from dreamwindow.dream.modes import Mode
from dreamwindow.dream.planner import Rules
from dreamwindow.dream.prompts import PromptManager, PromptOptions, Rotation, Theme
from dreamwindow.model.settings import Settings
from dreamwindow.sessions.beginning import NewSession

_STEERED = ("strength", "speed", "seed", "guidance_scale", "num_inference_steps", "mode", "width", "height")
_RECORDED = {"generation", "prompts", "taste", "output", "recording"}


def first_settings(config: Config, prompt: str | None, negative_prompt: str | None) -> Settings:
    """Where steering begins. Raises `InvalidPrompt`."""
    values = {name: getattr(config.generation, name) for name in _STEERED}
    settings = Settings(**values, display_rate_hz=config.output.display_rate_hz, taste=config.taste.closeness)
    return settings.changed(prompt=prompt, negative_prompt=negative_prompt)


def rules_for(config: Config, engine: Engine, modes: Mapping[str, Mode], max_frames: int | None) -> Rules:
    """What does not change during a run on this engine, which is loaded."""
    return Rules(
        engine=engine.info.name,
        model=engine.info.model,
        modes=modes,
        keyframe_interval_s=config.generation.keyframe_interval_s,
        codec=Growth(engine).codec_name,
        max_frames=max_frames,
        injection=_injection(config.generation.cache),
        remedies=_remedies(config.generation.remedies),
    )


def memory_options(config: CacheConfig) -> MemoryOptions:
    """How a memory is chosen."""
    return MemoryOptions(similarity_threshold=config.similarity_threshold, top_k=config.top_k)


def cache_options(config: CacheConfig) -> CacheOptions:
    """How many memories are kept."""
    return CacheOptions(max_size=config.max_size, eviction=config.eviction)


def _injection(config: CacheConfig) -> InjectionOptions:
    return InjectionOptions(
        enabled=config.enabled,
        probability=config.injection_probability,
        cooldown_keyframes=config.cooldown_keyframes,
        least_memories=config.least_memories,
    )


def _remedies(config: RemediesConfig) -> Remedies:
    if not config.enabled:
        return Remedies.none()
    return Remedies(
        inject=config.inject, colour=config.colour, strength=config.strength, reseed=config.reseed, cut=config.cut
    )


def session_for(config: Config, settings: Settings, info: EngineInfo, title: str, root_seed: int) -> NewSession:
    """What the session says about itself: enough to see afterwards what was asked for."""
    recorded = config.model_dump(mode="json", include=_RECORDED)
    return NewSession(
        kind="dream",
        title=title,
        settings={**recorded, "first": settings.to_dict(), "root_seed": root_seed},
        engine=asdict(info),
        versions=versions(),
        budget_gb=config.recording.max_gb,
    )


def prompts_for(
    config: PromptsConfig, settings: Settings, monotonic: Callable[[], float], options: PromptOptions | None = None
) -> PromptManager:
    """The rotation that a config describes, with what a person set already."""
    options = options or PromptOptions(negative_prompt=config.negative_prompt)
    manager = PromptManager(themes_of(config), rotation_of(config), monotonic, options)
    manager.hold(settings.prompt, settings.negative_prompt)
    manager.turns.keep_close(settings.taste)
    return manager


def themes_of(config: PromptsConfig) -> tuple[Theme, ...]:
    """The themes that a config names."""
    return tuple(Theme(theme.prompt, theme.negative_prompt) for theme in config.base_themes)


def rotation_of(config: PromptsConfig) -> Rotation:
    """When they take turns, and how they slide."""
    every = config.rotation_interval
    if isinstance(every, int):
        return Rotation(keyframes=every, slide=config.blend)
    return Rotation(seconds=interval_seconds(every), slide=config.blend)
