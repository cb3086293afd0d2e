"""Thumbnails a second, beside Pillow in one process and vipsthumbnail, on the same pictures in one run.

Pillow reads the file, resizes by LANCZOS and writes WebP of quality 85 and method 6. Likeness is SSIM to the picture
shrunk by LANCZOS and kept without loss. ``--count=N`` pictures of each size, ``--rounds=N`` turns.
"""

from __future__ import annotations

import argparse
import asyncio
import io
import os
import shutil
import statistics
import subprocess
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import psutil
from PIL import Image

from benchmarks.measure import Figure, repeat, verdict, wall_ms
from benchmarks.pictures import natural, write_corpus
from dreamwindow.imaging.codec import thumbnail_of, thumbnail_size
from dreamwindow.imaging.ssim import Structure, ssim
from dreamwindow.library.thumbnails import Made, MakerOptions, ThumbnailJob, ThumbnailMaker, ThumbnailStore

SIZES = [(512, 768), (1024, 1024)]
FACTOR, STRETCH, LESS_LIKE, MORE_BYTES, HANDED_OVER_MS = 3.3, 5.0, 0.008, 0.10, 5.0


@dataclass(frozen=True, slots=True)
class Way:
    """``make`` makes a thumbnail of each picture in a folder of its own; ``made`` is where."""

    name: str
    made: Path
    make: Callable[[Sequence[Path]], None]

    def thumbnails(self, pictures: Sequence[Path]) -> list[bytes]:
        """Those that it made."""
        return [(self.made / f"{picture.stem}.webp").read_bytes() for picture in pictures]


def main(argv: Sequence[str]) -> None:
    """Print speed, likeness and bytes of each way at each size, and what the recorder's own thumbnails take."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks thumbnails")
    parser.add_argument("--count", type=int, default=100)
    parser.add_argument("--rounds", type=int, default=5)
    asked = parser.parse_args(argv)
    for width, height in SIZES:
        with tempfile.TemporaryDirectory() as name:
            pictures = write_corpus(Path(name), width, height, asked.count)
            kilobytes = statistics.mean(picture.stat().st_size for picture in pictures) / 1e3
            print(f"\n{asked.count} pictures of {width}x{height}, {kilobytes:.0f} kB each, {asked.rounds} rounds")
            asyncio.run(_compare(Path(name), pictures, asked.rounds))
    _handed_over()


async def _compare(folder: Path, pictures: list[Path], rounds: int) -> None:
    store = ThumbnailStore(folder / "ours")
    options = MakerOptions(niceness=0)  # on a machine where others work, all ways are to wait alike
    async with ThumbnailMaker(store, options) as maker:
        loop = asyncio.get_running_loop()

        def ours(some: Sequence[Path]) -> None:
            asyncio.run_coroutine_threadsafe(_made(maker, some), loop).result()

        ways = [Way("Pillow, one process", folder / "pillow", lambda some: _pillow(folder / "pillow", some))]
        ways += [Way(f"ours, {options.workers} processes", store.root / "s", ours), *_vips(folder)]
        speeds = await asyncio.to_thread(_timed, ways, pictures, rounds)
    _judge(ways, speeds, pictures)


@dataclass(frozen=True, slots=True)
class Speed:
    """On the wall, pictures a second; and the processor's time that one takes, which others' work leaves alone."""

    rate: Figure
    cpu: Figure


def _timed(ways: list[Way], pictures: list[Path], rounds: int) -> dict[str, Speed]:
    """In turns, after one that does not count."""
    for way in ways:
        way.made.mkdir(parents=True, exist_ok=True)
        way.make(pictures[:4])
    rates: dict[str, list[float]] = {way.name: [] for way in ways}
    cpus: dict[str, list[float]] = {way.name: [] for way in ways}
    for _ in range(rounds):
        for way in ways:
            spent = _cpu_s()
            rates[way.name].append(1e3 * len(pictures) / wall_ms(lambda way=way: way.make(pictures)))  # type: ignore[misc]
            cpus[way.name].append(1e3 * (_cpu_s() - spent) / len(pictures))
    return {way.name: Speed(Figure(way.name, rates[way.name], "/s"), Figure("", cpus[way.name])) for way in ways}


def _cpu_s() -> float:
    """Of this process, of those that it started and of those that it started and that ended."""
    own = os.times()
    running = [child.cpu_times() for child in psutil.Process().children()]
    ended = own.children_user + own.children_system
    return own.user + own.system + ended + sum(one.user + one.system for one in running)


def _judge(ways: list[Way], speeds: dict[str, Speed], pictures: list[Path]) -> None:
    shrunk = [Structure.of(_lossless(picture)) for picture in pictures]
    reference, mine = ways[0], ways[1]
    likeness = {way.name: statistics.mean(map(_likeness, way.thumbnails(pictures), shrunk)) for way in ways}
    sizes = {way.name: sum(map(len, way.thumbnails(pictures))) for way in ways}
    for way in ways:
        more = sizes[way.name] / sizes[reference.name] - 1
        less = likeness[way.name] - likeness[reference.name]
        print(speeds[way.name].rate)
        cpu = speeds[way.name].cpu.median
        print(f"    {cpu:.1f} ms of processor each, SSIM {likeness[way.name]:.4f} ({less:+.4f}), bytes {more:+.1%}")
    turns = zip(speeds[mine.name].rate.samples, speeds[reference.name].rate.samples, strict=True)
    ratio = Figure("ours / Pillow", [one / other for one, other in turns], "x")
    print(ratio)
    less_work = speeds[reference.name].cpu.median / speeds[mine.name].cpu.median
    print(f"    of the processor, one picture takes Pillow {less_work:.2f}x as much")
    reached = {
        f"at least {FACTOR}x": ratio.median >= FACTOR,
        f"the stretch, {STRETCH}x": ratio.median >= STRETCH,
        f"SSIM at most {LESS_LIKE} lower": likeness[mine.name] >= likeness[reference.name] - LESS_LIKE,
        f"at most {MORE_BYTES:.0%} more bytes": sizes[mine.name] <= (1 + MORE_BYTES) * sizes[reference.name],
    }
    for what, is_so in reached.items():
        print(f"{'reached' if is_so else 'MISSED'}: {what}")


def _handed_over() -> None:
    """What the recorder's own pictures take, whose pixels are in memory."""
    print("\nOf pixels in memory")
    for width, height in SIZES:
        pixels = natural(width, height, seed=1)
        figure = repeat(f"thumbnail_of {width}x{height}", lambda pixels=pixels: thumbnail_of(pixels), 101)  # type: ignore[misc]
        print(verdict(figure, HANDED_OVER_MS))


async def _made(maker: ThumbnailMaker, pictures: Sequence[Path]) -> None:
    async for outcome in maker.make([ThumbnailJob("s", picture) for picture in pictures]):
        assert isinstance(outcome, Made), outcome


def _pillow(folder: Path, pictures: Sequence[Path]) -> None:
    for picture in pictures:
        with Image.open(picture) as image:
            small = image.resize(thumbnail_size(*image.size), Image.Resampling.LANCZOS)
            small.save(folder / f"{picture.stem}.webp", quality=85, method=6)


def _vips(folder: Path) -> list[Way]:
    if shutil.which("vipsthumbnail") is None:
        print("vipsthumbnail is not here (Debian: libvips-tools)")
        return []

    def make(processes: int) -> Callable[[Sequence[Path]], None]:
        def made(pictures: Sequence[Path]) -> None:
            shares = [[str(path) for path in pictures[share::processes]] for share in range(processes)]
            command = ["vipsthumbnail", "-s", "x240", "-o", f"{folder / f'vips{processes}'}/%s.webp[Q=85]"]
            alone = os.environ | {"VIPS_CONCURRENCY": "1"}
            running = [subprocess.Popen([*command, *share], env=alone) for share in shares]
            codes = [one.wait(300) for one in running]
            assert not any(codes), codes

        return made

    return [Way(f"vipsthumbnail, {n} at once", folder / f"vips{n}", make(n)) for n in (1, os.cpu_count() or 1)]


def _lossless(picture: Path) -> np.ndarray:
    with Image.open(picture) as image:
        return np.asarray(image.resize(thumbnail_size(*image.size), Image.Resampling.LANCZOS))


def _likeness(data: bytes, shrunk: Structure) -> float:
    return ssim(Structure.of(np.asarray(Image.open(io.BytesIO(data)).convert("RGB"))), shrunk)
