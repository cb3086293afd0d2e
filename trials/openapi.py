"""The whole OpenAPI document, tried by Schemathesis: what is sent follows the document, or breaks it on purpose.

`python -m trials openapi` sends up to 100 examples of each kind to each operation of a real dream. Every answer has to
be one that the document names: status, media type, headers and body; none may be an internal error; what breaks the
document has to be refused. Not asked for is that whatever follows the document is accepted: no schema says that a
cursor was given out, or that a tag has a letter. The endless stream is left out; a test looks at its first bytes.

The control is a document that lies about one answer: that has to be found.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx

from tests.cli.process import URL

ENDLESS = "/stream.mjpeg"
WITHIN_S = 6 * 3_600.0
PLENTY = 10**9
CLOSING_S = 30.0
ANSWER_S = 60
CONFIG = f"""
generation: {{width: 64, height: 64}}
server:
  limits:
    requests_per_minute: {PLENTY}
    requests_at_once: {PLENTY}
    pictures_per_minute: {PLENTY}
    pictures_at_once: {PLENTY}
"""
RULES = """
[checks]
positive_data_acceptance.enabled = false
not_a_server_error.expected-statuses = ["2xx", "3xx", "4xx", 503, 507]
"""
"""An engine that is not there, or a full disk, is an answer; the document has to name it all the same."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """``examples`` of each kind for each operation whose path matches ``paths``; ``lie``: the control."""

    examples: int
    seed: int = 1
    paths: str = "."
    phases: str = "examples,coverage,fuzzing"
    lie: bool = False


@dataclass(frozen=True, slots=True)
class Outcome:
    """How many ``examples`` were sent and how many kinds of ``failures`` found; ``report`` is all that was said."""

    examples: int
    failures: int
    report: str


def fuzz(plan: Plan) -> Outcome:
    """Dream, and try the document over the network."""
    with tempfile.TemporaryDirectory() as name, dreaming(Path(name)) as url:
        with httpx.Client(base_url=url) as http:
            document = http.get("/openapi.json").json()
        if plan.lie:
            _lie(document)
        return _tried(document, url, plan)


@contextmanager
def dreaming(folder: Path) -> Iterator[str]:
    """The address of a dream, for as long as the block lasts."""
    (folder / "dreamwindow.yaml").write_text(CONFIG)
    homes = dict.fromkeys(("HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME", "XDG_DATA_HOME"), str(folder))
    with subprocess.Popen(
        [sys.executable, "-m", "dreamwindow", "run", "--port", "0", "--no-open"], cwd=folder, env=os.environ | homes,
        stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
    ) as dream:  # fmt: skip
        assert dream.stdout is not None
        try:
            yield next(found[0] for line in dream.stdout if (found := URL.search(line)))
        finally:
            dream.terminate()
            try:
                dream.wait(CLOSING_S)
            except subprocess.TimeoutExpired:
                dream.kill()


def _lie(document: dict[str, Any]) -> None:
    settings = document["components"]["schemas"]["SettingsView"]
    settings["properties"]["revision"] = {"type": "string"}


def _tried(document: dict[str, Any], url: str, plan: Plan) -> Outcome:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "openapi.json").write_text(json.dumps(document))
        (folder / "schemathesis.toml").write_text(RULES)
        done = subprocess.run(
            [sys.executable, "-m", "schemathesis.cli", "run", "openapi.json", "--url", url,
             "--include-path-regex", plan.paths, "--exclude-path", ENDLESS, "--phases", plan.phases,
             "--max-examples", str(plan.examples), "--seed", str(plan.seed), "--continue-on-failure", "--no-color",
             "--request-timeout", str(ANSWER_S)],
            cwd=folder, stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=WITHIN_S, check=False,
        )  # fmt: skip
    report = done.stdout + done.stderr
    generated, found = re.search(r"(\d+) generated", report), re.search(r"(\d+) unique failures?", report)
    return Outcome(
        examples=int(generated[1]) if generated else 0,
        failures=int(found[1]) if found else done.returncode,
        report=report,
    )


def main(argv: Sequence[str]) -> int:
    """The exit code: 0 when the document holds, and one that lies does not."""
    parser = argparse.ArgumentParser(prog="python -m trials openapi", description=__doc__)
    parser.add_argument("-n", type=int, default=100, help="examples of each kind for each operation")
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args(argv)
    found = fuzz(Plan(examples=asked.n, seed=asked.seed))
    print(found.report)
    control = fuzz(Plan(examples=1, seed=asked.seed, paths="^/api/settings$", lie=True))
    print(f"{found.examples:,} examples, {found.failures} failures; of a document that lies: {control.failures}")
    return 0 if found.examples and not found.failures and control.failures else 1
