"""The library's commands, as a person and a script meet them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from dreamwindow.embedders import clip
from tests.cli.conftest import Call, listing
from tests.library.pictures import write_manifest, write_picture


@pytest.fixture
def pictures(workspace: Path, tmp_path: Path) -> Path:
    """A foreign folder beside the sessions, named in the config."""
    folder = tmp_path / "archive"
    for shade in range(1, 4):
        write_picture(folder / "barns" / f"{shade}.png", shade, prompt=f"a red barn, number{shade}")
    write_picture(workspace / "sessions" / "dream" / "000001.png", 9, prompt="a boat")
    write_manifest(workspace / "sessions" / "dream")
    (workspace / "dreamwindow.yaml").write_text(f'library:\n  workers: 1\n  roots: ["{folder.as_posix()}"]\n')
    return folder


def test_sync_makes_everything_and_then_nothing(call: Call, pictures: Path) -> None:
    before = listing(pictures)
    first = call("library", "sync", "--json")
    told = json.loads(first.out)
    assert first.code == 0
    assert (told["folders"]["added"], told["thumbnails"]["processed"], told["described"]) == (4, 4, 4)
    second = call("library", "sync")
    assert second.code == 0
    assert "0 new pictures" in second.out
    assert listing(pictures) == before


def test_search_prints_what_is_found_and_ends_with_1_for_nothing(call: Call, pictures: Path) -> None:
    call("library", "sync")
    found = call("library", "search", "barn")
    assert found.code == 0
    assert [line.split()[2] for line in found.out.splitlines()] == [f"archive.barns/{n}.png" for n in (3, 2, 1)]
    assert call("library", "search", "whale").code == 1
    for signs, count in (
        ("model:SMAL barn seed:2", 1),
        ("until:2020-01-01", 0),
        ("since:2020-01-01 barn", 3),
        ("♥", 0),
    ):
        assert len(json.loads(call("library", "search", signs, "--json").out)["items"]) == count
    alike = json.loads(call("library", "search", "--like", pictures / "barns" / "2.png", "--json").out)
    assert alike["items"][0]["name"] == "2.png"
    page = json.loads(call("library", "search", "--limit", "3", "--json").out)
    rest = json.loads(call("library", "search", "--limit", "3", "--cursor", page["cursor"], "--json").out)
    assert (len(page["items"]), len(rest["items"]), rest["cursor"]) == (3, 1, None)


@pytest.mark.parametrize("wrong", [["--colour", "red"], ["--cursor", "x"], ["--like", "none.png"], ["--rating", "9"]])
def test_a_search_that_says_nothing_is_refused_on_two_lines(call: Call, pictures: Path, wrong: list[str]) -> None:
    said = call("library", "search", *wrong)
    assert (said.code, said.out) == (2, "")
    assert len(said.err.splitlines()) == 2


def test_status_and_stats_say_what_is_known(call: Call, pictures: Path) -> None:
    call("library", "sync")
    status = json.loads(call("library", "status", "--json").out)
    assert (status["images"], status["sessions"], status["undescribed"], status["thumbnails_due"]) == (4, 2, 0, 0)
    stats = json.loads(call("library", "stats", "--json").out)
    assert (stats["by_root"], stats["by_model"]) == ({"archive": 3, "sessions": 1}, {"small": 4})
    assert "4 pictures in 2 sessions" in call("library", "stats").out
    assert "4 pictures in 2 sessions" in call("library", "status").out


def test_a_root_that_is_not_there_is_trouble_and_pruned_when_asked(call: Call, pictures: Path) -> None:
    call("library", "sync")
    pictures.rename(pictures.with_name("unplugged"))
    assert call("library", "sync").code == 1
    status = call("library", "status")
    assert status.code == 1
    assert "NOT THERE" in status.out
    assert json.loads(call("library", "stats", "--json").out)["images"] == 4
    assert "Forgot 'archive'" in call("library", "prune").out
    assert json.loads(call("library", "stats", "--json").out)["images"] == 1


def test_verify_says_every_difference_and_changes_nothing(call: Call, pictures: Path, workspace: Path) -> None:
    call("library", "sync")
    assert call("library", "verify").code == 0
    write_picture(pictures / "barns" / "4.png", 4)
    (pictures / "barns" / "1.png").unlink()
    (workspace / "library" / "thumbnails" / "archive.barns" / "2.webp").write_bytes(b"")
    said = call("library", "verify", "--json")
    told = {Path(one["where"]).name: one["what"] for one in json.loads(said.out)["differences"]}
    assert said.code == 1
    assert told["4.png"] == "is not in the catalogue"
    assert told["1.png"] == "is gone, and in the catalogue"
    assert "has no thumbnail" in told["2.png"]
    assert call("library", "verify").code == 1
    call("library", "sync", "--full")
    assert call("library", "verify").code == 0


def test_what_cannot_be_read_is_counted_by_sync_and_named_by_verify(call: Call, pictures: Path) -> None:
    (pictures / "barns" / "broken.png").write_bytes(b"rubbish")
    assert "library verify" in call("library", "sync").err
    said = call("library", "verify")
    assert said.code == 1
    assert "broken.png: This is no picture that we can read" in said.out


def test_rebuild_mends_a_catalogue_that_is_no_catalogue(call: Call, pictures: Path, workspace: Path) -> None:
    call("library", "sync")
    (workspace / "library" / "catalogue.sqlite3").write_bytes(b"rubbish" * 1000)
    broken = call("library", "stats")
    assert broken.code == 2
    assert "library rebuild" in broken.err
    assert call("library", "rebuild").code == 0
    assert json.loads(call("library", "stats", "--json").out)["images"] == 4


def test_what_needs_clip_says_what_to_install_before_anything_is_changed(
    call: Call, pictures: Path, workspace: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    call("library", "sync")
    with (workspace / "dreamwindow.yaml").open("a") as config:
        config.write("embedding: {name: clip}\n")
    monkeypatch.setattr(clip, "find_spec", lambda package: None)
    for command in ("sync", "watch", "rebuild"):
        refused = call("library", command)
        assert (refused.code, len(refused.err.splitlines())) == (2, 2)
        assert "dreamwindow[clip]" in refused.err
    assert json.loads(call("library", "stats", "--json").out)["images"] == 4


def test_thumbnails_of_one_folder_in_another(call: Call, pictures: Path, tmp_path: Path) -> None:
    before = listing(pictures)
    target = tmp_path / "thumbnails"
    arguments = ["library", "thumbnails", "--source-dir", pictures, "--target-dir", target, "--workers", "1"]
    first = json.loads(call(*arguments, "--json").out)
    assert (first["processed"], first["skipped"], first["sessions"], first["errors"]) == (3, 0, 1, {})
    assert sorted(path.name for path in (target / "archive.barns").iterdir()) == ["1.webp", "2.webp", "3.webp"]
    assert listing(pictures) == before
    (pictures / "barns" / "1.png").unlink()
    (pictures / "barns" / "2.png").write_bytes(b"rubbish")
    second = call(*arguments)
    assert second.code == 1
    assert second.out.startswith("0 processed, 1 skipped, 1 removed, 1 session, 1 error, ")
    assert "2.png: " in second.err


def test_a_source_that_is_no_folder_is_refused(call: Call, workspace: Path) -> None:
    said = call("library", "thumbnails", "--source-dir", "nowhere")
    assert said.code == 2
    assert "nowhere is no folder" in said.err


def test_a_library_among_the_pictures_is_refused(call: Call, workspace: Path, pictures: Path) -> None:
    """Else its thumbnails would be pictures, which have thumbnails."""
    before = listing(pictures)
    folder = pictures.as_posix()
    (workspace / "dreamwindow.yaml").write_text(f'library:\n  dir: "{folder}"\n  roots: ["{folder}"]\n')
    said = call("library", "sync")
    assert (said.code, len(said.err.splitlines())) == (2, 2)
    assert listing(pictures) == before


def test_roots_of_one_name_are_refused(call: Call, workspace: Path, tmp_path: Path) -> None:
    paths = [(tmp_path / side / "out").as_posix() for side in "ab"]
    (workspace / "dreamwindow.yaml").write_text(f"library:\n  roots: {json.dumps(paths)}\n")
    said = call("library", "status")
    assert said.code == 2
    assert "cannot be told apart" in said.err


def test_thumbnails_below_the_pictures_keep_none_of_them_out(call: Call, pictures: Path) -> None:
    target = pictures / "barns" / "small"
    told = call("library", "thumbnails", "--source-dir", pictures, "--target-dir", target, "--workers", "1", "--json")
    assert json.loads(told.out)["processed"] == 3
    again = call("library", "thumbnails", "--source-dir", pictures, "--target-dir", target, "--workers", "1", "--json")
    assert (json.loads(again.out)["processed"], json.loads(again.out)["skipped"]) == (0, 3)


@pytest.mark.parametrize("target", [".", "barns"])
def test_thumbnails_go_nowhere_among_the_pictures(call: Call, pictures: Path, target: str) -> None:
    """Else ``barns/photo.webp`` would pass for a thumbnail of nothing, and be removed."""
    (pictures / "barns" / "photo.webp").write_bytes(b"mine")
    before = listing(pictures)
    source = ("--source-dir", pictures / "barns", "--target-dir", pictures / target)
    said = call("library", "thumbnails", *source, "--workers", "1")
    assert (said.code, said.out, len(said.err.splitlines())) == (2, "", 2)
    assert listing(pictures) == before
