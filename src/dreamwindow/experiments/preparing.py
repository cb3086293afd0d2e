"""What is settled before a run begins: the parameters whole and checked, and who it is about."""

from __future__ import annotations

import logging
import os
import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from dreamwindow.experiments.asking import Asker
from dreamwindow.experiments.parameters import ParameterSource, checked
from dreamwindow.experiments.pipelines import check_modules
from dreamwindow.experiments.placeholders import expanded
from dreamwindow.experiments.schema import Parameters
from dreamwindow.files import sanitize_filename

_log = logging.getLogger(__name__)
_ASKED = {"subject_id": "Subject (subject_id):", "user_id": "Who runs this (user_id):"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Prepared:
    """One run about to begin. ``values`` as given, with what was asked for; placeholders still stand in them."""

    source: ParameterSource
    values: Mapping[str, Any] = field(repr=False)
    parameters: Parameters
    session_uuid: str
    output_root: Path

    def folder_name(self, now: datetime) -> str:
        """``<subject>_<YYYY-MM-DD_HH-MM-SS>``."""
        return sanitize_filename(f"{self.parameters.subject_id}_{now:%Y-%m-%d_%H-%M-%S}", max_bytes=200)

    def with_placeholders(self, session_folder: Path) -> Parameters:
        """The parameters as they run. Raises `InvalidParameters` for a placeholder that means nothing."""
        known = {
            **self.values, "session_uuid": self.session_uuid, "session_folder": str(session_folder),
            "output_session_folder": str(session_folder), "output_root_folder": str(self.output_root),
        }  # fmt: skip
        return checked({**expanded(dict(self.values), known, os.environ), **_fixed(known)}, self.source.path.name)


def prepare(source: ParameterSource, asker: Asker, sessions_dir: Path) -> Prepared:
    """Check everything that can be checked, and ask for what is missing. Writes nothing.

    Raises `InvalidParameters` or `UnknownName`.
    """
    values = source.merged()
    parameters = checked(values, source.path.name)
    check_modules([*parameters.pre_acquisition_pipeline, *parameters.post_acquisition_pipeline])
    for name, question in _ASKED.items():
        if getattr(parameters, name) is None:
            values[name] = _asked(asker, question)
    parameters = checked(values, source.path.name)
    root = parameters.output_root_folder
    folder = source.path.parent / expanded(root, values, os.environ) if root else sessions_dir
    return Prepared(
        source=source,
        values=values,
        parameters=parameters,
        session_uuid=str(uuid.uuid4()),
        output_root=folder.absolute(),
    )


def _asked(asker: Asker, question: str) -> str:
    """Until there is an answer: it is never invented."""
    while not (answer := asker.ask(question).strip()):
        _log.debug("Asked again")
    return answer


def _fixed(known: Mapping[str, Any]) -> dict[str, Any]:
    return {name: known[name] for name in ("session_uuid", "output_session_folder", "output_root_folder")}
