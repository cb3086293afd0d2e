"""The words of a dream: themes that take turns, what slides between them, and who may say otherwise."""

from __future__ import annotations

from dreamwindow.dream.prompts.leaning import Leaning
from dreamwindow.dream.prompts.manager import PromptManager, PromptOptions
from dreamwindow.dream.prompts.modifiers import Modifiers
from dreamwindow.dream.prompts.themes import Rotation, Theme
from dreamwindow.dream.prompts.timeline import Moment, Timeline

__all__ = ["Leaning", "Modifiers", "Moment", "PromptManager", "PromptOptions", "Rotation", "Theme", "Timeline"]
