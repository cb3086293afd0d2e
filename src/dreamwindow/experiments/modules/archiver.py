"""The session copied to another place, each file compared, and gone on with where a copy was cut short."""

from __future__ import annotations

import json
import logging
from collections.abc import Iterator, Mapping
from datetime import datetime
from fnmatch import fnmatch
from pathlib import Path
from typing import Any

from dreamwindow.errors import InvalidParameters, StorageError
from dreamwindow.experiments.pipelines import ModuleContext
from dreamwindow.files import AppendedLines, ensure_directory_exists, get_file_checksum, is_temporary, safe_file_copy

_log = logging.getLogger(__name__)
MANIFEST = "archive_manifest.jsonl"


def run(context: ModuleContext) -> None:
    """Copy to ``network_dir`` and ``backup_dir``, now and once more what has changed when the record is closed.

    ``include_patterns`` and ``exclude_patterns`` are globs over the paths within the session; ``max_retries`` is for
    each file. Raises `InvalidParameters` without a place to copy to, `StorageError` when a file could not be copied.
    """
    named = (context.parameters.get("network_dir"), context.parameters.get("backup_dir"))
    targets = [Path(str(place)) for place in named if place]
    if not targets:
        raise InvalidParameters("session_archiver has no place to copy to.", "Give it network_dir or backup_dir.")

    def copy_all() -> None:
        for target in targets:
            copied = archive(context.session_folder, target, context.parameters)
            _log.info("%s files of %s copied to %s", copied, context.session_folder, target)

    copy_all()
    context.after_close.append(copy_all)


def archive(session: Path, target: Path, options: Mapping[str, Any]) -> int:
    """Copy what is not there yet, or has changed; how many files were copied. Raises `StorageError`."""
    done = _done(target)
    ensure_directory_exists(target)
    manifest = AppendedLines(target / MANIFEST)
    copied = 0
    for path in _files(session, options):
        name = path.relative_to(session).as_posix()
        checksum = get_file_checksum(path)
        there = target / name
        if done.get(name) == checksum and there.is_file() and there.stat().st_size == path.stat().st_size:
            continue
        _copy(path, there, int(options.get("max_retries", 3)))
        stamp = datetime.now().astimezone().isoformat(timespec="seconds")
        manifest.append((json.dumps({"file": name, "sha256": checksum, "copied_at": stamp}) + "\n").encode())
        copied += 1
    return copied


def _copy(source: Path, target: Path, retries: int) -> None:
    ensure_directory_exists(target.parent)
    problem = "the copy was not what was read"
    for _ in range(retries + 1):
        try:
            if safe_file_copy(source, target):
                return
        except OSError as error:
            problem = error.strerror or str(error)
    raise StorageError(f"{source} could not be copied to {target}: {problem}.", "What is there already is kept.")


def _files(session: Path, options: Mapping[str, Any]) -> Iterator[Path]:
    include, exclude = options.get("include_patterns") or ["*"], options.get("exclude_patterns") or []
    for path in sorted(session.rglob("*")):
        name = path.relative_to(session).as_posix()
        wanted = any(fnmatch(name, one) for one in include) and not any(fnmatch(name, one) for one in exclude)
        if path.is_file() and wanted and not is_temporary(path.name):
            yield path


def _done(target: Path) -> dict[str, str]:
    """What the manifest says was copied; a last line that was torn says nothing."""
    done: dict[str, str] = {}
    path = target / MANIFEST
    for line in path.read_bytes().splitlines() if path.is_file() else ():
        try:
            said = json.loads(line)
            done[said["file"]] = said["sha256"]
        except (ValueError, KeyError, TypeError):
            continue
    return done
