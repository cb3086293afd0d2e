from __future__ import annotations

import json
import random
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dreamwindow.contracts.embedder import Vectors
from dreamwindow.dream.cache import CacheEntry, CacheManager, CacheOptions, Eviction
from dreamwindow.dream.cache.journal import FILE_NAME
from dreamwindow.errors import StorageError
from dreamwindow.files import DISK, Disk
from dreamwindow.imaging.codec import encode_png
from dreamwindow.imaging.descriptor import Descriptor
from dreamwindow.model.frame import Pixels

EMBEDDER = Descriptor()
Opening = Callable[..., CacheManager]


def picture(seed: int) -> Pixels:
    small = np.random.default_rng(seed).integers(0, 255, (4, 4, 3), dtype=np.uint8)
    return np.ascontiguousarray(np.kron(small, np.ones((16, 16, 1), np.uint8)))


def vector(seed: int) -> Vectors:
    v = np.random.default_rng(seed).standard_normal(512).astype(np.float32)
    return np.asarray(v / np.linalg.norm(v))


@pytest.fixture
def opening(tmp_path: Path) -> Opening:
    def open_cache(max_size: int = 100, eviction: Eviction = "lru", disk: Disk = DISK) -> CacheManager:
        options = CacheOptions(max_size=max_size, eviction=eviction)
        cache = CacheManager(tmp_path / "cache", EMBEDDER, options, disk=disk)
        cache.load_cache()
        return cache

    return open_cache


def ids(cache: CacheManager) -> list[str]:
    return [entry.cache_id for entry in cache.get_all()]


def test_what_was_added_is_there_in_the_next_run(opening: Opening) -> None:
    cache = opening()
    assert cache.add(picture(1), "a lake", {"seed": 7}, vector(1)) == "cache_00001"
    again = opening()
    entry = again.get("cache_00001")
    assert (entry.prompt, entry.generation_params) == ("a lake", {"seed": 7})
    assert np.array_equal(entry.embedding, vector(1))
    assert np.array_equal(again.image("cache_00001"), picture(1))


def test_an_id_is_never_used_twice_even_after_the_last_entry_went(opening: Opening) -> None:
    cache = opening(max_size=1)
    for seed in range(3):
        cache.add(picture(seed), "x", {}, vector(seed))
    cache.save_cache()
    assert ids(opening(max_size=1)) == ["cache_00003"]
    assert opening(max_size=1).add(picture(9), "x", {}, vector(9)) == "cache_00004"


@pytest.mark.parametrize(
    ("eviction", "left"),
    [("oldest", ["cache_00002", "cache_00003"]), ("lru", ["cache_00001", "cache_00003"])],
)
def test_who_goes_first(opening: Opening, eviction: Eviction, left: list[str], tmp_path: Path) -> None:
    cache = opening(max_size=2, eviction=eviction)
    for seed in (1, 2):
        cache.add(picture(seed), "x", {}, vector(seed))
    cache.get("cache_00001")
    cache.add(picture(3), "x", {}, vector(3))
    assert ids(cache) == left
    assert sorted(path.stem for path in (tmp_path / "cache" / "images").iterdir()) == left


def test_diversity_drops_the_most_redundant(opening: Opening) -> None:
    cache = opening(max_size=3, eviction="diversity")
    near = vector(1) + 0.01 * vector(50)
    for v in (vector(1), vector(2), near / np.linalg.norm(near), vector(4)):
        cache.add(picture(1), "x", {}, np.asarray(v, np.float32))
    assert ids(cache) == ["cache_00002", "cache_00003", "cache_00004"]


def test_any_of_them_by_a_seeded_choice(opening: Opening) -> None:
    cache = opening()
    assert cache.get_random(random.Random(1)) is None
    for seed in range(5):
        cache.add(picture(seed), "x", {}, vector(seed))
    draws = [cache.get_random(random.Random(3)) for _ in range(2)]
    assert draws[0] is not None
    assert draws[0] is draws[1]


def test_likeness_finds_the_nearest(opening: Opening) -> None:
    cache = opening()
    for seed in range(20):
        cache.add(picture(seed), "x", {}, vector(seed))
    (best, *_) = cache.similar(vector(7), k=3)
    assert best.key == "cache_00008"
    assert best.similarity == pytest.approx(1.0, abs=1e-5)


def test_the_export_has_the_fields_of_the_specification_and_can_be_imported(opening: Opening, tmp_path: Path) -> None:
    cache = opening()
    cache.add(picture(1), "a lake", {"seed": 1}, vector(1))
    index = json.loads(cache.save_cache().read_text())
    assert set(index) == {"version", "last_updated", "entry_count", "entries"}
    assert index["entry_count"] == 1
    fields = {"cache_id", "image_path", "prompt", "generation_params", "embedding", "timestamp"}
    assert set(index["entries"][0]) == fields
    (tmp_path / "cache" / FILE_NAME).unlink()
    assert opening().get("cache_00001").prompt == "a lake"


def test_a_damaged_index_is_rebuilt_from_the_images(opening: Opening, tmp_path: Path) -> None:
    cache = opening()
    for seed in (1, 2):
        cache.add(picture(seed), f"prompt {seed}", {"seed": seed}, EMBEDDER.embed([picture(seed)])[0])
    journal = tmp_path / "cache" / FILE_NAME
    journal.write_bytes(b"\xff\xferubbish\n" + journal.read_bytes()[: len(journal.read_bytes()) // 2])
    again = opening()
    assert ids(again) == ["cache_00001", "cache_00002"]
    assert again.get("cache_00002").prompt == "prompt 2"
    assert again.similar(EMBEDDER.embed([picture(2)])[0], 1)[0].key == "cache_00002"


def test_an_entry_without_its_image_is_let_go(opening: Opening, tmp_path: Path) -> None:
    cache = opening()
    cache.add(picture(1), "x", {}, vector(1))
    (tmp_path / "cache" / "images" / "cache_00001.png").unlink()
    assert ids(opening()) == []


def test_an_index_cannot_name_a_file_outside(opening: Opening, tmp_path: Path) -> None:
    (tmp_path / "secret.png").write_bytes(b"")
    entry = CacheEntry("cache_00001", "../secret.png", "x", {}, vector(1), "now").to_dict()
    folder = tmp_path / "cache"
    folder.mkdir()
    (folder / "cache_index.json").write_text(json.dumps({"entries": [entry]}))
    assert ids(opening()) == []
    assert (tmp_path / "secret.png").exists()


def test_a_full_disk_adds_nothing(opening: Opening, tmp_path: Path) -> None:
    from tests.faulty import FullDisk

    cache = opening(disk=FullDisk(100))
    with pytest.raises(OSError, match="No space"):
        cache.add(picture(1), "x", {}, vector(1))
    assert ids(cache) == []
    assert ids(opening()) == []
    assert list((tmp_path / "cache" / "images").iterdir()) == []


@pytest.mark.parametrize("bad", [{"embedding": "x"}, {"cache_id": "7"}, {"embedding": [float("nan")]}])
def test_a_bad_entry_is_named(bad: dict[str, object]) -> None:
    entry = CacheEntry("cache_00001", "images/x.png", "x", {}, vector(1), "now").to_dict()
    with pytest.raises(StorageError):
        CacheEntry.from_dict(entry | bad)


def test_whoever_was_looked_at_stays_longest_in_the_next_run_too(opening: Opening) -> None:
    cache = opening(max_size=2)
    for seed in (1, 2):
        cache.add(picture(seed), "x", {}, vector(seed))
    cache.get("cache_00001")
    cache.save_cache()
    again = opening(max_size=2)
    assert ids(again) == ["cache_00001", "cache_00002"]
    again.add(picture(3), "x", {}, vector(3))
    assert ids(again) == ["cache_00001", "cache_00003"]


def test_what_was_exported_is_found_again_by_likeness(opening: Opening, tmp_path: Path) -> None:
    cache = opening()
    cache.add(picture(1), "a lake", {"seed": 1}, vector(1))
    cache.save_cache()
    (tmp_path / "cache" / FILE_NAME).unlink()
    (best,) = opening().similar(vector(1), 1)
    assert best.similarity == pytest.approx(1.0, abs=1e-6)


RUBBISH: list[object] = [
    [], {}, "x", None, {"entries": None}, {"entries": {"a": 1}}, {"entries": [7]}, {"entries": [[]]},
    {"entries": [{"cache_id": "cache_00001"}]},
]  # fmt: skip


@pytest.mark.parametrize("rubbish", RUBBISH, ids=str)
def test_an_index_of_rubbish_leaves_the_images(opening: Opening, tmp_path: Path, rubbish: object) -> None:
    opening().add(picture(1), "a lake", {}, vector(1))
    (tmp_path / "cache" / FILE_NAME).unlink()
    (tmp_path / "cache" / "cache_index.json").write_text(json.dumps(rubbish))
    assert opening().get("cache_00001").prompt == "a lake"


@pytest.mark.parametrize(
    "oddity",
    [
        {"embedding": [3.0] * 512}, {"embedding": [0.0] * 512}, {"embedding": [1e38] * 512}, {"embedding": [1.0]},
        {"image_path": "journal.jsonl"}, {"image_path": "images/\0.png"}, {"image_path": "owner.json"},
    ],
    ids=str,
)  # fmt: skip
def test_an_imported_entry_is_taken_at_its_image(opening: Opening, tmp_path: Path, oddity: dict[str, object]) -> None:
    cache = opening()
    cache.add(picture(1), "a lake", {}, EMBEDDER.embed([picture(1)])[0])
    index = json.loads(cache.save_cache().read_text())
    index["entries"] = [index["entries"][0] | oddity, index["entries"][0]]  # and twice
    (tmp_path / "cache" / "cache_index.json").write_text(json.dumps(index))
    (tmp_path / "cache" / FILE_NAME).unlink()
    again = opening(max_size=1)
    assert again.similar(EMBEDDER.embed([picture(1)])[0], 1)[0].key == "cache_00001"
    again.add(picture(2), "x", {}, vector(2))
    assert (tmp_path / "cache" / FILE_NAME).exists()
    assert ids(again) == ["cache_00002"]


def test_a_file_of_somebody_elses_is_left_alone(opening: Opening, tmp_path: Path) -> None:
    images = tmp_path / "cache" / "images"
    images.mkdir(parents=True)
    (images / "cache_holiday.png").write_bytes(b"mine")
    (images / "cache_00007.png").write_bytes(b"torn")
    cache = opening()
    assert [path.name for path in images.iterdir()] == ["cache_holiday.png"]
    assert cache.add(picture(1), "x", {}, vector(1)) == "cache_00008"


@pytest.mark.parametrize("said", ["[]", "7", "{", '{"generation_params": 7}'])
def test_a_picture_that_says_rubbish_of_itself_is_taken_in(opening: Opening, tmp_path: Path, said: str) -> None:
    images = tmp_path / "cache" / "images"
    images.mkdir(parents=True)
    (images / "cache_00001.png").write_bytes(encode_png(picture(1), {"dreamwindow-cache": said}))
    assert opening().get("cache_00001").generation_params == {}


def test_an_add_that_cannot_be_told_leaves_no_picture(opening: Opening, tmp_path: Path) -> None:
    cache = opening()
    (tmp_path / "cache" / FILE_NAME).mkdir()
    with pytest.raises(OSError, match="irectory"):
        cache.add(picture(1), "x", {}, vector(1))
    assert list((tmp_path / "cache" / "images").iterdir()) == []


@settings(max_examples=25, deadline=None)
@given(
    story=st.lists(st.sampled_from(["add", "use", "reopen"]), max_size=30), eviction=st.sampled_from(["lru", "oldest"])
)
def test_memory_and_disk_agree_whatever_happens(
    story: list[str], eviction: Eviction, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("cache")

    def opened() -> CacheManager:
        cache = CacheManager(folder, EMBEDDER, CacheOptions(max_size=4, eviction=eviction))
        assert cache.load_cache() == []
        return cache

    cache, rng, added = opened(), random.Random(1), 0
    for step in story:
        if step == "add":
            added += 1
            assert cache.add(picture(1), "x", {}, vector(added)) == f"cache_{added:05d}"
        elif step == "use":
            cache.get_random(rng)
        else:
            before = set(ids(cache))
            cache = opened()
            assert set(ids(cache)) == before
        assert len(cache) <= 4
    on_disk = {path.stem for path in (folder / "images").iterdir()}
    assert on_disk == set(ids(cache))
