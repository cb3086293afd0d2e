"""The dream's memory on disk: keyframes that may return."""

from __future__ import annotations

from dreamwindow.dream.cache.entry import CacheEntry
from dreamwindow.dream.cache.eviction import EVICTIONS, Eviction
from dreamwindow.dream.cache.manager import CacheManager, CacheOptions
from dreamwindow.dream.cache.renewal import Renewal

__all__ = ["EVICTIONS", "CacheEntry", "CacheManager", "CacheOptions", "Eviction", "Renewal"]
