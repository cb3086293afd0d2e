"""What the runs of one act share, and what each is made of."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from dreamwindow.compose.blueprint import memory_options, rules_for, session_for
from dreamwindow.compose.library import thumbnails_of_ours
from dreamwindow.compose.repertoire import Repertoire
from dreamwindow.compose.run import RunParts
from dreamwindow.compose.taste import Taste
from dreamwindow.config.load import Loaded
from dreamwindow.contracts.clock import Clock
from dreamwindow.contracts.embedder import Embedder
from dreamwindow.contracts.engine import Engine
from dreamwindow.dream.cache import CacheManager
from dreamwindow.dream.modes import Mode
from dreamwindow.dream.planner import SEED_RANGE
from dreamwindow.flow.fanout import Fanout
from dreamwindow.model import events as ev
from dreamwindow.model.frame import Pixels
from dreamwindow.model.settings import Settings


@dataclass(frozen=True, slots=True, kw_only=True)
class House:
    """``frames`` each run is to make, without end if ``None``; ``publish`` and ``trouble`` as in `RunParts`."""

    loaded: Loaded = field(repr=False)
    modes: Mapping[str, Mode]
    frames: int | None
    repertoire: Repertoire
    taste: Taste
    embedder: Embedder
    cache: CacheManager | None
    fanout: Fanout
    clock: Clock
    publish: Callable[[ev.Event], None]
    trouble: Callable[[str | None], None]

    @property
    def sessions_dir(self) -> Path:
        """Where runs are kept."""
        return self.loaded.folder(self.loaded.config.system.sessions_dir)

    def parts(self, engine: Engine, settings: Settings, origin: Pixels | None) -> RunParts:
        """What a run on this engine is made of, with a seed of its own unless the settings have one."""
        config = self.loaded.config
        root_seed = settings.seed if settings.seed is not None else secrets.randbelow(SEED_RANGE)
        prompts = self.repertoire.begin(settings, root_seed)
        return RunParts(
            engine=engine,
            rules=rules_for(config, engine, self.modes, self.frames),
            settings=settings,
            prompts=prompts,
            root_seed=root_seed,
            origin=origin,
            buffer_s=config.output.buffer_s,
            new_session=session_for(config, settings, engine.info, str(prompts.words()), root_seed),
            sessions_dir=self.sessions_dir,
            recording=config.recording,
            embedder=self.embedder,
            cache=self.cache,
            taste=self.taste.book,
            memory=memory_options(config.generation.cache),
            takes_pulse=config.generation.remedies.enabled,
            fanout=self.fanout,
            clock=self.clock,
            publish=self.publish,
            trouble=self.trouble,
            recorded=thumbnails_of_ours(self.loaded),
        )
