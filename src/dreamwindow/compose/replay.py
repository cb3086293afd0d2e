"""The replay act: a session, the engines that made it, and a folder for the pictures made again."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import asdict, dataclass
from pathlib import Path

from dreamwindow.compose.options import engine_extra, engine_options, placed_engine
from dreamwindow.config.load import Loaded
from dreamwindow.contracts.engine import Engine, EngineInfo, EngineOptions
from dreamwindow.dream.growth import Growth
from dreamwindow.dream.replay import Remade, Replay
from dreamwindow.engines import registry
from dreamwindow.errors import SessionDamaged
from dreamwindow.files import atomic_write, check_writable
from dreamwindow.imaging.codec import encode_png
from dreamwindow.model.frame import Pixels
from dreamwindow.model.session import SessionManifest
from dreamwindow.sessions.reader import read_manifest, read_recipes

_log = logging.getLogger(__name__)


@dataclass(slots=True, eq=False)
class ReplayAct:
    """``doubts`` say where the same pixels cannot be promised; empty where they can."""

    replay: Replay
    doubts: list[str]
    into: Path

    @property
    def count(self) -> int:
        """How many frames will be made."""
        return len(self.replay.targets)

    async def remake(self) -> AsyncIterator[Remade]:
        """Make each frame again, and put it into the folder under its old name."""
        async for remade in self.replay.remake():
            name = remade.record.file or f"{remade.record.frame:06d}.png"
            await asyncio.to_thread(_write, remade.pixels, self.into / name)
            yield remade


def _write(pixels: Pixels, path: Path) -> None:
    atomic_write(encode_png(pixels), path)


@asynccontextmanager
async def replaying(
    folder: Path, into: Path, only: int | None = None, loaded: Loaded | None = None
) -> AsyncIterator[ReplayAct]:
    """Open a session for replay; each engine that made a part of it is told what ``loaded`` says to it.

    Raises `SessionNotFound`, `SessionDamaged` or `UnknownName`.
    """
    manifest = await asyncio.to_thread(read_manifest, folder)
    records = await asyncio.to_thread(read_recipes, folder)
    name, model = manifest.engine.get("name"), manifest.engine.get("model")
    if not isinstance(name, str):
        raise SessionDamaged(f"{folder.name} does not say which engine made it.")
    models = {name: model} | {record.recipe.engine: record.recipe.model for record in records}
    async with AsyncExitStack() as stack:
        engines = {
            name: await stack.enter_async_context(_engine(name, _placed(model, name, manifest, loaded), loaded))
            for name, model in models.items()
        }
        growths = {name: Growth(engine) for name, engine in engines.items()}
        replay = Replay(folder, records, growths, only)
        await asyncio.to_thread(check_writable, into)
        doubts = [doubt for engine in engines.values() for doubt in _doubts(manifest, engine.info)]
        yield ReplayAct(replay, doubts, into)


def _placed(model: str | None, engine: str, manifest: SessionManifest, loaded: Loaded | None) -> str | None:
    """A recipe has a model's name alone: where a folder or file of that name is, the config says, or said then."""
    now = None if loaded is None else engine_options(loaded, engine).model
    generation = manifest.settings.get("generation")
    then = generation.get("model") if isinstance(generation, dict) else None
    for said in (now, then):
        if isinstance(said, str) and model in (Path(said).name, Path(said).stem):
            return said
    return model


def _engine(name: str, model: str | None, loaded: Loaded | None) -> Engine:
    if loaded is None:
        return registry.create(name, EngineOptions(model=model))
    options = EngineOptions(model=model, extra=engine_extra(loaded, name))
    return placed_engine(loaded.config.generation.process, name, options)


def _doubts(manifest: SessionManifest, info: EngineInfo) -> list[str]:
    if not info.deterministic:
        return [f"{info.name} does not promise the same pixels for the same recipe."]
    if info.name != manifest.engine.get("name"):  # it took over: of its versions nothing was written down
        return []
    then, now = dict(manifest.engine.get("versions", {})), asdict(info)["versions"]
    return [
        f"It was made with {part} {then[part]}; here is {now.get(part, 'none')}."
        for part in sorted(then)
        if then[part] != now.get(part)
    ]
