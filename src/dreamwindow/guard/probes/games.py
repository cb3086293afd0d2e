"""A known game's process."""

from __future__ import annotations

from dreamwindow.contracts.probe import ProbeOptions, Reading
from dreamwindow.guard.processes import KERNEL_LIMIT, full_name, is_ours, is_running, process_names


class KnownGame:
    """Looks for processes by their exact names, letters' case aside. Those that we started are never games."""

    def __init__(self, options: ProbeOptions) -> None:
        self._names = frozenset(name.casefold() for name in options.known_games)
        self._kept = {_as_kept(name): name for name in self._names}

    def read(self) -> Reading:
        """The first game found."""
        processes = 0
        for pid, name in process_names():
            processes += 1
            if name.casefold() in self._kept and (game := self._game(pid)):
                return Reading(f"{game} runs as process {pid}", f"a game runs: {game}")
        return Reading(f"none of {len(self._names)} games among {processes} processes")

    def close(self) -> None:
        """Nothing is held."""

    def _game(self, pid: int) -> str | None:
        name = full_name(pid)
        known = name is not None and name.casefold() in self._names
        return name if known and is_running(pid) and not is_ours(pid) else None


def _as_kept(name: str) -> str:
    """What is left of a name on Linux."""
    return name.encode()[:KERNEL_LIMIT].decode(errors="replace")
