"""What each OSC address does."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from dreamwindow.errors import SettingsRejected
from dreamwindow.model.text import clean_prompt
from dreamwindow.server.osc.blend import Blend
from dreamwindow.server.osc.packets import Argument, Message
from dreamwindow.server.steering import steer

if TYPE_CHECKING:
    from dreamwindow.compose.dream import DreamAct
    from dreamwindow.compose.live import LiveAct

STATUS = "/status"
_LONGEST_SAID = 40


@dataclass(slots=True)
class OscTally:
    """Datagrams that came, by what became of them: ``garbage`` is no OSC, ``refused`` says what cannot be done,
    ``foreign`` came from who may not steer."""

    heard: int = 0
    refused: int = 0
    garbage: int = 0
    foreign: int = 0


class OscDesk:
    """Steers the dream and the cameras together, as HTTP without a scene does. For one event loop."""

    def __init__(self, act: DreamAct, live: LiveAct | None) -> None:
        self.tally = OscTally()
        self._act = act
        self._live = live
        self._blend = Blend()
        self._does: dict[str, Callable[[Argument], None]] = {
            "/prompt": self._prompt,
            "/prompt/0": lambda said: self._mix(replace(self._blend, left=_words(said))),
            "/prompt/1": lambda said: self._mix(replace(self._blend, right=_words(said))),
            "/blend": lambda said: self._mix(replace(self._blend, t=_share(said))),
            "/strength": lambda said: self._steer("strength", _number(said)),
            "/guidance_scale": lambda said: self._steer("guidance_scale", _number(said)),
            "/seed": lambda said: self._steer("seed", _whole(said)),
            "/mode": lambda said: self._steer("mode", _text(said)),
        }

    def do(self, message: Message) -> Message | None:
        """Carry it out; an answer to who asked. Raises `SettingsRejected` or `InvalidPrompt`."""
        if message.address == STATUS:
            return self._status()
        if message.address == "/pause":
            if _is_pressed(message):
                self._act.pause()
        elif message.address == "/resume":
            if _is_pressed(message):
                self._act.resume()
        elif (does := self._does.get(message.address)) is not None:
            does(_one(message))
        else:
            known = ", ".join([*self._does, "/pause", "/resume", STATUS])
            raise SettingsRejected(f"There is nothing at {message.address[:_LONGEST_SAID]}.", f"There is: {known}.")
        return None

    def _prompt(self, said: Argument) -> None:
        words = _words(said)
        self._steer("prompt", words)
        self._blend = replace(self._blend, left=words, t=0.0)

    def _mix(self, blend: Blend) -> None:
        if (prompt := blend.prompt) is not None and prompt != self._blend.prompt:
            self._steer("prompt", prompt)
        self._blend = blend

    def _steer(self, name: str, value: object) -> None:
        steer(self._act, self._live, {name: value})

    def _status(self) -> Message:
        status, settings, tally = self._act.status(), self._act.settings, self.tally
        cameras = len(self._live.clients) if self._live is not None else 0
        prompt = settings.prompt or status.current_prompt or ""
        said = (status.status, status.frame_number, status.fps or 0.0, prompt, settings.strength, self._blend.t)
        return Message(STATUS, (*said, cameras, tally.heard, tally.refused, tally.garbage))


def _one(message: Message) -> Argument:
    if len(message.arguments) != 1:
        raise SettingsRejected(f"{message.address} takes one value, not {len(message.arguments)}.")
    return message.arguments[0]


def _is_pressed(message: Message) -> bool:
    """A button sends nothing, 1 or true when it is pressed, and 0 when it is let go."""
    return all(argument not in (0, False) for argument in message.arguments)


def _text(said: Argument) -> str:
    if not isinstance(said, str):
        raise SettingsRejected(f"{str(said)[:_LONGEST_SAID]} is no text (type s).")
    return said


def _words(said: Argument) -> str:
    return clean_prompt(_text(said))


def _number(said: Argument) -> float:
    if isinstance(said, bool) or not isinstance(said, int | float) or not math.isfinite(said):
        raise SettingsRejected(f"{str(said)[:_LONGEST_SAID]!r} is no number (type f or i).")
    return float(said)


def _share(said: Argument) -> float:
    if not 0 <= (number := _number(said)) <= 1:
        raise SettingsRejected(f"/blend {number:g} is not between 0 and 1.")
    return number


def _whole(said: Argument) -> int:
    number = _number(said)
    if number != int(number):
        raise SettingsRejected(f"{number:g} is no whole number (type i).")
    return int(number)
