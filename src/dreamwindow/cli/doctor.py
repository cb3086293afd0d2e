"""``dreamwindow doctor``: what works here, what is missing, and what to do about it."""

from __future__ import annotations

import asyncio
import json
from dataclasses import asdict
from pathlib import Path

import click

from dreamwindow.cli.options import config_option


@click.command()
@config_option
@click.option("--json", "as_json", is_flag=True, help="For scripts.")
def doctor(config_file: Path | None, as_json: bool) -> None:
    """Try each part, and say what works, what does not, and what to do. Ends with 1 when something does not work."""
    from dreamwindow.cli.diagnosis import diagnose

    findings = asyncio.run(diagnose(config_file))
    if as_json:
        click.echo(json.dumps([asdict(finding) for finding in findings], indent=2, ensure_ascii=False))
    else:
        for finding in findings:
            mark = click.style("ok  ", fg="green") if finding.well else click.style("FAIL", fg="red")
            click.echo(f"{mark} {finding.what}: {' '.join(f'{finding.says} {finding.remedy}'.split())}")
    if not all(finding.well for finding in findings):
        raise SystemExit(1)
