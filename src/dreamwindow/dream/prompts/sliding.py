"""One prompt that slides into another: both in one, by weighted words.

At a keyframe the words are a mix; between keyframes an engine that has latents walks from one mix to the next. Engines
that read ``(words:1.3)`` need nothing else.
"""

from __future__ import annotations

from dreamwindow.dream.prompts.themes import Spoken
from dreamwindow.model.text import MAX_PROMPT_CHARS

STEPS = 12
"""Prompts on the way. Each is another recipe, so that a way without steps would be a new prompt at every frame."""
_PAIRS = {")": "(", "]": "["}


def slid(spoken: Spoken) -> str:
    """The prompt of this moment.

    Each side counts in full at the middle of the way: halves of both would be two pale pictures in one. Where the mix
    would be too long for a prompt, it is the nearer side alone.
    """
    if spoken.before is None or spoken.t >= 1:
        return spoken.theme.prompt
    t = (int(max(0.0, spoken.t) * STEPS) + 1) / (STEPS + 1)
    mixed = f"{weighed(spoken.before.prompt, 2 - 2 * t)}, {weighed(spoken.theme.prompt, 2 * t)}"
    return mixed if len(mixed) <= MAX_PROMPT_CHARS else spoken.nearer.prompt


def weighed(prompt: str, weight: float) -> str:
    """``prompt`` as a group that counts ``weight`` times, at most once. Brackets that do not pair stay brackets."""
    text = prompt if _is_balanced(prompt) else _escaped(prompt)
    return f"({text}:{min(1.0, weight):.2f})"


def _is_balanced(prompt: str) -> bool:
    open_brackets: list[str] = []
    escaped = False
    for char in prompt:
        if escaped or char == "\\":
            escaped = not escaped
        elif char in "([":
            open_brackets.append(char)
        elif char in _PAIRS and (not open_brackets or open_brackets.pop() != _PAIRS[char]):
            return False
    return not open_brackets and not escaped


def _escaped(prompt: str) -> str:
    plain = prompt.replace("\\", " ")
    return "".join(f"\\{char}" if char in "()[]" else char for char in plain)
