"""What a parameter file may say: typed where we read it, free where it is for the experiment."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

Kind = Literal["base", "python", "bonsai", "matlab"]
OnFailure = Literal["continue", "abort", "prompt"]
Argument = Annotated[str, BeforeValidator(lambda value: str(value) if type(value) in (int, float) else value)]
Name = Annotated[Argument, Field(min_length=1)]


class Module(BaseModel):
    """One step before or after the experiment.

    ``on_failure``: unless said, what fails before the experiment aborts it, and what fails after it does not.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    module_type: Literal["launcher_module", "script_module"] = "launcher_module"
    module_path: Annotated[str, Field(min_length=1)]
    module_parameters: dict[str, Any] = Field(default_factory=dict)
    on_failure: OnFailure | None = None


def _spelt_out(entry: Any) -> Any:
    return {"module_path": entry} if isinstance(entry, str) else entry


Step = Annotated[Module, BeforeValidator(_spelt_out)]


class Parameters(BaseModel):
    """A parameter file. What is not named here is kept, and passed to the child."""

    model_config = ConfigDict(extra="allow", frozen=True, coerce_numbers_to_str=False)

    launcher: Kind | None = None
    """What kind of program ``script_path`` is; null goes by its ending: .py, .bonsai, .m."""
    launcher_version: str | None = None
    subject_id: Name | None = None
    user_id: Name | None = None
    script_path: Annotated[str, Field(min_length=1)] | None = None
    script_parameters: dict[str, Any] = Field(default_factory=dict)
    script_arguments: list[Argument] = Field(default_factory=list)
    output_root_folder: Annotated[str, Field(min_length=1)] | None = None
    rig_config_path: str | None = None
    repository_url: str | None = None
    repository_commit_hash: Annotated[str, Field(min_length=1)] = "main"
    local_repository_path: str | None = None
    pre_acquisition_pipeline: list[Step] = Field(default_factory=list)
    post_acquisition_pipeline: list[Step] = Field(default_factory=list)
    resource_log_interval: Annotated[float, Field(ge=0)] = 1.0
    """Seconds between two lines of resource_usage.jsonl; 0 writes none. Limits are watched all the same."""
    memory_limit_percent: Annotated[float, Field(gt=0, le=100)] | None = 80.0
    """More of the machine's memory for three seconds ends the run; null is no limit."""
    memory_limit_bytes: Annotated[int, Field(gt=0)] | None = None
    gpu_memory_limit_bytes: Annotated[int, Field(gt=0)] | None = None
    """The same on GPUs, where the driver tells what a process holds."""
    grace_period_sec: Annotated[float, Field(ge=0)] = 5.0
    """What the processes get to end by themselves when they are asked to."""
    acquisition_error_terminate: bool = False
    """Whether a line of stderr that speaks of an error or an exception ends the run."""
    acquisition_error_grace_period_sec: Annotated[float, Field(ge=0)] = 0.0
    python_exe_path: str | None = None
    python_venv_path: str | None = None
    python_arguments: list[Argument] = Field(default_factory=list)
    bonsai_exe_path: str | None = None
    bonsai_setup_script: str | None = None
    matlab_engine_name: str = "slap2_launcher"
    matlab_entrypoint: str | None = None
    matlab_function: str | None = None
    matlab_entrypoint_args: list[Any] = Field(default_factory=list)
    matlab_entrypoint_kwargs: dict[str, Any] = Field(default_factory=dict)
    matlab_entrypoint_nargout: Annotated[int, Field(ge=0)] = 0
    matlab_engine_connect_timeout_sec: Annotated[float, Field(gt=0)] = 120.0

    @property
    def kind(self) -> Kind:
        """The kind of program, said or seen by the script's ending."""
        endings: dict[str, Kind] = {"py": "python", "bonsai": "bonsai", "m": "matlab"}
        return self.launcher or endings.get((self.script_path or "").rpartition(".")[2].lower(), "base")

    def to_dict(self) -> dict[str, Any]:
        """What was said, and what was not with its default, as plain JSON values."""
        return self.model_dump(mode="json")
