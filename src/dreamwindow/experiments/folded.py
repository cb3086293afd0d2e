"""A dict whose keys are found in any case, and kept as they were written."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Self, TypeVar, overload

V = TypeVar("V")
T = TypeVar("T")


class Folded(dict[str, V]):
    """``Folded({"Display": 1})["display"]`` is 1. It can be changed, copied and pickled as any dict."""

    _written: dict[str, str]

    def __new__(cls, *items: Any, **more: Any) -> Self:
        """Empty; keys can be set before `__init__`, as pickle does."""
        made = super().__new__(cls)
        made._written = {}
        return made

    def __init__(self, items: Mapping[str, V] | Iterable[tuple[str, V]] = ()) -> None:
        super().__init__()
        self.update(items)

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

    def update(self, *items: Any, **more: Any) -> None:
        """As a dict's own."""
        for key, value in dict(*items, **more).items():
            self[key] = value

    def pop(self, key: str, *default: Any) -> Any:
        """As a dict's own."""
        value = super().pop(self._as_written(key), *default)
        self._written.pop(key.casefold(), None)
        return value

    def popitem(self) -> tuple[str, V]:
        """As a dict's own."""
        key, value = super().popitem()
        del self._written[key.casefold()]
        return key, value

    def clear(self) -> None:
        """As a dict's own."""
        super().clear()
        self._written.clear()

    def copy(self) -> Self:
        """As a dict's own, but that it finds keys in any case too."""
        other = type(self).__new__(type(self))
        vars(other).update({**vars(self), "_written": {}})
        other.update(self)
        return other

    def __copy__(self) -> Self:
        return self.copy()

    def __or__(self, other: Any) -> Any:
        both = self.copy()
        both.update(other)
        return both

    def __ior__(self, other: Any) -> Self:  # type: ignore[override]  # a dict's takes pairs too, and so does this
        self.update(other)
        return self

    def _as_written(self, key: str) -> str:
        return self._written.get(key.casefold(), key) if isinstance(key, str) else key
