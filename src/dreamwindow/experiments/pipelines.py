"""Pipelines: what is done before and after an experiment, step by step."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

from dreamwindow import plugins
from dreamwindow.errors import DreamWindowError, InvalidParameters
from dreamwindow.experiments.asking import Asker, said_yes
from dreamwindow.experiments.schema import Module
from dreamwindow.plugins import unknown_name

_log = logging.getLogger(__name__)
GROUP = "dreamwindow.experiment_modules"
Phase = Literal["pre", "post"]
_BUILT_IN = {
    "disk_space": "dreamwindow.experiments.modules.disk_space:run",
    "wait_for_user": "dreamwindow.experiments.modules.prompts:wait_for_user",
    "experiment_notes_editor": "dreamwindow.experiments.modules.notes:edit",
    "experiment_notes_finalize": "dreamwindow.experiments.modules.notes:finish",
    "experiment_notes_post_prompt": "dreamwindow.experiments.modules.notes:ask",
    "mouse_weight_pre_prompt": "dreamwindow.experiments.modules.prompts:weight_before",
    "mouse_weight_post_prompt": "dreamwindow.experiments.modules.prompts:weight_after",
    "session_creator": "dreamwindow.experiments.modules.session_creator:run",
    "session_archiver": "dreamwindow.experiments.modules.archiver:run",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ModuleContext:
    """What a module of ours gets. ``parameters``: its own over the run's; ``say`` writes to the run's log.

    ``after_close``: what is put there is called once the record is closed.
    """

    parameters: Mapping[str, Any]
    parameters_file: Path
    session_folder: Path
    asker: Asker
    say: Callable[[str], None]
    after_close: list[Callable[[], object]] = field(default_factory=list)


LauncherModule = Callable[[ModuleContext], object]
"""Success is ``None``, 0 or ``True``."""


@dataclass(frozen=True, slots=True)
class StepResult:
    """How one step went."""

    name: str
    ok: bool
    took_s: float
    says: str = ""


@dataclass(frozen=True, slots=True)
class PipelineResult:
    """``aborted``: a step failed, and no other followed."""

    steps: Sequence[StepResult]
    aborted: bool = False

    @property
    def ok(self) -> bool:
        """Whether every step went well."""
        return all(step.ok for step in self.steps)

    def to_dict(self) -> dict[str, Any]:
        """Plain JSON values."""
        steps = [{"name": s.name, "ok": s.ok, "took_s": round(s.took_s, 3), "says": s.says} for s in self.steps]
        return {"aborted": self.aborted, "steps": steps}


def launcher_module(name: str) -> LauncherModule:
    """A module by its name, ours or a plugin's. Raises `UnknownName`."""
    if name in _BUILT_IN:
        module, _, function = _BUILT_IN[name].partition(":")
        found: LauncherModule = getattr(__import__(module, fromlist=[function]), function)
        return found
    known = [*_BUILT_IN, *plugins.names(GROUP)]
    if name not in known:
        raise unknown_name("pipeline module", name, known)
    plugin: LauncherModule = plugins.load(GROUP, name)
    return plugin


def check_modules(modules: Sequence[Module]) -> None:
    """Raise `UnknownName` before anything is begun."""
    for module in modules:
        if module.module_type == "launcher_module":
            launcher_module(module.module_path)


def run_pipeline(
    phase: Phase, modules: Sequence[Module], run: Callable[[Module], object], asker: Asker, say: Callable[[str], None]
) -> PipelineResult:
    """Each step in turn. One that fails is followed by the others, or not, or the person is asked."""
    steps: list[StepResult] = []
    for module in modules:
        step = _step(module, run)
        steps.append(step)
        say(f"{phase}-acquisition {step.name}: {'done' if step.ok else f'FAILED: {step.says}'} ({step.took_s:.1f} s)")
        if not step.ok and not _goes_on(phase, module, step, asker):
            return PipelineResult(steps, aborted=True)
    return PipelineResult(steps)


def _step(module: Module, run: Callable[[Module], object]) -> StepResult:
    began = time.monotonic()
    says = ""
    try:
        result = run(module)
        ok = result is None or result is True or (type(result) is int and result == 0)
        says = "" if ok else f"it gave {result!r}"
    except DreamWindowError as error:
        ok, says = False, str(error)
    except Exception as error:  # noqa: BLE001 - a stranger's code may fail in any way; what it did is told
        _log.exception("The module %s failed", module.module_path)
        ok, says = False, f"{type(error).__name__}: {error}"
    return StepResult(module.module_path, ok, time.monotonic() - began, says)


def _goes_on(phase: Phase, module: Module, step: StepResult, asker: Asker) -> bool:
    wanted = module.on_failure or ("abort" if phase == "pre" else "continue")
    if wanted != "prompt":
        return wanted == "continue"
    try:
        return said_yes(asker.ask(f"{step.name} failed: {step.says}. Go on all the same? (y/n)"))
    except InvalidParameters:  # nobody is there
        return False
