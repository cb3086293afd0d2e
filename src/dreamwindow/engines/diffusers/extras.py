"""What has to be installed for this engine, looked for without loading it."""

from __future__ import annotations

import os
from importlib.util import find_spec
from shutil import which

from dreamwindow.errors import ConfigError, MissingExtra

PACKAGES = ("torch", "diffusers", "transformers")
FOR_LORAS = ("peft",)

COMPILERS = ("c++", "g++", "clang++", "cc", "gcc", "clang", "cl")


def check_compiler() -> None:
    """Raise `ConfigError` unless there is a C compiler: without one torch would fail at every picture."""
    if not any(map(which, (os.environ.get("CXX", ""), os.environ.get("CC", ""), *COMPILERS))):
        raise ConfigError(
            "diffusers.compile needs a C compiler, and there is none.",
            "Install one (apt install g++, xcode-select --install), or set diffusers.compile to false.",
        )


def check_installed(packages: tuple[str, ...] = PACKAGES) -> None:
    """Raise `MissingExtra` unless every package is there. Takes milliseconds: nothing is imported."""
    missing = [name for name in packages if find_spec(name) is None]
    if missing:
        raise MissingExtra(f"The diffusers engine needs {', '.join(missing)}: pip install 'dreamwindow[diffusers]'")
