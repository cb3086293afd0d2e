"""What a run is launched with, beside its parameters."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from dreamwindow.experiments.acquisition import Stop
from dreamwindow.experiments.asking import Asker, Unattended
from dreamwindow.files import DISK, Disk
from dreamwindow.runtime.git import CachedGitManager, GitManager
from dreamwindow.runtime.ledger import ledger_folder
from dreamwindow.runtime.usage import GpuMemory, no_gpu
from dreamwindow.sessions.beginning import Now, local_now


@dataclass(frozen=True, slots=True, kw_only=True)
class LaunchOptions:
    """Where a run keeps things, who answers its questions, and who can stop it.

    ``sessions_dir`` takes the sessions of parameters that name no ``output_root_folder``; ``command_line`` is recorded.
    ``echo`` hears every line of the run's log too; ``gpu_memory`` tells what its processes hold on GPUs.
    """

    sessions_dir: Path
    asker: Asker = field(default_factory=Unattended)
    stop: Stop = field(default_factory=Stop)
    echo: Callable[[str], None] = lambda line: None
    command_line: tuple[str, ...] = ()
    git: GitManager = field(default_factory=GitManager)
    cache: CachedGitManager = field(default_factory=CachedGitManager)
    ledger: Path = field(default_factory=ledger_folder)
    now: Now = local_now
    disk: Disk = DISK
    gpu_memory: GpuMemory = no_gpu
