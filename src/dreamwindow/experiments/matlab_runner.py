"""Calls a function in a shared MATLAB; run under the Python that has ``matlabengine``. It imports nothing of ours.

``python matlab_runner.py CALL.json``. Written from MathWorks' documentation of the engine, and never run.
"""

import json
import sys
import time
from typing import Any

_POLL_S = 1.0


def main(call_file: str) -> int:
    """Connect, call, wait; the exit code. An interrupt cancels the call."""
    try:
        import matlab.engine  # type: ignore[import-not-found] # only where MATLAB is
    except ImportError:
        sys.stderr.write("error: there is no matlabengine here; `pip install matlabengine` beside your MATLAB\n")
        return 2
    with open(call_file, encoding="utf-8") as file:  # noqa: PTH123 - any Python 3
        call = json.load(file)
    deadline = time.monotonic() + call["timeout_s"]
    while call["engine"] not in matlab.engine.find_matlab():
        if time.monotonic() > deadline:
            sys.stderr.write("error: no MATLAB shares an engine named {}\n".format(call["engine"]))
            return 1
        time.sleep(_POLL_S)
    engine = matlab.engine.connect_matlab(call["engine"])
    named: list[Any] = [part for pair in call["named"].items() for part in pair]
    future = getattr(engine, call["function"])(*call["arguments"], *named, nargout=call["nargout"], background=True)
    try:
        future.result()
    except KeyboardInterrupt:
        future.cancel()
        return 130
    finally:
        engine.quit()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
