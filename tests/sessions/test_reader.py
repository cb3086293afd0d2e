from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any, cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dreamwindow.errors import SessionDamaged, SessionNotFound
from dreamwindow.model.session import SessionKind
from dreamwindow.sessions.beginning import NewSession, Now
from dreamwindow.sessions.reader import find_session, read_manifest, read_recipes
from dreamwindow.sessions.recipes import RecipeRecord, torn_tail
from dreamwindow.sessions.writer import SessionWriter
from tests.sessions.recipes_for_tests import between, first, grown, recorded


@pytest.fixture
def folder(tmp_path: Path, now: Now) -> Path:
    writer = SessionWriter.open(tmp_path, NewSession(kind="dream", title="misty"), now=now)
    a = first()
    writer.append_recipes([RecipeRecord.ancestor(a), recorded(grown(a), 1), recorded(between(a, grown(a)), 2)])
    writer.close("completed")
    return writer.folder


def test_lines_come_back_in_order(folder: Path) -> None:
    records = read_recipes(folder)
    assert [record.frame for record in records] == [None, 1, 2]
    assert all(record.is_intact for record in records)
    assert records[2].recipe.parents == (records[0].id, records[1].id)


def test_a_session_that_recorded_nothing_has_no_recipes(tmp_path: Path) -> None:
    assert read_recipes(tmp_path) == []


@given(st.data())
def test_a_last_line_torn_anywhere_is_passed_over(data: st.DataObject) -> None:
    whole = recorded(first(), 1).to_line() + recorded(first(2), 2).to_line()
    cut = data.draw(st.integers(0, len(whole)))
    torn = torn_tail(whole[:cut])
    lines = whole[: cut - torn].splitlines()
    assert [RecipeRecord.from_line(line).frame for line in lines] == [1, 2][: len(lines)]
    assert torn < len(recorded(first(2), 2).to_line())


def test_the_reader_takes_a_torn_file(folder: Path) -> None:
    path = folder / "recipes.jsonl"
    path.write_bytes(path.read_bytes()[:-20])
    assert [record.frame for record in read_recipes(folder)] == [None, 1]


def test_a_missing_last_line_end_is_no_tear(folder: Path) -> None:
    path = folder / "recipes.jsonl"
    path.write_bytes(path.read_bytes().rstrip(b"\n"))
    assert len(read_recipes(folder)) == 3


def test_the_latest_is_the_newest(folder: Path, tmp_path: Path) -> None:
    assert find_session(tmp_path, "latest") == folder
    newer = folder.rename(tmp_path / "29991231_235959-later")
    assert find_session(tmp_path, "latest") == newer
    with pytest.raises(SessionNotFound, match="no sessions in"):
        find_session(tmp_path / "empty", "latest")


def test_the_latest_of_a_kind_is_the_newest_of_it_by_when_it_began(tmp_path: Path, now: Now) -> None:
    begun: dict[str, Path] = {}
    for name, kind in (("zoe", "experiment"), ("dream", "dream"), ("adam", "experiment"), ("engine", "engine")):
        new = NewSession(kind=cast(SessionKind, kind), name=name)
        begun[name] = SessionWriter.open(tmp_path, new, now=now).folder
    (begun["zoe"].parent / "zz").mkdir()
    (begun["zoe"].parent / "zz" / "session.json").write_text("[")  # says nothing of when it began
    assert find_session(tmp_path, "latest", "dream") == begun["dream"]
    assert find_session(tmp_path, "latest", "experiment") == begun["adam"]
    assert find_session(tmp_path, "latest") == begun["engine"]
    with pytest.raises(SessionNotFound, match="no sessions of the kind live"):
        find_session(tmp_path, "latest", "live")


def test_json_nested_too_deeply_is_damage(folder: Path) -> None:
    (folder / "session.json").write_text('{"session_id":' + "[" * 100_000)
    with pytest.raises(SessionDamaged, match="nested too deeply"):
        read_manifest(folder)
    with pytest.raises(SessionDamaged, match="nested too deeply"):
        RecipeRecord.from_line(b"[" * 100_000)


def change(line: bytes, **changes: Any) -> bytes:
    return json.dumps(json.loads(line) | changes).encode()


DAMAGES: list[Callable[[bytes], bytes]] = [
    lambda line: line[:-5],
    lambda _: b"null",
    lambda _: b"[]",
    lambda _: b"\xff\xfe",
    lambda line: change(line, frame="1"),
    lambda line: change(line, frame=True),
    lambda line: change(line, id=7),
    lambda line: change(line, recipe={"engine": "toy"}),
    lambda line: change(line, recipe=[]),
    lambda line: json.dumps({k: v for k, v in json.loads(line).items() if k != "file"}).encode(),
]


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_damaged_line_is_named(folder: Path, damage: Callable[[bytes], bytes]) -> None:
    path = folder / "recipes.jsonl"
    lines = path.read_bytes().splitlines()
    path.write_bytes(b"\n".join([lines[0], damage(lines[1]), lines[2], b""]))
    with pytest.raises(SessionDamaged, match=r"recipes\.jsonl, line 2: ") as caught:
        read_recipes(folder)
    assert len(str(caught.value).splitlines()) == 2


def test_an_altered_recipe_no_longer_answers_to_its_name(folder: Path) -> None:
    record = read_recipes(folder)[1]
    altered = replace(record, recipe=replace(record.recipe, seed=99.0))
    assert not RecipeRecord.from_line(altered.to_line()).is_intact


@pytest.mark.parametrize("text", ["", "{", "[]", "{}", '{"session_id": "x"}', "\ud800"])
def test_a_damaged_manifest_is_named(folder: Path, text: str) -> None:
    (folder / "session.json").write_bytes(text.encode("utf-8", "surrogatepass"))
    with pytest.raises(SessionDamaged, match=r"session\.json"):
        read_manifest(folder)


def test_a_folder_without_manifest_is_no_session(tmp_path: Path) -> None:
    with pytest.raises(SessionNotFound, match=r"no session\.json"):
        read_manifest(tmp_path)


class TestFinding:
    @pytest.fixture
    def sessions(self, tmp_path: Path, now: Now) -> list[Path]:
        titles = ("misty forest", "misty sea", "fire")
        new = [NewSession(kind="dream", title=title) for title in titles]
        return [SessionWriter.open(tmp_path, session, now=now).folder for session in new]

    def test_by_its_id_its_beginning_or_its_path(self, sessions: list[Path]) -> None:
        for folder in sessions:
            for name in (folder.name, folder.name[:-2], str(folder)):
                assert find_session(folder.parent, name) == folder

    def test_several_that_begin_so_are_named(self, sessions: list[Path]) -> None:
        with pytest.raises(SessionNotFound, match="3 sessions begin") as caught:
            find_session(sessions[0].parent, "20261121")
        assert all(folder.name in caught.value.remedy for folder in sessions)

    def test_none_names_the_newest(self, sessions: list[Path]) -> None:
        for name in ("nothing", ""):
            with pytest.raises(SessionNotFound) as caught:
                find_session(sessions[0].parent, name)
            assert sessions[2].name in caught.value.remedy

    def test_an_empty_place_says_so(self, tmp_path: Path) -> None:
        with pytest.raises(SessionNotFound, match="no sessions there"):
            find_session(tmp_path / "missing", "x")
