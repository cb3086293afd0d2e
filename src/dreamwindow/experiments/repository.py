"""The code that a run is of: a pinned checkout, in the cache or in a folder that the person names."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from dreamwindow.errors import InvalidParameters
from dreamwindow.experiments.schema import Parameters
from dreamwindow.runtime.git import CachedGitManager, GitManager
from dreamwindow.runtime.git.command import Progress


@dataclass(frozen=True, slots=True, kw_only=True)
class Places:
    """Where relative paths of the parameters are looked for, the first that has it: ``repository`` if there is one."""

    repository: Path | None
    parameters: Path

    @property
    def folders(self) -> list[Path]:
        """In their order."""
        return [*([self.repository] if self.repository else []), self.parameters, Path.cwd()]

    def find(self, name: str, what: str) -> Path:
        """The file of that name. Raises `InvalidParameters`."""
        path = Path(name.replace("\\", "/") if "/" not in name else name)
        for folder in self.folders:
            if (folder / path).exists():
                return (folder / path).absolute()
        looked = ", ".join(map(str, dict.fromkeys(self.folders)))
        raise InvalidParameters(f"{what} {name} is not there.", f"Looked for in {looked}.")

    def find_program(self, name: str, what: str) -> Path:
        """As `find`, and on the PATH for a mere name."""
        on_path = shutil.which(name) if Path(name).name == name else None
        try:
            return self.find(name, what)
        except InvalidParameters:
            if on_path is None:
                raise
            return Path(on_path)


def checked_out(
    parameters: Parameters, folder: Path, cache: CachedGitManager, git: GitManager, say: Callable[[str], None]
) -> Path | None:
    """The working tree that the parameters ask for, if they do; in ``folder`` relative. Raises `GitManagerError`."""
    local = folder / parameters.local_repository_path if parameters.local_repository_path else None
    if parameters.repository_url is None:
        return local
    say(f"{parameters.repository_url} at {parameters.repository_commit_hash}")
    stages: set[str] = set()

    def tell(progress: Progress) -> None:
        if progress.percent == 100 and progress.stage not in stages:
            stages.add(progress.stage)
            say(f"git: {progress.stage}")

    if local is None:
        return cache.clone_or_update_repository(parameters.repository_url, parameters.repository_commit_hash, tell)
    return git.clone_repository(
        parameters.repository_url, _within(local, parameters.repository_url), parameters.repository_commit_hash, tell
    )


def _within(local: Path, url: str) -> Path:
    """A folder that holds other things gets the clone below it, by the repository's name."""
    if local.is_dir() and not (local / ".git").exists() and any(local.iterdir()):
        return local / (url.rstrip("/").replace(":", "/").rpartition("/")[2].removesuffix(".git") or "repository")
    return local
