"""Logging, set up once by the entry point: a file, the console, both written off the event loop."""

from __future__ import annotations

import copy
import json
import logging
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from logging.handlers import QueueHandler, QueueListener, RotatingFileHandler
from pathlib import Path
from queue import SimpleQueue

from dreamwindow.errors import ConfigError, FolderNotWritable

FILE_NAME = "dreamwindow.log"
FILE_BYTES = 5_000_000
BACKUPS = 5
FORMAT = "%(asctime)s - %(name)s - %(levelname)s - %(message)s"
LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL")
_OURS = "dreamwindow"
_PLAIN = logging.Formatter(FORMAT)


@dataclass(frozen=True, slots=True, kw_only=True)
class LogOptions:
    """Where the log goes and how much of it.

    - ``folder``: holds `FILE_NAME`, rotated at `FILE_BYTES` with `BACKUPS` backups; ``None`` writes no file.
    - ``level``: one of `LEVELS`, for our own loggers; everybody else's are heard from WARNING up.
    - ``console``: also on stderr. ``json``: one JSON object a line instead of text.
    """

    folder: Path | None = None
    level: str = "INFO"
    console: bool = True
    json: bool = False


@contextmanager
def setup_logging(options: LogOptions) -> Iterator[None]:
    """Log as ``options`` say until the block is left, which writes what is still queued and closes the file.

    Raises `ConfigError` for an unknown level, `FolderNotWritable` when the file cannot be made.
    """
    level = _level(options.level)
    handlers = _handlers(options)
    queue: SimpleQueue[logging.LogRecord] = SimpleQueue()
    root, ours, entry = logging.getLogger(), logging.getLogger(_OURS), _Entry(queue)
    listener = QueueListener(queue, *handlers)
    levels = (root.level, ours.level)
    root.setLevel(logging.WARNING)
    ours.setLevel(level)
    root.addHandler(entry)
    listener.start()
    try:
        yield
    finally:
        root.removeHandler(entry)
        root.setLevel(levels[0])
        ours.setLevel(levels[1])
        listener.stop()
        for handler in handlers:
            handler.close()


class _Entry(QueueHandler):
    """Fixes what a record says at the moment it is said; the traceback stays apart from the message."""

    def prepare(self, record: logging.LogRecord) -> logging.LogRecord:
        """A copy that needs nothing of the thread that made it."""
        said = copy.copy(record)
        said.msg, said.args = record.getMessage(), None
        if record.exc_info:
            said.exc_text = _PLAIN.formatException(record.exc_info)
            said.exc_info = None
        return said


class JsonFormatter(logging.Formatter):
    """One JSON object a line: ``time`` (ISO 8601 with zone), ``logger``, ``level``, ``message``; ``error`` if any."""

    def format(self, record: logging.LogRecord) -> str:
        """``record`` as JSON."""
        line = {
            "time": datetime.fromtimestamp(record.created).astimezone().isoformat(timespec="milliseconds"),
            "logger": record.name,
            "level": record.levelname,
            "message": record.getMessage(),
        }
        if record.exc_text:
            line["error"] = record.exc_text
        return json.dumps(line, ensure_ascii=False)


def _level(name: str) -> str:
    if name.upper() not in LEVELS:
        raise ConfigError(f"There is no log level {name!r}.", f"Levels: {', '.join(LEVELS)}.")
    return name.upper()


def _handlers(options: LogOptions) -> list[logging.Handler]:
    formatter = JsonFormatter() if options.json else _PLAIN
    handlers: list[logging.Handler] = [logging.StreamHandler(sys.stderr)] if options.console else []
    if options.folder is not None:
        handlers.append(_file(options.folder))
    for handler in handlers:
        handler.setFormatter(formatter)
    return handlers


def _file(folder: Path) -> logging.Handler:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        return RotatingFileHandler(folder / FILE_NAME, maxBytes=FILE_BYTES, backupCount=BACKUPS, encoding="utf-8")
    except OSError as error:
        raise FolderNotWritable(
            f"Cannot write the log in {folder}: {error.strerror}",
            "Choose another system.log_dir, or let this user write there.",
        ) from error
