"""Who answers when a run has a question."""

from __future__ import annotations

from typing import Protocol

from dreamwindow.errors import InvalidParameters


class Asker(Protocol):
    """The person at the keyboard, or nobody."""

    def ask(self, question: str) -> str:
        """The answer. Raises `InvalidParameters` where nobody is there to give one."""
        ...


class Unattended:
    """Nobody: what would have to be asked is an error."""

    def ask(self, question: str) -> str:
        """Raises `InvalidParameters`."""
        raise InvalidParameters(
            f"There is nobody to answer: {question}", "Put it into the parameters, or leave out --unattended."
        )


def said_yes(answer: str) -> bool:
    """Whether an answer means yes."""
    return answer.strip().lower() in ("y", "yes")
