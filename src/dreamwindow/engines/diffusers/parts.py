"""What a model in a single file lacks: configs and tokenizers, a few small files, in a folder or fetched."""

from __future__ import annotations

from pathlib import Path

from dreamwindow.engines.diffusers.checking import check_folder, pipeline_class, read_json
from dreamwindow.engines.diffusers.single import SingleFile
from dreamwindow.engines.diffusers.source import class_name
from dreamwindow.errors import ConfigError, MissingWeights
from dreamwindow.weights.known import KNOWN, Model, known, parts_of
from dreamwindow.weights.places import find, how_to_get, require, whats_wrong


def find_parts(single: SingleFile, wanted: object) -> Path:
    """The folder that is ``wanted``, or a known model's by its name; for ``None`` that of the model it must be from.

    Blocks. Raises `ConfigError` for a folder that does not fit the file, `MissingWeights` where something is to be
    fetched.
    """
    folder = _usual(single) if wanted is None else _named(str(wanted), single)
    _check_fits(single, folder)
    return folder


def _usual(single: SingleFile) -> Path:
    found = find(_wanted(_like(single), single)) if _is_theirs(single) else None
    if found is not None:
        return found
    what, also = (
        (single.kind.model, "the rest of it is")
        if single.is_alone
        else ("weights", "small files (diffusers.parts) are")
    )
    raise MissingWeights(
        f"{single.path.name} has the {what} of {single.kind.what} alone: {also} needed too.", _how(single)
    )


def _named(wanted: str, single: SingleFile) -> Path:
    folder = Path(wanted).expanduser()
    if folder.exists():
        return folder
    for model in KNOWN:
        if model.name == wanted.lower() and model.is_pipeline:
            return require(_wanted(model, single))
    raise ConfigError(f"diffusers.parts: there is no {folder}.", "Place it there, or correct the setting.")


def _check_fits(single: SingleFile, folder: Path) -> None:
    said = class_name(folder)
    if said and pipeline_class(said) != single.kind.pipeline:
        _refuse(single, folder, f"is of a {said}")
    if wrong := whats_wrong(parts_of(_like(single)), folder):
        _refuse(single, folder, f"does not do: {wrong}")
    config = read_json(folder / single.kind.model / "config.json")
    width, guided = config.get("cross_attention_dim"), config.get("guidance_embeds")
    if single.width is not None and width is not None and width != single.width:
        _refuse(single, folder, f"is of another: words are {width} wide there, {single.width} in the file")
    if guided is not None and guided != ("guidance_in." in single.kind.marks):
        _refuse(single, folder, f"is of {'dev' if guided else 'schnell'}")
    if single.is_alone:
        check_folder(folder, besides=single.kind.model)


def _refuse(single: SingleFile, folder: Path, why: str) -> None:
    raise ConfigError(f"{single.path.name} is {single.kind.what}; diffusers.parts {folder} {why}.", _how(single))


def _like(single: SingleFile) -> Model:
    """The known model whose small files it needs, or such as lie alike."""
    return known(_turbo(single) or single.kind.like)


def _turbo(single: SingleFile) -> str | None:
    return single.kind.turbo if "turbo" in single.path.stem.lower() else None


def _is_theirs(single: SingleFile) -> bool:
    """Whether that model's own small files are the right ones."""
    return single.kind.origin is None or _turbo(single) is not None


def _wanted(model: Model, single: SingleFile) -> Model:
    return model if single.is_alone else parts_of(model)


def _how(single: SingleFile) -> str:
    model = _wanted(_like(single), single)
    if _is_theirs(single):
        return how_to_get(model)
    files = ", ".join(need[0] for need in model.needs)
    return f"Place {files} of {single.kind.origin}, or where else it is from, in a folder; diffusers.parts names it."
