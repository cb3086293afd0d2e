"""The place *Runs*: what is there, its log, and an end that is asked for twice."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.browser.dreaming import dreaming
from tests.browser.test_accessible import axe as axe
from tests.browser.test_accessible import violations
from tests.records import a_launcher, record

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = [
    pytest.mark.browser,
    pytest.mark.slow,
    pytest.mark.skipif(os.name != "posix", reason="there a process cannot be asked to end"),
]
USAGE = (
    '{"time": "2026-11-21T09:00:0%d+00:00", "memory_bytes": 5000000, "cpu_percent": 5.0, "gpu_memory_bytes": null}\n'
)
SIZES = ((1440, 900), (390, 844))


def check(page: Page, axe: str) -> None:
    for width, height in SIZES:
        page.set_viewport_size({"width": width, "height": height})
        assert violations(page, axe) == []


def test_a_run_is_looked_at_searched_and_stopped(page: Page, port: int, workspace: Path, axe: str) -> None:
    settings = {"script_path": "task.py", "subject_id": "mouse_001", "user_id": "ada"}
    record(
        workspace / "sessions" / "before", settings=settings, status="failed", stop_reason="it ended with exit code 3"
    )
    with a_launcher() as (process, who), dreaming(workspace, port):
        folder = record(workspace / "sessions" / "now", who, settings=settings, status="running") / "launcher_metadata"
        folder.joinpath("launcher.log").write_text("trial 1\ntrial 2\nphotodiode: late\n")
        folder.joinpath("resource_usage.jsonl").write_text("".join(USAGE % second for second in range(3)))
        page.goto("/#runs")
        card = page.get_by_role("article")
        card.get_by_text("mouse_001 by ada").wait_for()
        page.get_by_text("it ended with exit code 3").wait_for()
        assert page.get_by_text("at most 5.0 MB").is_visible()
        check(page, axe)
        card.get_by_role("link", name="task.py").click()
        log = page.get_by_role("log")
        log.get_by_text("trial 2").wait_for()
        with folder.joinpath("launcher.log").open("a") as file:
            file.write("trial 3\n")
        log.get_by_text("trial 3").wait_for()
        check(page, axe)
        page.get_by_label("Search the log").fill("PHOTO")
        page.get_by_text("1 line", exact=True).wait_for()
        assert log.inner_text().strip() == "photodiode: late"
        page.get_by_role("button", name="Stop").click()
        page.get_by_role("button", name="Stop it, really").click()
        page.get_by_role("button", name="Stopping…").wait_for()
        assert process.stdout is not None
        assert process.stdout.readline() == b"asked\n"
        page.keyboard.press("Escape")  # out of the search, then to the list
        page.get_by_role("link", name="Runs", exact=True).first.click()
        card.get_by_role("button", name="Stopping…").wait_for()
