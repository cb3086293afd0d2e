"""What pictures say about themselves, whoever made them: Dream Window, A1111, ComfyUI or InvokeAI."""

from dreamwindow.sessions.foreign.facts import Facts
from dreamwindow.sessions.foreign.head import Head, read_head
from dreamwindow.sessions.foreign.reading import facts_of

__all__ = ["Facts", "Head", "facts_of", "read_head"]
