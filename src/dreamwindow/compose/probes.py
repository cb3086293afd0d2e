"""From a config to what the probes are told, and which of them are off."""

from __future__ import annotations

from urllib.parse import urlsplit

from dreamwindow.compose.audience import Audience
from dreamwindow.config.game_detection import GameDetectionConfig
from dreamwindow.config.load import Loaded
from dreamwindow.contracts.engine import EngineInfo
from dreamwindow.contracts.probe import ProbeOptions

ATTENTION = "nobody_looking"
CPU = "cpu_share"
_SWITCHES = {
    "known_game": "known_games",
    "gpu_load": "gpu_threshold",
    "gpu_memory": "vram_threshold",
    "fullscreen": "fullscreen",
    "battery": "battery_percent",
    CPU: "cpu_percent",
    "locked_screen": "locked_screen",
    ATTENTION: "nobody_looking_after_s",
}
"""Each of our own probes, and the setting that switches it off by being false, null or empty."""
_NUMBERS = ("gpu_threshold", "vram_threshold", "battery_percent", "cpu_percent", "nobody_looking_after_s")
_ON_CPU = "cpu"
_SERVED = "comfyui"
_HERE = ("127.0.0.1", "::1", "localhost")


def switched_off(config: GameDetectionConfig) -> dict[str, str]:
    """Our probes that are off, and the setting that did it."""
    return {
        name: f"game_detection.{setting}"
        for name, setting in _SWITCHES.items()
        if getattr(config, setting) in (None, False, ())
    }


def probe_options(loaded: Loaded, info: EngineInfo | None = None, audience: Audience | None = None) -> ProbeOptions:
    """What the probes are told. A number that is null belongs to a probe that is off."""
    config, output = loaded.config.game_detection, loaded.config.output
    folder = loaded.folder(loaded.config.system.output_dir)
    port = _port_here(loaded.config.system.comfyui_url) if info is not None and info.name == _SERVED else None
    return ProbeOptions(
        known_games=config.known_games,
        gpu=loaded.config.system.gpu,
        dreams_on_gpu=info is not None and info.device != _ON_CPU and (info.name != _SERVED or port is not None),
        engine_port=port,
        alone_for_s=None if audience is None else audience.alone_for_s,
        picture=None if output.current_frame is None else folder / output.current_frame,
        **{name: getattr(config, name) for name in _NUMBERS if getattr(config, name) is not None},
    )


def _port_here(url: str) -> int | None:
    """The TCP port of a server on this machine; ``None`` for one elsewhere."""
    parts = urlsplit(url)
    return (parts.port or {"https": 443}.get(parts.scheme, 80)) if parts.hostname in _HERE else None


def rests_alone(loaded: Loaded, frames: int | None) -> bool:
    """Whether a dream may rest that nobody looks at: not when somebody asked for its frames, or said what to record."""
    asked_for = ("recording", "record") in loaded.places and loaded.config.recording.record != "none"
    return frames is None and not asked_for
