"""``dreamwindow models check``."""

from __future__ import annotations

import json
from dataclasses import asdict

import click

from dreamwindow.cli.terminal import say

_MARKS = {"intact": "green", "unproven": None, "damaged": "red", "missing": "red"}
_WRONG = ("damaged", "missing")


@click.command("check")
@click.argument("names", nargs=-1)
@click.option("--json", "as_json", is_flag=True, help="For scripts.")
def check_models(names: tuple[str, ...], as_json: bool) -> None:
    """Read every file of these models, or of all that are here. Asks no network.

    Ends with 1 where a file is damaged or missing, or a model that was named is not here.
    """
    from dreamwindow.weights.checking import check
    from dreamwindow.weights.known import KNOWN, known
    from dreamwindow.weights.places import how_to_get, shared_folder

    shared = shared_folder()
    wanted = [known(name) for name in names] or list(KNOWN)
    checked = {model: check(model, shared) for model in wanted}
    if as_json:
        said = {model.name: [asdict(one) for one in files] for model, files in checked.items()}
        click.echo(json.dumps(said, indent=2, ensure_ascii=False))
    else:
        for model, files in checked.items():
            for one in files:
                say(f"{click.style(f'{one.state:8}', fg=_MARKS[one.state])} {model.name}  {one.path}")
            if not files and names:
                say(f"{click.style('absent  ', fg='red')} {model.name}  {how_to_get(model)}")
        if not names and not any(checked.values()):
            say(f"Of no model is anything in {shared}; `dreamwindow models list` says which are known.", aside=True)
    broken = [model.name for model, files in checked.items() if any(one.state in _WRONG for one in files)]
    if broken and not as_json:
        say(f"`dreamwindow models fetch {' '.join(broken)}` fetches anew what is damaged or missing.", aside=True)
    absent = bool(names) and not all(checked.values())
    raise SystemExit(1 if broken or absent else 0)
