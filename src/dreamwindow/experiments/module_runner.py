"""Calls one function of a person's script in a process of its own, under any Python; it imports nothing of ours.

``python module_runner.py CALL.json``, with ``path``, ``functions`` (the first that is there is called), ``arguments``,
``parameters_file``. Ends with 0 when the function gives ``None``, 0 or ``True``, else with 1.
"""

import importlib.util
import inspect
import json
import sys
from typing import Any


def main(call_file: str) -> int:
    """Call it; the exit code."""
    with open(call_file, encoding="utf-8") as file:  # noqa: PTH123 - any Python 3
        call = json.load(file)
    spec = importlib.util.spec_from_file_location("experiment_module", call["path"])
    module = importlib.util.module_from_spec(spec)  # type: ignore[arg-type]
    sys.modules["experiment_module"] = module
    spec.loader.exec_module(module)  # type: ignore[union-attr]
    function = next((getattr(module, name) for name in call["functions"] if hasattr(module, name)), None)
    if function is None:
        sys.stderr.write("{} has no function {}\n".format(call["path"], " or ".join(call["functions"])))
        return 1
    result = function(**_arguments(function, call))
    if result is None or result is True or (type(result) is int and result == 0):
        return 0
    sys.stderr.write(f"{function.__name__} gave {result!r}\n")
    return 1


def _arguments(function: Any, call: Any) -> "dict[str, Any]":
    """Those that it takes, by name; without any the parameter file by position."""
    taken = inspect.signature(function).parameters
    anything = any(one.kind is one.VAR_KEYWORD for one in taken.values())
    given = call["arguments"]
    if given is None:
        first = next((name for name, one in taken.items() if one.kind is not one.VAR_KEYWORD), None)
        return {} if first is None else {first: call["parameters_file"]}
    return {name: value for name, value in given.items() if anything or name in taken}


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
