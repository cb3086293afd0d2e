"""Sessions as they lie on disk: found by name, manifest and recipes read."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from dreamwindow.errors import SessionDamaged, SessionNotFound
from dreamwindow.files import parse_json
from dreamwindow.model.session import SessionKind, SessionManifest
from dreamwindow.sessions import recipes
from dreamwindow.sessions.recipes import RecipeRecord

_log = logging.getLogger(__name__)
MANIFEST = "session.json"
INPUTS = "inputs"
LATEST = "latest"
"""What the newest session answers to, unless one is called so."""


def find_session(sessions_dir: Path, name: str, *kinds: SessionKind) -> Path:
    """The folder of a session by its id, by the beginning of it if only one begins so, by a path, or ``latest``.

    ``latest`` is the newest of ``kinds``. Raises `SessionNotFound` that names the newest sessions.
    """
    if not name:
        raise SessionNotFound("A session without a name.", _newest(sessions_dir))
    for folder in (sessions_dir / name, Path(name)):
        if (folder / MANIFEST).is_file():
            return folder
    if name == LATEST:
        return newest_session(sessions_dir, *kinds)
    alike = [folder for folder in _sessions(sessions_dir) if folder.name.startswith(name)]
    if len(alike) == 1:
        return alike[0]
    if alike:
        some = ", ".join(folder.name for folder in alike[:5])
        raise SessionNotFound(f"{len(alike)} sessions begin with {name!r}.", f"Say more of the name: {some}.")
    raise SessionNotFound(f"There is no session {name!r} in {sessions_dir}.", _newest(sessions_dir))


def newest_session(sessions_dir: Path, *kinds: SessionKind) -> Path:
    """The folder of the session that began last, of those of ``kinds`` if any are given. Raises `SessionNotFound`."""
    for folder, manifest in _newest_first(sessions_dir):
        if not kinds or manifest.kind in kinds:
            return folder
    what = "sessions" if not kinds else f"sessions of the kind {' or '.join(kinds)}"
    remedy = "`dreamwindow launch` begins one." if set(kinds) == {"experiment"} else "`dreamwindow run` begins one."
    raise SessionNotFound(f"There are no {what} in {sessions_dir} yet.", remedy)


def last_frame(folder: Path) -> RecipeRecord:
    """The last recorded frame whose picture is still there. Raises `SessionNotFound` or `SessionDamaged`."""
    for record in reversed(read_recipes(folder)):
        if record.file is not None and (folder / record.file).is_file():
            return record
    raise SessionNotFound(f"{folder.name} has no recorded picture.", "Record with --record keyframes or all.")


def read_manifest(folder: Path) -> SessionManifest:
    """What ``session.json`` says. Raises `SessionNotFound` or `SessionDamaged`."""
    try:
        data = (folder / MANIFEST).read_bytes()
    except (FileNotFoundError, NotADirectoryError) as error:
        raise SessionNotFound(f"{folder} is no session: it has no {MANIFEST}.") from error
    return manifest_of(data, str(folder / MANIFEST))


def manifest_of(data: bytes, where: str) -> SessionManifest:
    """What the bytes of a ``session.json``, which lies at ``where``, say. Raises `SessionDamaged`."""
    try:
        parsed = parse_json(data)
    except ValueError as error:
        raise SessionDamaged(f"{where} is no JSON: {error}.") from error
    if not isinstance(parsed, dict):
        raise SessionDamaged(f"{where} is no manifest.")
    try:
        return SessionManifest.from_dict(parsed)
    except SessionDamaged as error:
        raise SessionDamaged(f"{where}: {error.message}", error.remedy) from error


def read_recipes(folder: Path) -> list[RecipeRecord]:
    """Every line in order, ancestors before what grew from them; a last line that a crash tore is passed over.

    Empty where nothing was recorded. Raises `SessionDamaged` that names the line.
    """
    path = folder / recipes.FILE_NAME
    data = path.read_bytes() if path.exists() else b""
    whole = data[: len(data) - recipes.torn_tail(data)]
    return [_record(path, number, line) for number, line in enumerate(whole.splitlines(), start=1) if line.strip()]


def recorded_prompts(folder: Path) -> Iterator[tuple[int, str]]:
    """Number and prompt of each recorded frame, in the order of recording; a line at a time, however many there are.

    A last line that a crash tore is passed over. Raises `SessionDamaged` that names the line.
    """
    path = folder / recipes.FILE_NAME
    if not path.exists():
        return
    with path.open("rb") as lines:
        for number, line in enumerate(lines, start=1):
            if line.strip() and line.endswith(b"\n"):
                record = _record(path, number, line)
                if record.frame is not None:
                    yield record.frame, record.recipe.prompt


def input_path(folder: Path, image_id: str) -> Path:
    """Where a session keeps the copy of a foreign picture that a recipe grew from."""
    return folder / INPUTS / f"{image_id.removeprefix('image:')}.png"


def _record(path: Path, number: int, line: bytes) -> RecipeRecord:
    try:
        return RecipeRecord.from_line(line)
    except SessionDamaged as error:
        remedy = error.remedy or "Take the line away, or put the file back as it was written."
        raise SessionDamaged(f"{path}, line {number}: {error.message}", remedy) from error


def _sessions(sessions_dir: Path) -> list[Path]:
    found = sessions_dir.iterdir() if sessions_dir.is_dir() else ()
    return sorted((folder for folder in found if (folder / MANIFEST).is_file()), reverse=True)


def _newest_first(sessions_dir: Path) -> list[tuple[Path, SessionManifest]]:
    """By when they began, whatever they are called; what cannot be read is passed over."""
    found: list[tuple[datetime, Path, SessionManifest]] = []
    for folder in _sessions(sessions_dir):
        try:
            manifest = read_manifest(folder)
            found.append((datetime.fromisoformat(manifest.started_at).astimezone(), folder, manifest))
        except (SessionDamaged, SessionNotFound, OSError, ValueError, TypeError) as error:
            _log.debug("%s is passed over: %s", folder, error)
    found.sort(key=lambda one: (one[0], one[1].name), reverse=True)
    return [(folder, manifest) for _, folder, manifest in found]


def _newest(sessions_dir: Path) -> str:
    names = [folder.name for folder, _ in _newest_first(sessions_dir)[:3]]
    return f"The newest: {', '.join(names)}." if names else "There are no sessions there yet."
