"""The kinds of experiments: what is run for each, and with which arguments."""

from __future__ import annotations

import inspect
import subprocess
import sys

from dreamwindow.errors import InvalidParameters, ProgramFailed
from dreamwindow.experiments import matlab_runner
from dreamwindow.experiments.interpreters import python_of
from dreamwindow.experiments.launcher import BaseLauncher
from dreamwindow.experiments.options import LaunchOptions
from dreamwindow.experiments.parameters import ParameterSource, checked
from dreamwindow.experiments.schema import Kind
from dreamwindow.runtime.child import Child, Command


class PythonLauncher(BaseLauncher):
    """A script of a person's, under their Python. It finds its parameters where ``SCRIPT_PARAMETERS`` says."""

    def command(self) -> Command:
        """The interpreter, the script, ``python_arguments`` and ``script_arguments``."""
        script = self.places.find(self.script(), "script_path")
        own = (*self.parameters.python_arguments, *self.parameters.script_arguments)
        return self.command_of(python_of(self.parameters, self.places), str(script), *own)


class BonsaiLauncher(BaseLauncher):
    """A Bonsai workflow. Bonsai runs on Windows; it was never run by those who wrote this."""

    def command(self) -> Command:
        """``Bonsai.exe workflow --start --no-editor -p NAME=VALUE ... -p RootFolder=SESSION``."""
        workflow = self.places.find(self.script(), "script_path")
        if self.parameters.bonsai_exe_path is None:
            raise InvalidParameters(f"{self.source.path.name} has no bonsai_exe_path.", "Say where Bonsai.exe is.")
        bonsai = self.places.find(self.parameters.bonsai_exe_path, "bonsai_exe_path")
        given = self.parameters.script_parameters
        properties = [part for name, value in given.items() for part in ("-p", f"{name}={value}")]
        root = () if "RootFolder" in given else ("-p", f"RootFolder={self.session_folder}")
        own = (*properties, *self.parameters.script_arguments, *root)
        return self.command_of(str(bonsai), str(workflow), "--start", "--no-editor", *own)

    def create_process(self) -> Child | subprocess.Popen[bytes]:
        """Install Bonsai first, by ``bonsai_setup_script``, where it is not there yet. Raises `ProgramFailed`."""
        setup, program = self.parameters.bonsai_setup_script, self.parameters.bonsai_exe_path
        there = program is not None and any((folder / program).exists() for folder in self.places.folders)
        if setup is not None and not there:
            self._set_up(setup)
        return super().create_process()

    def _set_up(self, script: str) -> None:
        path = self.places.find(script, "bonsai_setup_script")
        shell = ("cmd", "/c") if path.suffix.lower() in (".cmd", ".bat") else ()
        command = Command(arguments=(*shell, str(path)), folder=path.parent, environment=self.environment())
        with Child.start(command, self.say) as child:
            code = child.wait()
            child.output.close()
            if code != 0:
                raise ProgramFailed(f"{script} failed: {' / '.join(child.output.tail(3))}", "Run it by hand, and look.")


class MatlabLauncher(BaseLauncher):
    """A function in a MATLAB that shares its engine, called from a process of its own that can be ended."""

    def command(self) -> Command:
        """Our runner, under the Python that has ``matlabengine``."""
        name = self.parameters.matlab_entrypoint or self.parameters.matlab_function or self.parameters.script_path
        if not name:
            raise InvalidParameters(f"{self.source.path.name} has no matlab_entrypoint.", "Say which function to call.")
        runner = inspect.getsourcefile(matlab_runner) or str(matlab_runner.__file__)
        call = self.note("matlab_call.json", {
            "engine": self.parameters.matlab_engine_name, "function": name.removesuffix(".m"),
            "arguments": [*self.parameters.matlab_entrypoint_args, str(self.session_folder)],
            "named": {**self.parameters.script_parameters, **self.parameters.matlab_entrypoint_kwargs},
            "nargout": self.parameters.matlab_entrypoint_nargout,
            "timeout_s": self.parameters.matlab_engine_connect_timeout_sec,
        })  # fmt: skip
        return self.command_of(self.parameters.python_exe_path or sys.executable, runner, str(call))


KINDS: dict[Kind, type[BaseLauncher]] = {
    "base": BaseLauncher, "python": PythonLauncher, "bonsai": BonsaiLauncher, "matlab": MatlabLauncher,
}  # fmt: skip


def launcher_for(source: ParameterSource, options: LaunchOptions) -> BaseLauncher:
    """The launcher of the kind that the parameters are for. Raises `InvalidParameters`."""
    return KINDS[checked(source.merged(), source.path.name).kind](source, options)
