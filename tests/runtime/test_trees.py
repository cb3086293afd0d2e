from __future__ import annotations

import os
import signal
import sys

import pytest

from dreamwindow.runtime.ending import end_tree, living
from dreamwindow.runtime.signals import send
from dreamwindow.runtime.table import Birth, birth_of, has_in_environment, read_entry, read_table
from dreamwindow.runtime.tree import ProcessTree, new_marker
from tests.runtime.programs import STAY, running
from trials.trees import alive, end_root_alone, rounds

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="its programs fork")

BARE_GRANDCHILD = """
import os, signal, sys
if os.fork() == 0:
    os.setsid()
    os.execve(sys.executable, [sys.executable, "-c", sys.argv[1]], {})
signal.pause()
"""
ORPHAN = """
import os, signal
if os.fork() == 0:
    print("ready", flush=True)
    while True: signal.pause()
"""


def test_a_tree_ends_whole_whatever_its_members_do_to_stay() -> None:
    assert [one for one in rounds(2, 12) if one.survivors] == []


def test_who_ends_the_root_alone_leaves_survivors() -> None:
    assert next(rounds(1, 12, end_root_alone)).survivors


def test_a_grandchild_without_our_environment_is_known_once_it_was_seen() -> None:
    with running(BARE_GRANDCHILD, STAY) as (child, _):
        seen = child.tree.members()
        bare = [entry for entry in seen if entry.pid != child.process.pid]
        assert not has_in_environment(bare[0].pid, child.tree.marker or "")
        end_root_alone(child)
        assert [entry.pid for entry in living(child.tree)] == [bare[0].pid]
        child.end(0.2)
        assert list(alive([bare[0].birth])) == []


def test_children_of_a_root_that_ended_are_found_by_those_who_only_know_the_marker() -> None:
    marker = new_marker()
    with running(ORPHAN, marker=marker) as (child, _):
        assert child.wait(60) == 0
        found = ProcessTree(None, marker).members()
        assert len(found) == 1
        assert end_tree(ProcessTree(None, marker), 5).how == "asked"


def test_a_process_that_merely_has_the_pid_is_let_be() -> None:
    with running(STAY) as (child, _):
        pid = child.process.pid
        reused = Birth(pid, child.tree.root.born - 1.0 if child.tree.root else 0.0)
        assert ProcessTree(reused).members() == []
        assert end_tree(ProcessTree(reused), 0).how == "gone"
        assert not send(reused, signal.SIGTERM)
        assert child.wait(0) is None


def test_a_session_that_the_root_only_lives_in_is_not_its_own() -> None:
    mine = birth_of(os.getpid())
    assert mine is not None
    with running("import os, signal, subprocess, sys\n" + STAY) as (child, _):
        tree = ProcessTree(child.tree.root)
        assert [entry.pid for entry in tree.members()] == [child.process.pid]
        assert mine not in tree.known


def test_the_own_process_is_never_a_member() -> None:
    assert os.getpid() not in {entry.pid for entry in ProcessTree(birth_of(os.getppid())).members()}


def test_the_table_says_of_ourselves_what_the_system_says() -> None:
    entry = read_table()[os.getpid()]
    assert (entry.parent, entry.session, entry.zombie) == (os.getppid(), os.getsid(0), False)
    assert entry.rss > 1_000_000
    assert read_entry(2**22 + 1) is None


def test_an_ending_says_how() -> None:
    with running(STAY) as (child, _):
        assert child.end(60).how == "asked"
        assert child.end(0).how == "gone"
        assert child.process.returncode == -signal.SIGTERM
    with running("import signal\nsignal.signal(signal.SIGTERM, signal.SIG_IGN)\n" + STAY) as (child, _):
        ending = child.end(0.1)
        assert (ending.how, ending.killed, ending.processes) == ("killed", 1, 1)


@pytest.mark.skipif(sys.platform != "linux", reason="prctl")
def test_orphans_can_be_adopted() -> None:
    from dreamwindow.runtime.subreaper import orphans_adopted

    with orphans_adopted() as will, running(ORPHAN) as (child, _):
        assert will
        assert child.wait(60) == 0
        assert [entry.parent for entry in child.tree.members()] == [os.getpid()]
    with running(ORPHAN) as (child, _):
        assert child.wait(60) == 0
        assert os.getpid() not in [entry.parent for entry in child.tree.members()]
