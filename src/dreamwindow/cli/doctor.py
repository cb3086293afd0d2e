"""``dreamwindow doctor``: what works here, what is missing, and what to do about it."""

from __future__ import annotations

import asyncio
import json
import time
from dataclasses import asdict, dataclass
from pathlib import Path

import click

from dreamwindow.cli.options import config_option
from dreamwindow.errors import DreamWindowError


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was tried."""

    what: str
    well: bool
    says: str


@click.command()
@config_option
@click.option("--json", "as_json", is_flag=True, help="For scripts.")
def doctor(config_file: Path | None, as_json: bool) -> None:
    """Try each part, and say what works, what does not, and why. Ends with 1 when something does not."""
    findings = _findings(config_file)
    if as_json:
        click.echo(json.dumps([asdict(finding) for finding in findings], indent=2))
    else:
        for finding in findings:
            click.echo(f"{'ok  ' if finding.well else 'FAIL'} {finding.what}: {finding.says}")
    if not all(finding.well for finding in findings):
        raise SystemExit(1)


def _findings(config_file: Path | None) -> list[Finding]:
    from dreamwindow import plugins
    from dreamwindow.compose.checks import check_names
    from dreamwindow.config.load import load
    from dreamwindow.server.app import STATIC

    found = [
        Finding(f"{plugin.group}: {plugin.name}", plugin.error is None, plugin.error or plugin.distribution)
        for plugin in plugins.inspect()
    ]
    page = (STATIC / "index.html").is_file()
    found.append(Finding("the page", page, "built" if page else "not built: run `uv sync` with npm in reach"))
    try:
        loaded = load(config_file)
        check_names(loaded)
    except DreamWindowError as error:
        return [*found, Finding("config", False, str(error))]
    found.append(Finding("config", True, str(loaded.path or "defaults")))
    system = loaded.config.system
    found += [_folder(loaded.folder(path)) for path in (system.output_dir, system.sessions_dir, system.log_dir)]
    generation = loaded.config.generation
    return [*found, asyncio.run(_picture(generation.engine, generation.model, generation.width, generation.height))]


def _folder(path: Path) -> Finding:
    from dreamwindow.files import free_bytes

    there = next(folder for folder in [path, *path.parents] if folder.exists())
    well = there.is_dir() and _may_write(there)
    says = f"{free_bytes(path) / 1e9:.1f} GB free" if well else f"{there} cannot be written to"
    return Finding(str(path), well, says)


def _may_write(folder: Path) -> bool:
    import os

    return os.access(folder, os.W_OK | os.X_OK)


async def _picture(engine_name: str, model: str | None, width: int, height: int) -> Finding:
    from dreamwindow.contracts.engine import EngineOptions
    from dreamwindow.engines import registry
    from dreamwindow.model.recipe import Recipe

    what = f"a picture by {engine_name}"
    began = time.perf_counter()
    try:
        async with registry.create(engine_name, EngineOptions(model=model)) as engine:
            await engine.generate(
                Recipe(
                    engine=engine_name, model=engine.info.model, kind="txt2img", prompt="a lake", seed=1.0,
                    width=width, height=height,
                )
            )  # fmt: skip
    except DreamWindowError as error:
        return Finding(what, False, str(error))
    return Finding(what, True, f"{width}x{height} in {time.perf_counter() - began:.2f} s, loading included")
