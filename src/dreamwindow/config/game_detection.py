"""When the dream gives way to what else goes on here."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from dreamwindow.config.group import Group

Percent = Annotated[float, Field(gt=0, le=100)]
ProcessName = Annotated[str, Field(min_length=1, examples=["doom.exe", "factorio"])]

KNOWN_GAMES = (
    "bf2042.exe", "bg3.exe", "bg3_dx11.exe", "civilizationvi.exe", "cod.exe", "cs2", "cs2.exe", "cyberpunk2077.exe",
    "deadlock.exe", "destiny2.exe", "diablo iv.exe", "doometernalx64vk.exe", "dota2", "dota2.exe", "eldenring.exe",
    "escapefromtarkov.exe", "eurotrucks2.exe", "factorio", "factorio.exe", "ffxiv_dx11.exe",
    "fortniteclient-win64-shipping.exe", "forzahorizon5.exe", "genshinimpact.exe", "gta5.exe", "gta5_enhanced.exe",
    "hades2.exe", "helldivers2.exe", "hl2.exe", "hl2_linux", "hogwartslegacy.exe", "league of legends.exe",
    "marvel-win64-shipping.exe", "minecraft.windows.exe", "monsterhunterwilds.exe", "overwatch.exe",
    "palworld-win64-shipping.exe", "poe2.exe", "r5apex.exe", "r5apex_dx12.exe", "rainbowsix.exe", "rdr2.exe",
    "robloxplayerbeta.exe", "rocketleague.exe", "rustclient.exe", "sekiro.exe", "stardew valley.exe", "stardewvalley",
    "starfield.exe", "terraria.bin.x86_64", "terraria.exe", "tf_win64.exe", "tslgame.exe", "valheim.exe",
    "valheim.x86_64", "valorant-win64-shipping.exe", "warframe.x64.exe", "witcher3.exe", "wow.exe",
)  # fmt: skip


class GameDetectionConfig(Group):
    """Games, other heavy work, a low battery, a locked screen, nobody there. `dreamwindow guard` shows what it sees."""

    enabled: bool = True
    """Whether the dream ever pauses by itself."""
    known_games: tuple[ProcessName, ...] = KNOWN_GAMES
    """Pauses while one of these processes runs: whole names, with `.exe` where it has one; capitals do not matter."""
    gpu_threshold: Percent | None = 70.0
    """Pauses while other programs keep the GPU busy for more percent of the time than this; null never. Which GPU:
    `system.gpu`. Our own load does not count. NVIDIA only."""
    vram_threshold: Percent | None = 80.0
    """Pauses while other programs hold more percent of the GPU's memory than this; null never. NVIDIA only, and only
    for an engine that works on the GPU."""
    fullscreen: bool = True
    """Pauses while the window in front fills its monitor. The desktop, maximised windows and our page do not count."""
    battery_percent: Annotated[float, Field(ge=0, le=100)] | None = 30.0
    """On battery power at this charge and below, makes fewer pictures, and pauses a minute later; 100 whenever the plug
    is out, null never."""
    cpu_percent: Percent | None = None
    """How much of all processors' time the dream may take, its workers included. Beyond it fewer pictures are made, up
    to four times fewer; if that has not helped for a minute, it rests for a minute. null: as much as it likes."""
    locked_screen: bool = True
    """Pauses while the screen is locked."""
    nobody_looking_after_s: Annotated[float, Field(gt=0)] | None = 60.0
    """Pauses when for so many seconds no page, stream or program has looked; null never. The first one that looks
    resumes it at once. Does nothing under `--frames`, and where `recording.record` is set."""
    check_interval_s: Annotated[float, Field(ge=0.2, le=3600)] = 5.0
    """How often it looks."""
    resume_after_s: Annotated[float, Field(ge=0)] = 10.0
    """How long a reason must be gone before the dream goes on, so that it does not start and stop with every change of
    a level."""
