"""``dreamwindow lexicon``: what the embedded engine understands of a prompt, as a table a person can read."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from dreamwindow.engines.procedural.words import Understanding
    from dreamwindow.engines.procedural.words.reading import Word

_HEAD = ("word", "weight", "taken as", "colours, dark to light")
_SAYS = {
    "word": "the word",
    "phrase": "the phrase",
    "colour": "the colour",
    "unknown": "unknown: a small shift of its own",
    "ignored": "says nothing about a picture",
}


@click.command()
@click.argument("prompt")
@click.option("--negative", default="", help="What is not wanted.")
@click.option("--json", "as_json", is_flag=True, help="For scripts.")
@click.option("--sheet", type=click.Path(path_type=Path), help="Draw it from a few seeds too.", metavar="OUT.png")
def lexicon(prompt: str, negative: str, as_json: bool, sheet: Path | None) -> None:
    """Show what the embedded engine understands of PROMPT."""
    from dreamwindow.engines.procedural.words import understand
    from dreamwindow.model.text import clean_prompt, clean_words

    understood = understand(clean_prompt(prompt), clean_words(negative))
    if sheet is not None:
        _draw(understood, sheet)
    if as_json:
        click.echo(json.dumps(understood.to_dict(), indent=2, ensure_ascii=False))
        return
    for line in _lines(understood):
        click.echo(line)


def _draw(understood: Understanding, path: Path) -> None:
    """A contact sheet in the format that the file's name asks for. Raises `ConfigError` or `FolderNotWritable`."""
    from dreamwindow.engines.procedural.contact import contact_sheet
    from dreamwindow.files import atomic_write, check_writable
    from dreamwindow.outputs.encoding import encode_pixels, format_of

    image_format = format_of(path.name)
    check_writable(path.parent)
    sheet = contact_sheet(understood.prompt, understood.negative_prompt)
    atomic_write(encode_pixels(sheet, image_format), path)


def _lines(understood: Understanding) -> Iterator[str]:
    yield from _table([_HEAD, *map(_row, understood.words)])
    if understood.unwanted:
        yield "\nNot wanted:"
        yield from _table(map(_row, understood.unwanted))
    yield "\nPalette:"
    yield from (f"  {_swatch(row)}" for row in dict.fromkeys(understood.palette))
    yield f"\nDrawn: {_weights(understood.motifs) or 'nothing but colour'}"
    if understood.knobs:
        yield f"Turned: {_weights(understood.knobs, '+.2f')}"


def _row(word: Word) -> tuple[str, str, str, str]:
    from dreamwindow.imaging import oklab

    says = _SAYS[word.taken_as]
    taken_as = f"{says} {word.key}" if word.key is not None else says
    entry = word.entry()
    palette = entry.palettes[0] if entry is not None and entry.palettes else ()
    return word.text, f"{word.weight:.2f}", taken_as, _swatch([oklab.to_hex(stop) for stop in palette])


def _table(rows: Sequence[tuple[str, ...]] | Iterator[tuple[str, ...]]) -> Iterator[str]:
    table = list(rows)
    *widths, _ = [max(map(len, column)) for column in zip(*table, strict=True)]
    for row in table:
        yield "  ".join([*(cell.ljust(width) for cell, width in zip(row, widths, strict=False)), row[-1]]).rstrip()


def _swatch(codes: Sequence[str]) -> str:
    """Each colour as it looks and as it is written; a stream that is no terminal gets only the writing."""
    return " ".join(f"{_block(code)}#{code}" for code in codes)


def _block(code: str) -> str:
    if not sys.stdout.isatty():
        return ""
    red, green, blue = bytes.fromhex(code)
    return click.style("  ", bg=(red, green, blue))


def _weights(weights: Mapping[str, float], form: str = ".2f") -> str:
    strongest = sorted(weights.items(), key=lambda item: -abs(item[1]))
    return ", ".join(f"{name} {value:{form}}" for name, value in strongest)
