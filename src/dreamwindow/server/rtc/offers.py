"""An offer and its answer, as they are asked for and given."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """What a camera offers. ``stamped`` frames have a number below the picture: see `dreamwindow.imaging.stamp`."""

    sdp: str
    scene: str | None = None
    token: str | None = None
    stamped: bool = False

    @property
    def has_channel(self) -> bool:
        """Whether there will be a data channel."""
        return "\nm=application " in self.sdp


@dataclass(frozen=True, slots=True)
class Answer:
    """What it is answered. ``id`` is known to nobody else: candidates and the end of it come under that name."""

    id: str
    sdp: str
