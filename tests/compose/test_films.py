"""Films are made one at a time, can be given up at any moment, and leave nothing behind."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Iterator
from pathlib import Path
from queue import SimpleQueue
from threading import Event

import pytest

from dreamwindow.compose import filmed
from dreamwindow.compose.films import MOST_KEPT, MOST_WAITING, FilmRules, Films
from dreamwindow.errors import ConfigError, DiskTooFull, SessionNotFound, TooManyFilms
from dreamwindow.files import temporary_beside
from dreamwindow.outputs.film.choice import Choice
from dreamwindow.outputs.film.making import Shot
from dreamwindow.outputs.film.options import FilmOptions
from dreamwindow.outputs.film.pictures import Still

CHOICE = Choice(name="sea", stills=[Still(number, Path(f"{number:06d}.png")) for number in (1, 2, 3)])
PATIENCE_S = 30.0


class Camera:
    """Stands in for `film_choice`: it says which film has begun, and goes on by a picture when it is told to."""

    def __init__(self) -> None:
        self.began: SimpleQueue[Path] = SimpleQueue()
        self.go_on = Event()

    def film(self, choice: Choice, target: Path, _: FilmOptions, on_progress: Callable[[int], None]) -> Shot:
        self.began.put(target)
        assert self.go_on.wait(PATIENCE_S)
        for done in range(1, len(choice.stills) + 1):
            on_progress(done)
        target.write_bytes(b"a film")
        return Shot(pictures=len(choice.stills), frames=72, seconds=3.0)


@pytest.fixture
def camera(monkeypatch: pytest.MonkeyPatch) -> Iterator[Camera]:
    camera = Camera()
    monkeypatch.setattr(filmed, "film_choice", camera.film)
    yield camera
    camera.go_on.set()


@pytest.fixture
async def films(tmp_path: Path, camera: Camera) -> AsyncIterator[Films]:
    async with Films(FilmRules(folder=tmp_path / "films", min_free_gb=0)) as films:
        yield films
        camera.go_on.set()


async def begun(films: Films, camera: Camera) -> str:
    """The id of a film that is being made."""
    film = await films.start(CHOICE, "mp4", FilmOptions())
    await asyncio.to_thread(camera.began.get, timeout=PATIENCE_S)
    return film.order.id


def files(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


async def test_a_film_is_made_and_its_length_known(films: Films, camera: Camera) -> None:
    film_id = await begun(films, camera)
    assert films.find(film_id).state == "making"
    camera.go_on.set()
    film = await films.finished(film_id)
    assert (film.state, film.done, film.bytes, film.shot and film.shot.seconds) == ("done", 3, 6, 3.0)


async def test_what_is_given_up_while_it_is_made_leaves_nothing(films: Films, camera: Camera, tmp_path: Path) -> None:
    film_id = await begun(films, camera)
    async with asyncio.TaskGroup() as tasks:
        tasks.create_task(films.drop(film_id))
        await asyncio.sleep(0)
        camera.go_on.set()
    assert files(tmp_path) == []
    with pytest.raises(SessionNotFound):
        films.find(film_id)


async def test_one_that_waits_its_turn_is_given_up_at_once(films: Films, camera: Camera) -> None:
    first = await begun(films, camera)
    second = await films.start(CHOICE, "gif", FilmOptions())
    await films.drop(second.order.id)
    assert [film.order.id for film in films.newest_first] == [first]
    camera.go_on.set()
    assert (await films.finished(first)).state == "done"
    assert camera.began.empty()


async def test_only_so_many_wait(films: Films, camera: Camera) -> None:
    for _ in range(MOST_WAITING):
        await films.start(CHOICE, "mp4", FilmOptions())
    with pytest.raises(TooManyFilms, match="wait"):
        await films.start(CHOICE, "mp4", FilmOptions())


async def test_only_so_many_are_kept(films: Films, camera: Camera, tmp_path: Path) -> None:
    camera.go_on.set()
    made = []
    for _ in range(MOST_KEPT + 2):
        film = await films.start(CHOICE, "mp4", FilmOptions())
        made.append((await films.finished(film.order.id)).order.id)
    assert [film.order.id for film in reversed(films.newest_first)] == made[2:]
    assert sorted(path.stem for path in files(tmp_path)) == sorted(made[2:])


async def test_a_fault_of_ours_ends_one_film_alone(
    films: Films, camera: Camera, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> Shot:
        raise ZeroDivisionError

    camera.go_on.set()
    with monkeypatch.context() as patched:
        patched.setattr(filmed, "film_choice", broken)
        film = await films.finished((await films.start(CHOICE, "mp4", FilmOptions())).order.id)
    assert (film.state, film.trouble and film.trouble.message) == ("failed", "The film broke off by a fault of ours.")
    assert (await films.finished((await films.start(CHOICE, "mp4", FilmOptions())).order.id)).state == "done"


async def test_what_cannot_be_is_refused_before_anything_is_written(camera: Camera, tmp_path: Path) -> None:
    async with Films(FilmRules(folder=tmp_path / "films", min_free_gb=1e9)) as films:
        with pytest.raises(ConfigError):
            await films.start(CHOICE, "gif", FilmOptions(fps=60))
        with pytest.raises(DiskTooFull):
            await films.start(CHOICE, "mp4", FilmOptions())
    assert not (tmp_path / "films").exists()


async def test_the_end_breaks_off_and_takes_everything_away_also_what_the_dead_left(
    camera: Camera, tmp_path: Path
) -> None:
    folder = tmp_path / "films"
    living = temporary_beside(folder / "films")
    dead = living.with_name(living.name.replace(living.name.split("-")[1], "4194303"))
    for left in (living, dead):
        left.mkdir(parents=True)
    async with Films(FilmRules(folder=folder, min_free_gb=0)) as films:
        await begun(films, camera)
        await films.start(CHOICE, "mp4", FilmOptions())
        assert (living.exists(), dead.exists()) == (True, False)
        camera.go_on.set()
    assert list(folder.iterdir()) == [living]
