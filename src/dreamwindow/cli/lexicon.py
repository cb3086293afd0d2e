"""``dreamwindow lexicon``."""

from __future__ import annotations

import json

import click


@click.command()
@click.argument("prompt")
@click.option("--negative", default="", help="What is not wanted.")
@click.option("--json", "as_json", is_flag=True, help="For scripts.")
def lexicon(prompt: str, negative: str, as_json: bool) -> None:
    """Show what the embedded engine understands of PROMPT."""
    from dreamwindow.engines.procedural.words import understand
    from dreamwindow.model.text import clean_prompt, clean_words

    understood = understand(clean_prompt(prompt), clean_words(negative))
    if as_json:
        click.echo(json.dumps(understood.to_dict(), indent=2))
        return
    for line in understood.lines():
        click.echo(line)
