"""``dreamwindow doctor``: what works here, what is missing, and what to do about it."""

from __future__ import annotations

import asyncio
import json
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from dreamwindow.cli.options import config_option

if TYPE_CHECKING:
    from dreamwindow.cli.diagnosis import Finding


@click.command()
@config_option
@click.option("--comfyui", "comfyui_url", help="Try this ComfyUI server instead.", metavar="URL")
@click.option("--json", "as_json", is_flag=True, help="For scripts.")
def doctor(config_file: Path | None, comfyui_url: str | None, as_json: bool) -> None:
    """Try each part, and say what works, what does not, and what to do. Ends with 1 when something does not work.

    A part marked -- is not installed, and nothing else needs it.
    """
    findings = asyncio.run(_findings(config_file, comfyui_url))
    if as_json:
        click.echo(json.dumps([asdict(finding) for finding in findings], indent=2, ensure_ascii=False))
    else:
        for finding in findings:
            click.echo(f"{_mark(finding)} {finding.what}: {' '.join(f'{finding.says} {finding.remedy}'.split())}")
    if not all(finding.well for finding in findings):
        raise SystemExit(1)


def _mark(finding: Finding) -> str:
    if finding.absent:
        return click.style("--  ", fg="yellow")
    return click.style("ok  ", fg="green") if finding.well else click.style("FAIL", fg="red")


async def _findings(config_file: Path | None, comfyui_url: str | None) -> list[Finding]:
    if comfyui_url is not None:
        from dreamwindow.cli.diagnosis_comfyui import diagnose_comfyui

        return await diagnose_comfyui(comfyui_url, config_file)
    from dreamwindow.cli.diagnosis import diagnose

    return await diagnose(config_file)
