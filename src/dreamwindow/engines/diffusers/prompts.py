"""Words to embeddings, read once. A prompt that slides from one theme to another is a walk between theirs."""

from __future__ import annotations

import re
from collections import OrderedDict

from dreamwindow.engines.diffusers.family import Family, Words, mixed

_KEPT = 64
_GROUP = re.compile(r"\((?P<text>(?:[^()\\]|\\.|\((?:[^()\\]|\\.)*\))*):(?P<weight>\d+(?:\.\d+)?)\)\s*(?:,\s*|$)")


class Reader:
    """Reads for one model. What it has read lately it knows."""

    def __init__(self, family: Family) -> None:
        self._family = family
        self._known: OrderedDict[tuple[str, bool], Words] = OrderedDict()
        self.readings = 0

    def read(self, prompt: str, *, negative: bool = False) -> Words:
        """The embeddings of a prompt: of ``(one:1.00), (other:0.40)`` the mean of both, weighted so."""
        groups = weighted_groups(prompt)
        words = [self._plain(text, negative) for text, _ in groups]
        return words[0] if len(words) == 1 else mixed(words, [weight for _, weight in groups])

    def forget(self) -> None:
        """Drop what is known."""
        self._known.clear()

    def _plain(self, text: str, negative: bool) -> Words:
        key = text, negative
        if key not in self._known:
            self.readings += 1
            self._known[key] = self._family.read(text, negative=negative)
            if len(self._known) > _KEPT:
                self._known.popitem(last=False)
        self._known.move_to_end(key)
        return self._known[key]


def weighted_groups(prompt: str) -> list[tuple[str, float]]:
    """The parts of a prompt that is nothing but weighted groups; any other prompt is one part of weight 1."""
    groups: list[tuple[str, float]] = []
    at = 0
    while at < len(prompt):
        found = _GROUP.match(prompt, at)
        if found is None:
            return [(prompt, 1.0)]
        groups.append((found["text"], float(found["weight"])))
        at = found.end()
    kept = [group for group in groups if group[1] > 0]
    return kept or [(prompt, 1.0)]
