"""What ``dreamwindow doctor`` tries, each on its own: what it is, whether it is well, and what to do if not."""

from __future__ import annotations

import platform
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import dreamwindow
from dreamwindow import plugins
from dreamwindow.compose.checks import check_could_write, check_names, folders
from dreamwindow.compose.options import make_engine
from dreamwindow.config.load import Loaded, load
from dreamwindow.errors import DreamWindowError
from dreamwindow.files import check_free_space, free_bytes
from dreamwindow.model.recipe import Recipe
from dreamwindow.server.app import STATIC
from dreamwindow.server.serving import opened
from dreamwindow.server.tls import placed


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was tried. ``remedy`` is empty where all is well. ``absent``: it is well, but not installed."""

    what: str
    well: bool
    says: str
    remedy: str = ""
    absent: bool = False


async def diagnose(config_file: Path | None) -> list[Finding]:
    """Try everything, in the order in which a start needs it. Writes nothing."""
    found = [Finding("Dream Window", True, f"{dreamwindow.__version__} on Python {platform.python_version()}"), _page()]
    found += map(_plugin, plugins.inspect())
    try:
        loaded = load(config_file)
        check_names(loaded)
    except Exception as error:  # noqa: BLE001 - a stranger's engine may fail in any way: that is what we are asked for
        return [*found, wrong("the settings", error)]
    found.append(Finding("the settings", True, str(loaded.path or "defaults; there is no file")))
    return [*found, *map(_folder, folders(loaded)), *_disk(loaded), _port(loaded), await _picture(loaded)]


def _page() -> Finding:
    if (STATIC / "index.html").is_file():
        return Finding("the page", True, "built")
    return Finding("the page", False, "not built", "Run `uv sync --reinstall-package dreamwindow` with npm in reach.")


def _plugin(plugin: plugins.Plugin) -> Finding:
    what = f"{plugin.group.rpartition('.')[2].removesuffix('s')} {plugin.name}"
    if plugin.error is None:
        absent = plugin.missing is not None
        return Finding(what, True, plugin.missing or f"from {plugin.distribution}", absent=absent)
    return Finding(what, False, plugin.error, f"Repair or remove {plugin.distribution}; nothing else is harmed.")


def _folder(path: Path) -> Finding:
    try:
        check_could_write(path)
    except DreamWindowError as error:
        return wrong(str(path), error)
    return Finding(str(path), True, "can be written" if path.is_dir() else "can be made")


def _disk(loaded: Loaded) -> Iterator[Finding]:
    config = loaded.config
    path = loaded.folder(config.system.sessions_dir)
    if config.recording.record == "none":
        return
    try:
        check_free_space(path, config.recording.min_free_gb)
    except DreamWindowError as error:
        yield wrong("the disk", error)
    else:
        yield Finding("the disk", True, f"{free_bytes(path) / 1e9:.1f} GB free")


def _port(loaded: Loaded) -> Finding:
    server = loaded.config.server
    what = f"port {server.port} of {server.host}"
    try:
        with opened(placed(server, loaded.base_dir)):
            return Finding(what, True, "free")
    except DreamWindowError as error:
        return wrong(what, error)


async def _picture(loaded: Loaded) -> Finding:
    generation = loaded.config.generation
    what = f"a picture by {generation.engine}"
    try:
        loading_s, making_s = await _make(loaded)
    except Exception as error:  # noqa: BLE001 - as above
        return wrong(what, error)
    size = f"{generation.width}x{generation.height}"
    return Finding(what, True, f"{size} in {making_s * 1e3:.0f} ms, after {loading_s:.2f} s to load")


async def _make(loaded: Loaded) -> tuple[float, float]:
    """Seconds to load the engine and make a first picture, and to make a second one."""
    generation, began = loaded.config.generation, time.perf_counter()
    async with make_engine(loaded, generation.engine) as engine:
        recipe = Recipe(
            engine=generation.engine, model=engine.info.model, kind="txt2img", prompt="a lake", seed=1.0,
            width=generation.width, height=generation.height,
        )  # fmt: skip
        await engine.generate(recipe)
        made = time.perf_counter()
        await engine.generate(recipe)
        return made - began, time.perf_counter() - made


def wrong(what: str, error: Exception) -> Finding:
    """What did not work, and what to do."""
    if isinstance(error, DreamWindowError):
        return Finding(what, False, error.message, error.remedy)
    return Finding(what, False, f"{type(error).__name__}: {error}", "This is a bug: tell the authors of that engine.")
