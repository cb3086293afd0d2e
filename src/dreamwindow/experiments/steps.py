"""How one module of a pipeline is run: ours in this process, a person's script in one of its own."""

from __future__ import annotations

import inspect
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from dreamwindow.errors import InvalidParameters, ProgramFailed
from dreamwindow.experiments import module_runner
from dreamwindow.experiments.acquisition import Stop
from dreamwindow.experiments.asking import Asker
from dreamwindow.experiments.pipelines import ModuleContext, Phase, launcher_module
from dreamwindow.experiments.record import PROCESSED_PARAMETERS, Record
from dreamwindow.experiments.repository import Places
from dreamwindow.experiments.schema import Module
from dreamwindow.runtime.child import Child, Command

_LOOK_S = 0.05
_FUNCTION = {"pre": "run_pre_acquisition", "post": "run_post_acquisition"}
_PATHS = ("_path", "_file")


@dataclass(frozen=True, slots=True, kw_only=True)
class Steps:
    """Everything that a step may need."""

    record: Record
    session_folder: Path
    places: Places
    python: str
    environment: Callable[[], Mapping[str, str]]
    marker: str
    asker: Asker
    stop: Stop
    say: Callable[[str], None]
    after_close: list[Callable[[], object]] = field(default_factory=list)

    def run(self, phase: Phase, module: Module, parameters: Mapping[str, Any]) -> object:
        """What the module gave. Raises whatever it raised."""
        if self.stop.asked:
            raise InvalidParameters("The run was interrupted before this step.")
        if module.module_type == "script_module":
            self._script(phase, module)
            return None
        context = ModuleContext(
            parameters={**parameters, **module.module_parameters},
            parameters_file=self.record.folder / PROCESSED_PARAMETERS, session_folder=self.session_folder,
            asker=self.asker, say=self.say, after_close=self.after_close,
        )  # fmt: skip
        return launcher_module(module.module_path)(context)

    def _script(self, phase: Phase, module: Module) -> None:
        """Run it to its end; it ends with the run when that is interrupted. Raises `ProgramFailed`."""
        path = self.places.find(module.module_path, "The module")
        own = dict(module.module_parameters)
        named, arguments = own.pop("function", None), own.pop("function_args", None)
        call = {
            "path": str(path), "functions": [named] if named else [_FUNCTION[phase], "run"],
            "arguments": None if arguments is None else self._inside(arguments),
            "parameters_file": str(self._parameters_for(phase, path.stem, own)),
        }  # fmt: skip
        call_file = self._write_json(f"{phase}_{path.stem}_call", call)
        runner = inspect.getsourcefile(module_runner) or str(module_runner.__file__)
        command = Command(
            arguments=(self.python, runner, str(call_file)),
            folder=self.places.folders[0],
            environment=self.environment(),
        )
        with Child.start(command, self.say, marker=self.marker) as child:
            while (code := child.wait(_LOOK_S)) is None:
                if self.stop.asked:
                    child.end()
        if code != 0:
            last = child.output.tail(1)
            raise ProgramFailed(f"it ended with exit code {code}{f': {last[0]}' if last else ''}")

    def _parameters_for(self, phase: Phase, stem: str, own: Mapping[str, Any]) -> Path:
        """The run's parameters, with the module's own over them."""
        processed = self.record.folder / PROCESSED_PARAMETERS
        if not own:
            return processed
        merged = {**json.loads(processed.read_bytes()), **own}
        return self._write_json(f"{phase}_{stem}_parameters", merged)

    def _write_json(self, stem: str, data: Any) -> Path:
        """A file of its own, however many steps are of the same script."""
        names = (f"{stem}.json", *(f"{stem}-{number}.json" for number in range(2, 10_000)))
        return self.record.write_json(next(one for one in names if not (self.record.folder / one).exists()), data)

    def _inside(self, arguments: Mapping[str, Any]) -> dict[str, Any]:
        """Relative ``..._path`` and ``..._file`` lie in the session."""
        return {
            name: str(self.session_folder / value.replace("\\", "/"))
            if name.endswith(_PATHS) and isinstance(value, str) and not Path(value).is_absolute()
            else value
            for name, value in arguments.items()
        }
