from __future__ import annotations

import json
import signal
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from dreamwindow.errors import GitManagerError, InvalidParameters, ProgramFailed, UnknownName
from dreamwindow.experiments import BaseLauncher, launcher_for, read_source
from dreamwindow.experiments.acquisition import Stop
from dreamwindow.experiments.repeating import source_like
from dreamwindow.sessions.reader import read_manifest
from tests.experiments.conftest import WHO, Answers, Rig
from trials.repositories import Repository

TASK = """
import json, os, sys
said = json.load(open(os.environ["SCRIPT_PARAMETERS"]))
print("arguments", sys.argv[1:])
open(os.path.join(os.environ["OUTPUT_FOLDER"], "data.json"), "w").write(json.dumps(said))
sys.exit(int(said.get("exit", 0)))
"""
STEP = """
import json
def run_pre_acquisition(param_file):
    values = json.load(open(param_file))
    open(values["output_session_folder"] + "/pre.txt", "w").write(values["subject_id"] + values.get("extra", ""))
def table(rows, output_path):
    open(output_path, "w").write("row\\n" * rows)
    return True
def fails():
    return 3
def raises():
    raise RuntimeError("the valve is stuck")
"""


def end_state(folder: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((folder / "launcher_metadata" / "end_state.json").read_text())
    return found


def metadata(folder: Path, name: str) -> Any:
    return json.loads((folder / "launcher_metadata" / name).read_text())


def test_a_pinned_script_from_its_parameter_file_to_its_record(
    rig: Rig, make_repository: Callable[[], Repository]
) -> None:
    repository = make_repository()
    pinned = repository.commit({"code/task.py": TASK, "code/step.py": STEP})
    repository.commit({"code/task.py": "raise SystemExit('a newer one')"})
    (rig.folder / "rig.toml").write_text('rig_id = "rig-7"\nCOM_port = "COM5"\n[camera]\ngain = 1.5\n')
    step = {"module_type": "script_module", "module_path": "code/step.py"}
    outcome = rig.launch(
        rig.folder / "rig.toml",
        launcher="python", repository_url=repository.url, repository_commit_hash=pinned[:10],
        script_path="code/task.py", script_arguments=["-v", 3],
        script_parameters={"PortName": "{rig_param:COM_port}", "gain": "{rig_param:camera.gain}",
                           "Subject": "{subject_id}", "table": "{session_folder}/table.csv", "on": True},
        pre_acquisition_pipeline=[
            {**step, "module_parameters": {"extra": "!"}},
            {**step, "module_parameters": {"function": "table", "function_args": {
                "rows": 3, "output_path": "table.csv", "seed": 1}}},
        ],
        post_acquisition_pipeline=["session_creator"],
    )  # fmt: skip
    folder = outcome.session_folder
    assert (outcome.exit_code, outcome.status, outcome.stop_reason) == (0, "completed", "completed")
    assert folder.name.startswith("mouse_001_20")
    assert folder.parent == rig.sessions
    said = {"PortName": "COM5", "gain": 1.5, "Subject": "mouse_001", "table": f"{folder}/table.csv", "on": True}
    assert json.loads((folder / "data.json").read_text()) == said
    assert (folder / "pre.txt").read_text() == "mouse_001!"
    assert (folder / "table.csv").read_text() == "row\n" * 3
    given = (rig.folder / "params.json").read_bytes()
    assert (folder / "launcher_metadata" / "input_parameters.json").read_bytes() == given
    assert metadata(folder, "processed_parameters.json")["script_parameters"] == said
    assert [(one["commit"], one["dirty"]) for one in metadata(folder, "git_revisions.json")] == [(pinned, False)]
    assert metadata(folder, "environment.json")["packages"]["psutil"]
    assert set(metadata(folder, "checksums.json")["outputs"]) >= {"data.json", "table.csv", "experiment_session.json"}
    ended = end_state(folder)
    assert {name: ended[name] for name in ("subject_id", "user_id", "process_returncode", "stop_reason")} == {
        "subject_id": "mouse_001", "user_id": "operator", "process_returncode": 0, "stop_reason": "completed",
    }  # fmt: skip
    assert ended["rig_config"]["rig_id"] == "rig-7"
    log = (folder / "launcher_metadata" / "launcher.log").read_text()
    assert "arguments ['-v', '3']" in log
    manifest = read_manifest(folder)
    assert (manifest.kind, manifest.status, manifest.session_id) == ("experiment", "completed", folder.name)
    assert list(rig.ledger.iterdir()) == []


@pytest.mark.parametrize(("code", "ends"), [(0, 0), (1, 1), (7, 7)])
def test_the_exit_code_is_the_experiments(rig: Rig, code: int, ends: int) -> None:
    outcome = rig.launch(script_path=rig.script(TASK), script_parameters={"exit": code})
    assert (outcome.exit_code, end_state(outcome.session_folder)["process_returncode"]) == (ends, code)
    assert outcome.status == ("completed" if code == 0 else "failed")


def test_an_experiment_that_dies_of_a_signal_says_which(rig: Rig) -> None:
    outcome = rig.launch(script_path=rig.script("import os, signal; os.kill(os.getpid(), signal.SIGKILL)"))
    assert (outcome.exit_code, outcome.status) == (137, "failed")
    assert "SIGKILL" in outcome.stop_reason


@pytest.mark.parametrize(
    ("on_failure", "answers", "ran", "code"),
    [(None, (), False, 1), ("abort", (), False, 1), ("continue", (), True, 1), ("prompt", ("y",), True, 1),
     ("prompt", ("n",), False, 1), ("prompt", None, False, 1)],
)  # fmt: skip
@pytest.mark.parametrize("function", ["fails", "raises"])
def test_a_step_before_that_fails(
    rig: Rig, function: str, on_failure: str | None, answers: tuple[str, ...] | None, ran: bool, code: int
) -> None:
    rig.script(STEP, "step.py")
    step = {"module_type": "script_module", "module_path": "step.py", "module_parameters": {"function": function},
            **({"on_failure": on_failure} if on_failure else {})}  # fmt: skip
    outcome = rig.launch(
        asker=None if answers is None else Answers(*answers),
        script_path=rig.script(TASK), pre_acquisition_pipeline=[step],
    )  # fmt: skip
    assert (outcome.exit_code, outcome.status) == (code, "failed")
    assert (outcome.session_folder / "data.json").exists() == ran
    assert outcome.stop_reason == "pre-acquisition: step.py"
    told = {"raises": "RuntimeError: the valve is stuck", "fails": "fails gave 3"}[function]
    assert any(
        line.startswith(f"pre-acquisition step.py: FAILED: it ended with exit code 1: {told}") for line in rig.said
    )


def test_steps_of_one_script_each_leave_what_they_were_called_with(rig: Rig) -> None:
    rig.script(STEP, "input.py")
    step = {"module_type": "script_module", "module_path": "input.py"}
    steps = [{**step, "module_parameters": {"extra": extra}} for extra in ("one", "two")]
    outcome = rig.launch(script_path=rig.script(TASK), pre_acquisition_pipeline=steps)
    folder = outcome.session_folder / "launcher_metadata"
    assert json.loads((folder / "input_parameters.json").read_bytes())["pre_acquisition_pipeline"] == steps
    names = sorted(path.name for path in folder.glob("pre_input_*"))
    assert names == [
        "pre_input_call-2.json", "pre_input_call.json", "pre_input_parameters-2.json", "pre_input_parameters.json",
    ]  # fmt: skip
    assert metadata(outcome.session_folder, "pre_input_parameters-2.json")["extra"] == "two"


def test_a_step_after_that_fails_stops_no_other_and_is_told(rig: Rig) -> None:
    rig.script(STEP, "step.py")
    step = {"module_type": "script_module", "module_path": "step.py", "module_parameters": {"function": "fails"}}
    outcome = rig.launch(script_path=rig.script(TASK), post_acquisition_pipeline=[step, "session_creator"])
    assert (outcome.exit_code, outcome.status, outcome.stop_reason) == (1, "failed", "post-acquisition: step.py")
    assert (outcome.session_folder / "experiment_session.json").exists()


def test_what_is_missing_is_asked_for_until_there_is_an_answer(rig: Rig) -> None:
    person = Answers("", "mouse_9", "me")
    source = read_source(rig.write({"script_path": rig.script(TASK)}))
    from dreamwindow.experiments import launcher_for

    folder = launcher_for(source, rig.options(person)).run().session_folder
    assert folder.name.startswith("mouse_9_")
    assert [question.split()[0] for question in person.questions] == ["Subject", "Subject", "Who"]
    assert end_state(folder)["user_id"] == "me"


@pytest.mark.parametrize(
    ("values", "error", "said"),
    [
        ({"subject_id": None}, InvalidParameters, "nobody to answer"),
        ({"script_arguments": "-v"}, InvalidParameters, "script_arguments: it is '-v'"),
        ({"resource_log_interval": -1}, InvalidParameters, "resource_log_interval"),
        ({"pre_acquisition_pipeline": ["mouse_wait"]}, UnknownName, "mouse_wait"),
        ({"pre_acquisition_pipeline": [{"module_path": "disk_space", "on_error": "x"}]}, InvalidParameters, "on_error"),
    ],
)
def test_what_cannot_run_is_refused_before_anything_is_made(
    rig: Rig, values: dict[str, Any], error: type[Exception], said: str
) -> None:
    rig.script(TASK)
    with pytest.raises(error, match=said):
        rig.launch(**{"script_path": "task.py", **values})
    assert not rig.sessions.exists()
    assert not rig.ledger.exists()


@pytest.mark.parametrize(
    ("values", "error", "said"),
    [
        ({"script_path": "nowhere.py"}, InvalidParameters, r"nowhere\.py is not there"),
        ({"script_parameters": {"a": "{rig_param:nothing}"}}, InvalidParameters, "nothing"),
        ({"script_parameters": {"a": "$DW_TEST_UNSET"}}, InvalidParameters, "DW_TEST_UNSET"),
        ({"repository_url": "ext::sh"}, GitManagerError, "no address"),
    ],
)
def test_what_fails_after_that_leaves_a_closed_record(
    rig: Rig, values: dict[str, Any], error: type[Exception], said: str
) -> None:
    rig.script(TASK)
    with pytest.raises(error, match=said):
        rig.launch(**{"script_path": "task.py", **values})
    (folder,) = rig.sessions.iterdir()
    assert read_manifest(folder).status == "failed"
    assert end_state(folder)["exit_code"] == 2
    assert list(rig.ledger.iterdir()) == []


def test_an_interrupt_ends_the_whole_tree_and_closes_the_record(rig: Rig) -> None:
    rig.script("import os, signal, time\nos.fork()\nos.write(1, b'up\\n')\nwhile True: signal.pause()", "task.py")
    waiting = rig.stop

    class Interrupting(list[str]):
        def append(self, line: str) -> None:
            super().append(line)
            if self.count("up") == 2:
                waiting.ask("SIGINT")

    rig.said = Interrupting()
    outcome = rig.launch(script_path="task.py", post_acquisition_pipeline=["session_creator"])
    assert (outcome.exit_code, outcome.status, outcome.stop_reason) == (130, "aborted", "interrupted: SIGINT")
    assert end_state(outcome.session_folder)["process_returncode"] == -signal.SIGTERM
    assert not (outcome.session_folder / "experiment_session.json").exists()


def test_more_memory_than_allowed_ends_it(rig: Rig) -> None:
    rig.script("import signal\nheld = bytearray(200_000_000)\nprint('up', flush=True)\nwhile True: signal.pause()")
    outcome = rig.launch(script_path="task.py", memory_limit_bytes=100_000_000, resource_log_interval=0.05)
    assert (outcome.exit_code, outcome.status) == (143, "failed")
    assert "of 100 MB allowed" in outcome.stop_reason
    usage = (outcome.session_folder / "launcher_metadata" / "resource_usage.jsonl").read_text().splitlines()
    assert max(json.loads(line)["memory_bytes"] for line in usage) > 200_000_000


@pytest.mark.parametrize(("interval_s", "lines"), [(0, 0), (600, 1)])
def test_a_limit_holds_however_seldom_the_log_is_written(
    rig: Rig, monkeypatch: pytest.MonkeyPatch, interval_s: float, lines: int
) -> None:
    monkeypatch.setattr("dreamwindow.experiments.acquisition._LIMITS_S", 0.05)
    rig.script("import signal\nheld = bytearray(200_000_000)\nwhile True: signal.pause()")
    outcome = rig.launch(script_path="task.py", memory_limit_bytes=100_000_000, resource_log_interval=interval_s)
    assert "of 100 MB allowed" in outcome.stop_reason
    usage = outcome.session_folder / "launcher_metadata" / "resource_usage.jsonl"
    assert len(usage.read_text().splitlines() if usage.exists() else []) == lines


def test_an_interrupt_while_the_code_is_fetched_is_no_failure(rig: Rig, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken_off(*arguments: object) -> None:
        rig.stop.ask("SIGINT")
        raise GitManagerError("git fetch failed with exit code -2.")

    monkeypatch.setattr(rig.cache, "clone_or_update_repository", broken_off)
    with pytest.raises(GitManagerError):
        rig.launch(script_path="task.py", repository_url="file:///nowhere")
    (session,) = rig.sessions.iterdir()
    manifest = read_manifest(session)
    assert (manifest.status, manifest.stop_reason) == ("aborted", "interrupted: SIGINT")
    assert end_state(session)["exit_code"] == 130


def test_what_it_holds_on_a_gpu_is_watched_where_a_driver_tells(rig: Rig) -> None:
    name = rig.script("import time\ntime.sleep(0.1)\n")
    source = read_source(rig.write({**WHO, "script_path": name, "resource_log_interval": 0.02}))
    outcome = launcher_for(source, replace(rig.options(), gpu_memory=lambda pids: 7 * bool(list(pids)))).run()
    usage = (outcome.session_folder / "launcher_metadata" / "resource_usage.jsonl").read_text().splitlines()
    assert 7 in [json.loads(line)["gpu_memory_bytes"] for line in usage]


def test_an_error_on_stderr_ends_it_where_that_was_asked_for(rig: Rig) -> None:
    said = "sys.stderr.write('Note: old\\n')\nsys.stderr.write('Error: no camera\\n')\n"
    rig.script(f"import signal, sys\n{said}while True: signal.pause()")
    outcome = rig.launch(script_path="task.py", acquisition_error_terminate=True)
    assert (outcome.exit_code, outcome.stop_reason) == (143, "error on stderr: Error: no camera")


def test_an_argument_that_no_program_can_have_is_told(rig: Rig) -> None:
    with pytest.raises(ProgramFailed, match="cannot be started: embedded null"):
        rig.launch(script_path=rig.script(TASK), script_arguments=["a\0b"])


def test_a_bug_keeps_its_traceback_and_still_closes_the_record(rig: Rig) -> None:
    class Broken(BaseLauncher):
        def get_custom_end_state_data(self) -> dict[str, Any]:
            raise ZeroDivisionError("a bug")

    with pytest.raises(ZeroDivisionError):
        Broken(read_source(rig.write({**WHO, "script_path": "env"})), rig.options()).run()
    (folder,) = rig.sessions.iterdir()
    assert read_manifest(folder).status == "failed"
    debug = metadata(folder, "debug_state.json")
    assert (debug["exception_type"], debug["launcher_class"]) == ("ZeroDivisionError", "Broken")


def test_a_dirty_tree_that_a_script_lies_in_is_recorded_with_its_changes(
    rig: Rig, make_repository: Callable[[], Repository]
) -> None:
    repository = make_repository()
    repository.commit({"task.py": TASK})
    (repository.folder / "task.py").write_text(TASK + "# mine\n")
    outcome = rig.launch(local_repository_path=str(repository.folder), script_path="task.py", launcher="python")
    (revision,) = metadata(outcome.session_folder, "git_revisions.json")
    assert revision["dirty"]
    assert "+# mine" in revision["diff"]


def test_an_earlier_run_is_run_again_at_the_commit_that_it_had(
    rig: Rig, make_repository: Callable[[], Repository]
) -> None:
    from dreamwindow.experiments import launcher_for

    repository = make_repository()
    pinned = repository.commit({"task.py": TASK})
    asked = Answers("mouse_5")
    values = {"user_id": "me", "repository_url": repository.url, "script_path": "task.py"}
    source = read_source(rig.write(values), overrides=['script_parameters={"x": 1}'])
    first = launcher_for(source, rig.options(asked)).run().session_folder
    repository.commit({"task.py": "raise SystemExit(9)"})
    again = launcher_for(source_like(first), rig.options()).run()
    assert again.exit_code == 0
    assert metadata(again.session_folder, "git_revisions.json")[0]["commit"] == pinned
    assert json.loads((again.session_folder / "data.json").read_text()) == {"x": 1}
    assert again.session_folder.name.startswith("mouse_5_")
    assert again.session_folder != first


def test_a_launcher_of_ones_own_starts_a_popen(rig: Rig) -> None:
    import subprocess
    import sys

    class Own(BaseLauncher):
        def create_process(self) -> subprocess.Popen[bytes]:
            source = "import os; print('from', os.environ['OUTPUT_FOLDER'])"
            return subprocess.Popen([sys.executable, "-c", source], stdout=subprocess.PIPE, env=self.environment())

        def get_custom_end_state_data(self) -> dict[str, Any]:
            return {"trials": 12}

    outcome = Own(read_source(rig.write(WHO)), rig.options()).run()
    assert outcome.exit_code == 0
    assert f"from {outcome.session_folder}" in rig.said
    assert end_state(outcome.session_folder)["experiment_data"] == {"trials": 12}


def test_a_stop_says_its_first_reason() -> None:
    stop = Stop()
    stop.ask("SIGINT")
    stop.ask("SIGTERM")
    assert (stop.asked, stop.reason) == (True, "SIGINT")
