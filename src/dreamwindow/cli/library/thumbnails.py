"""``dreamwindow library thumbnails``."""

from __future__ import annotations

import asyncio
import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click

from dreamwindow.cli.interrupts import EXIT_CODE, interrupts
from dreamwindow.cli.library.opening import TROUBLE, as_json, counted, tell_json
from dreamwindow.cli.library.showing import shown_progress
from dreamwindow.cli.options import config_option
from dreamwindow.cli.terminal import say

if TYPE_CHECKING:
    from collections.abc import Callable

    from dreamwindow.config.load import Loaded
    from dreamwindow.library.plain_thumbnails import PlainReport
    from dreamwindow.library.roots import Root

_FOLDER = click.Path(path_type=Path, file_okay=False)


@click.command()
@click.option("--source-dir", type=_FOLDER, help="Folders of pictures; the sessions, if not given.", metavar="DIR")
@click.option("--target-dir", type=_FOLDER, help="For the thumbnails; the library's, if not given.", metavar="DIR")
@click.option("--workers", type=click.IntRange(1, 64), help="Processes; one a core, if not given.", metavar="N")
@click.option("--watch", "how", flag_value="watch", help="Go on as pictures come, until Ctrl-C.")
@click.option("--force-polling", "how", flag_value="poll", help="The same, by looking at the folders again and again.")
@as_json
@config_option
def thumbnails(
    source_dir: Path | None,
    target_dir: Path | None,
    workers: int | None,
    how: str | None,
    as_json: bool,
    config_file: Path | None,
) -> None:
    """Make the thumbnails that are missing, and remove those of nothing. Ends with 1 where a picture has none."""
    from dreamwindow.config.load import load

    loaded = load(config_file)
    root = _root(loaded, source_dir)
    target = _target(loaded, root, target_dir)
    count = workers or loaded.config.library.workers or os.cpu_count() or 1
    options = _Options(root, target, frozenset({target, loaded.folder(loaded.config.library.dir)}), count, how)
    with shown_progress(quiet=as_json) as tell:
        report = asyncio.run(_make(options, lambda done: tell("thumbnails", done.processed)))
    if as_json:
        tell_json(report)
    else:
        _say(report)
    if how is not None:
        raise SystemExit(EXIT_CODE)
    if report.errors:
        raise SystemExit(TROUBLE)


@dataclass(frozen=True, slots=True)
class _Options:
    """``excluded`` folders hold no pictures to look at; ``how`` to go on: ``watch``, ``poll`` or not at all."""

    root: Root
    target: Path
    excluded: frozenset[Path]
    workers: int
    how: str | None


async def _make(options: _Options, tell: Callable[[PlainReport], None]) -> PlainReport:
    from dreamwindow.library.plain_thumbnails import follow, make_all
    from dreamwindow.library.thumbnails import MakerOptions, ThumbnailMaker, ThumbnailStore
    from dreamwindow.sessions.watcher import Mode, Watcher, WatcherOptions

    root, excluded = options.root, options.excluded
    async with ThumbnailMaker(ThumbnailStore(options.target), MakerOptions(workers=options.workers)) as maker:
        if options.how is None:
            return await make_all(root, maker, tell, excluded)
        stop = asyncio.Event()
        mode = Mode.POLLING if options.how == "poll" else None
        with interrupts(lambda signal: stop.set()):
            async with Watcher([root.path], WatcherOptions(mode=mode)) as watcher, asyncio.TaskGroup() as tasks:
                report = await make_all(root, maker, tell, excluded)
                following = tasks.create_task(follow(watcher, root, maker, excluded))
                await stop.wait()
                following.cancel()
    return report


def _root(loaded: Loaded, source_dir: Path | None) -> Root:
    """The sessions as the library knows them, or any folder under its own name. Raises `ConfigError`."""
    from dreamwindow.compose.library import library_roots, root_of
    from dreamwindow.errors import ConfigError

    if source_dir is None:
        return next(iter(library_roots(loaded)))
    if not source_dir.is_dir():
        raise ConfigError(f"--source-dir {source_dir} is no folder.", "Name a folder of pictures, or of such folders.")
    return root_of(source_dir.resolve())


def _target(loaded: Loaded, root: Root, target_dir: Path | None) -> Path:
    """Where no thumbnail can be taken for a picture, nor a picture for one. Raises `ConfigError`."""
    from dreamwindow.errors import ConfigError

    if target_dir is None:
        return loaded.folder(loaded.config.library.dir) / "thumbnails"
    target, source = target_dir.resolve(), root.path.resolve()
    if target == source or target in source.parents:
        raise ConfigError(
            f"--target-dir {target_dir} holds the pictures themselves.",
            "Name a folder for thumbnails and nothing else.",
        )
    return target


def _say(report: PlainReport) -> None:
    say(
        f"{report.processed:,} processed, {report.skipped:,} skipped, {report.removed:,} removed, "
        f"{counted(report.sessions, 'session')}, {counted(len(report.errors), 'error')}, {report.seconds:.1f} seconds"
    )
    for name, reason in list(report.errors.items())[:20]:
        say(f"{name}: {reason}", aside=True)
