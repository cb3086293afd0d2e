"""How a run ended, and how its record says so."""

from __future__ import annotations

import traceback
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dreamwindow.errors import UserError
from dreamwindow.experiments.acquisition import Acquired
from dreamwindow.experiments.pipelines import PipelineResult
from dreamwindow.model.session import SessionState

INTERRUPTED = 130


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """``exit_code`` is what the command ends with; ``status`` and ``stop_reason`` are the session's."""

    session_folder: Path
    status: SessionState
    stop_reason: str
    exit_code: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Ended:
    """What happened, as far as it came."""

    before: PipelineResult | None = None
    acquired: Acquired | None = None
    after: PipelineResult | None = None
    error: BaseException | None = None
    stopped: str = ""

    def outcome(self, folder: Path) -> Outcome:
        """The exit code follows the child; where that went well, the pipelines."""
        status, reason, code = self._verdict()
        return Outcome(session_folder=folder, status=status, stop_reason=reason, exit_code=code)

    def _verdict(self) -> tuple[SessionState, str, int]:
        if self.error is not None and not (self.stopped and isinstance(self.error, UserError)):
            return _of_error(self.error)
        if self.stopped and (self.acquired is None or self.acquired.reason in ("interrupted", "completed")):
            return "aborted", f"interrupted: {self.stopped}", INTERRUPTED
        if self.before is not None and self.before.aborted:
            return "failed", f"pre-acquisition: {_failed(self.before)}", 1
        if self.acquired is not None and self.acquired.reason != "completed":
            said = self.acquired.says
            reason = said if self.acquired.reason == "failed" else f"{self.acquired.reason}: {said}"
            return "failed", reason, self.acquired.exit_code or 1
        for phase, pipeline in (("pre", self.before), ("post", self.after)):
            if pipeline is not None and not pipeline.ok:
                return "failed", f"{phase}-acquisition: {_failed(pipeline)}", 1
        return "completed", "completed", 0


def debug_state(error: BaseException, launcher: str) -> dict[str, Any]:
    """What ``debug_state.json`` says of a failure that nobody foresaw."""
    return {
        "exception_type": type(error).__name__,
        "exception_message": str(error),
        "launcher_class": launcher,
        "traceback": traceback.format_exception(error),
    }


def _failed(pipeline: PipelineResult) -> str:
    return ", ".join(step.name for step in pipeline.steps if not step.ok)


def _of_error(error: BaseException) -> tuple[SessionState, str, int]:
    if isinstance(error, UserError):
        return "failed", error.message, 2
    if isinstance(error, Exception):
        return "failed", f"{type(error).__name__}: {error}", 1
    return "aborted", type(error).__name__, INTERRUPTED
