"""A diffusion model, tiny and of the real classes, seen in the page: it dreams in each mode and restyles a camera."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.browser.dreaming import LOOKS, click, comes_true, dreaming, moved, pictured
from tests.browser.test_live import moves

if TYPE_CHECKING:
    from playwright.sync_api import Page

MAKE = "import pathlib, sys; from trials import tiny_models; tiny_models.turbo(pathlib.Path(sys.argv[1]))"
ROOT = Path(__file__).parents[2]
FRAMES = 20
pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.torch]


def status(page: Page) -> dict[str, Any]:
    return dict(page.request.get("/api/status").json())


def goes_on(page: Page, mode: str, frames: int) -> bool:
    """Whether so many more are shown in this mode."""
    first = None
    for _ in range(LOOKS):
        page.wait_for_timeout(200)
        now = status(page)
        if now["current_mode"] == mode:
            first = now["frame_number"] if first is None else first
            if now["frame_number"] >= first + frames:
                return True
    return False


def test_it_dreams_in_each_mode_and_restyles_a_camera(page: Page, port: int, workspace: Path) -> None:
    for package in ("torch", "diffusers", "transformers"):
        pytest.importorskip(package)
    subprocess.run([sys.executable, "-c", MAKE, workspace / "turbo"], check=True, cwd=ROOT, timeout=300)
    chosen = ("--engine", "diffusers", "--model", str(workspace / "turbo"), "--size", "64")
    with dreaming(workspace, port, *chosen, "--mode", "img2img"):
        page.goto("/")
        assert pictured(page)
        assert comes_true(page, lambda _: moved(page, 10) > 0)
        page.keyboard.press("d")
        for mode in ("interpolate", "hybrid"):
            page.get_by_role("radio", name=mode).check(force=True)
            assert goes_on(page, mode, FRAMES)
            assert comes_true(page, lambda _: moved(page, 10) > 0)
        assert status(page)["engine"] == "diffusers"
        page.keyboard.press("2")
        click(page.get_by_role("button", name="Open the camera"))
        page.locator(".live canvas.shown").wait_for()
        moves(page)
