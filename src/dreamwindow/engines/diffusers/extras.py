"""What has to be installed for this engine, looked for without loading it."""

from __future__ import annotations

from importlib.util import find_spec

from dreamwindow.errors import MissingExtra

PACKAGES = ("torch", "diffusers", "transformers")
FOR_LORAS = ("peft",)


def check_installed(packages: tuple[str, ...] = PACKAGES) -> None:
    """Raise `MissingExtra` unless every package is there. Takes milliseconds: nothing is imported."""
    missing = [name for name in packages if find_spec(name) is None]
    if missing:
        raise MissingExtra(f"The diffusers engine needs {', '.join(missing)}: pip install 'dreamwindow[diffusers]'")
