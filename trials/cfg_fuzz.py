"""A ``.cfg`` file of any bytes is a dict of sections or a `ConfigLoaderError`, and nothing of it is ever evaluated.

Files of the kind a lab has are cut, doubled, shuffled and spoilt. The control reads values with `eval`, as the public
loader of this kind does: the trial must notice.
"""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
import time
import warnings
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any
from unittest.mock import patch

from dreamwindow.experiments.config_loader import ConfigLoader, ConfigLoaderError

SEED_FILE = """\
; a rig of the kind a lab has
[Display]
monitor = 'Gamma1.Luminance50'
resolution = (1920, 1200)   ; pixels
warp = Warp.Spherical
fullscreen = yes
[Stim]
fps = 60.000
params = [(0, 0), None,
    {'a': 1.5}]
hook = __import__('builtins').evaluated.append(1)
chain = ().__class__.__base__.__subclasses__()
path = ${DATA:-C:\\\\data}\\\\out
[Sync]
device = Dev1
lines = 007
"""
_PIECES = [
    b"[", b"]", b"=", b":", b";", b" #", b"'", b'"', b"\n", b"\r\n", b"(", b")", b"${", b"}", b"%A%", b"\xff", b"\x00",
    b"\xef\xbb\xbf", b"\\", b"\t", b"[Stim]\n", b"()" * 60, b"-" * 70, b"9" * 4500, b"1e999", b"\xc3",
]  # fmt: skip


def spoilt(random_: random.Random) -> bytes:
    """A file that was once whole."""
    data = bytearray(SEED_FILE.encode())
    for _ in range(random_.randrange(1, 12)):
        at = random_.randrange(len(data) + 1)
        match random_.randrange(5):
            case 0:
                data[at:at] = random_.choice(_PIECES)
            case 1:
                del data[at : at + random_.randrange(1, 40)]
            case 2:
                data[at : at + 1] = random_.randbytes(1)
            case 3:
                data[at:at] = data[random_.randrange(len(data) + 1) :][: random_.randrange(1, 80)]
            case _:
                data = data[:at] or bytearray(b"[")
    return bytes(data)


def faults(seconds: float, seed: int, stop_at: int = 20) -> Iterator[str]:
    """What was neither a dict nor the right error, and whatever was evaluated, in words."""
    import builtins

    evaluated: list[int] = []
    with tempfile.TemporaryDirectory() as folder, patch.object(builtins, "evaluated", evaluated, create=True):
        path, random_, until = Path(folder) / "rig.cfg", random.Random(seed), time.monotonic() + seconds
        loader, found = ConfigLoader(), 0
        readers: list[Callable[[Path], Any]] = [loader.load, lambda file: loader.load_with_env_substitution(file, {})]
        while time.monotonic() < until and found < stop_at:
            data = spoilt(random_)
            path.write_bytes(data)
            for read in readers:
                fault = _fault(read, path) or ("something was evaluated" if evaluated else None)
                evaluated.clear()
                if fault:
                    found += 1
                    yield f"{fault}: {data[:200]!r}"
            if len(list(Path(folder).iterdir())) != 1:
                yield "a file was made"


def _fault(read: Callable[[Path], Any], path: Path) -> str | None:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            return None if isinstance(read(path), dict) else "no dict"
    except ConfigLoaderError as error:
        return None if "rig.cfg" in error.message else f"an error that does not say where: {error}"
    except Exception as error:  # noqa: BLE001 - that is what is looked for
        return f"{type(error).__name__}: {error}"


def evaluating(text: str) -> Any:
    """The defect."""
    try:
        return eval(text)
    except (NameError, SyntaxError, TypeError, AttributeError):
        return text


def main(argv: Sequence[str]) -> int:
    """The trial at full length. 0 when no fault was seen, and the control was noticed."""
    parser = argparse.ArgumentParser(prog="python -m trials cfg_fuzz", description=__doc__)
    parser.add_argument("--seconds", type=float, default=600)
    parser.add_argument("--seed", type=int, default=10)
    options = parser.parse_args(argv)
    seen = list(faults(options.seconds, options.seed))
    print(f"{options.seconds:g} s: {len(seen)} faults", *seen, sep="\n  ")
    noticed = control(60)
    print(f"control, eval: {'noticed' if noticed else 'NOT noticed'}")
    return 0 if not seen and noticed else 1


def control(seconds: float) -> bool:
    """Whether reading by `eval` is noticed."""
    with patch.object(sys.modules["dreamwindow.experiments.config_loader"], "literal", evaluating):
        return next(faults(seconds, 1), None) is not None
