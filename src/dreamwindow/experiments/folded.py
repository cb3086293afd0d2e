"""A dict whose keys are found in any case, and kept as they were written."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, TypeVar, overload

V = TypeVar("V")
T = TypeVar("T")


class Folded(dict[str, V]):
    """``Folded({"Display": 1})["display"]`` is 1."""

    def __init__(self, items: Mapping[str, V] | Iterable[tuple[str, V]] = ()) -> None:
        super().__init__()
        self._written: dict[str, str] = {}
        for key, value in dict(items).items():
            self[key] = value

    def __setitem__(self, key: str, value: V) -> None:
        super().__setitem__(self._written.setdefault(key.casefold(), key), value)

    def __getitem__(self, key: str) -> V:
        return super().__getitem__(self._as_written(key))

    def __delitem__(self, key: str) -> None:
        super().__delitem__(self._as_written(key))
        del self._written[key.casefold()]

    def __contains__(self, key: object) -> bool:
        return isinstance(key, str) and key.casefold() in self._written

    @overload
    def get(self, key: str, default: None = None, /) -> V | None: ...
    @overload
    def get(self, key: str, default: V, /) -> V: ...
    @overload
    def get(self, key: str, default: T, /) -> V | T: ...
    def get(self, key: str, default: Any = None, /) -> Any:
        """As a dict's own."""
        return super().get(self._as_written(key), default)

    def setdefault(self, key: str, default: V, /) -> V:
        """As a dict's own."""
        if key not in self:
            self[key] = default
        return self[key]

    def _as_written(self, key: str) -> str:
        return self._written.get(key.casefold(), key) if isinstance(key, str) else key
