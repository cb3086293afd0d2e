"""Taste: what a person kept, and which way it draws the dream."""

from __future__ import annotations

from dreamwindow.dream.taste.book import TasteBook
from dreamwindow.dream.taste.keepsakes import Keepsakes, picture_of
from dreamwindow.dream.taste.like import Like
from dreamwindow.dream.taste.likeness import leaning

__all__ = ["Keepsakes", "Like", "TasteBook", "leaning", "picture_of"]
