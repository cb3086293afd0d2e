"""How much of what a person kept comes back."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from dreamwindow.config.group import Group


class TasteConfig(Group):
    """What is marked with a heart, or asked for by *more like this*, draws the dream. It is kept in `taste.json`."""

    closeness: Annotated[float, Field(ge=0, le=1)] = 0.3
    """Live. 0, *surprise me*: the dream goes its own way. 1, *stay close*: every turn leads back to what was kept."""
