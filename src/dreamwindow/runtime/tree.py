"""ProcessTree: which processes belong to a program that we started, however they try to leave it."""

from __future__ import annotations

import os
import secrets
from collections.abc import Iterable, Iterator

from dreamwindow.runtime.table import Birth, Entry, Table, has_in_environment, read_table

_PREFIX = "DW_TREE_"


def new_marker() -> str:
    """The name of a variable that nobody else has in their environment: what inherits it is of the tree."""
    return f"{_PREFIX}{secrets.token_hex(12)}"


class ProcessTree:
    """What descends from ``root``: by parentage, by session, and by ``marker`` in the environment. Touches nothing.

    A daemon that forks twice has another parent and another session, but still its environment; one that was seen as a
    descendant once stays known whatever becomes of its parents. Not for two threads at once.
    """

    def __init__(self, root: Birth | None, marker: str | None = None, known: Iterable[Birth] = ()) -> None:
        self.root = root
        self.marker = marker
        self._known = {birth.pid: birth for birth in [*known, *([root] if root else [])]}
        self._sessions: dict[int, Birth] = {}
        self._strangers: set[Birth] = set()

    def members(self, table: Table | None = None) -> list[Entry]:
        """All of it that is there now, zombies too; the root first, if it is there."""
        table = read_table() if table is None else table
        found = {b.pid: table[b.pid] for b in self._known.values() if b.pid in table and table[b.pid].birth == b}
        self._add_marked(found, table)
        self._add_kin(found, table)
        self._known = {pid: entry.birth for pid, entry in found.items()}
        return sorted(found.values(), key=lambda entry: entry.birth != self.root)

    @property
    def known(self) -> list[Birth]:
        """Those that the last look found."""
        return list(self._known.values())

    def _add_marked(self, found: dict[int, Entry], table: Table) -> None:
        """Each process is asked for its environment once: a stranger stays one."""
        if self.marker is None:
            return
        since = self.root.born if self.root else 0.0
        for entry in table.values():
            if entry.birth.born < since or entry.pid in found or entry.birth in self._strangers or entry.zombie:
                continue
            if entry.pid != os.getpid() and has_in_environment(entry.pid, self.marker):
                found[entry.pid] = entry
            else:
                self._strangers.add(entry.birth)
        self._strangers.intersection_update({entry.birth for entry in table.values()})

    def _add_kin(self, found: dict[int, Entry], table: Table) -> None:
        """Children, and who is in a session that a member began, until nothing is added; never ourselves."""
        children: dict[int, list[Entry]] = {}
        sessions: dict[int, list[Entry]] = {}
        for entry in table.values():
            children.setdefault(entry.parent, []).append(entry)
            sessions.setdefault(entry.session, []).append(entry)
        todo = [*found.values(), *(e for leader in self._old_sessions(table) for e in sessions.get(leader, ()))]
        found.update({entry.pid: entry for entry in todo})
        while todo:
            member = todo.pop()
            kin = children.get(member.pid, [])
            if member.session == member.pid:
                self._sessions[member.pid] = member.birth
                kin = kin + sessions[member.session]
            for entry in kin:
                if entry.pid not in found and entry.pid != os.getpid() and entry.birth.born >= member.birth.born:
                    found[entry.pid] = entry
                    todo.append(entry)

    def _old_sessions(self, table: Table) -> Iterator[int]:
        """Sessions that a member began and others may be in still; once nobody is, the number may be a stranger's."""
        alive = {entry.session for entry in table.values()}
        self._sessions = {
            leader: birth
            for leader, birth in self._sessions.items()
            if leader in alive and (leader not in table or table[leader].birth == birth)
        }
        yield from self._sessions
