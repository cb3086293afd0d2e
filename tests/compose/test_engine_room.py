"""Another engine while the act dreams on: opened beside, handed over, and the one before put away."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace, TracebackType
from typing import Any, Self

import pytest

from dreamwindow.compose import engine_room, options, replay
from dreamwindow.compose.dream import DreamAct, DreamOptions
from dreamwindow.compose.renewed import Renewed
from dreamwindow.config.load import load
from dreamwindow.contracts.engine import EngineInfo, EngineOptions
from dreamwindow.contracts.probe import Reading
from dreamwindow.errors import ConfigError, DreamWindowError, EngineUnavailable, InvalidRecipe, UnknownName
from dreamwindow.sessions.reader import read_recipes
from tests.clock import VirtualClock
from tests.dream.flaky import Wrapped

SMALL: dict[tuple[str, ...], Any] = {
    ("generation", "width"): ("test", 64),
    ("generation", "height"): ("test", 64),
    ("generation", "model"): ("test", "procedural-1"),
    ("recording", "min_free_gb"): ("test", 0),
    ("recording", "record"): ("test", "all"),
    ("output", "display_rate_hz"): ("test", 6.0),
}


class Told(Wrapped):
    """An engine of some name that tells what happens to it; opening it does what it is told to."""

    def __init__(self, name: str, told: list[str], opening: Callable[[], Any] | None = None, **info: Any) -> None:
        super().__init__()
        self._facts = {"name": name, "model": f"{name}-1"} | info
        self._told = told
        self._opening = opening

    @property
    def info(self) -> EngineInfo:
        return replace(super().info, **self._facts)

    async def __aenter__(self) -> Self:
        if self._opening is not None:
            await self._opening()
        self._told.append(f"{self._facts['name']} opened")
        return await super().__aenter__()

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._told.append(f"{self._facts['name']} closed")
        await super().__aexit__(kind, error, trace)


@pytest.fixture
def told() -> list[str]:
    return []


@pytest.fixture
def engines(told: list[str], monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """What each name makes. ``procedural`` and ``other`` are well."""
    made: dict[str, Any] = {name: lambda name=name: Told(name, told) for name in ("procedural", "other")}

    def create(name: str, options: EngineOptions) -> Any:
        if name not in made:
            raise UnknownName(f"There is no engine {name!r}.", "There is: procedural, other.")
        told.append(f"{name} is told {options.model}")
        return made[name]()

    monkeypatch.setattr(engine_room, "OPENING_TIMEOUT_S", 12.0)
    monkeypatch.setattr(options, "registry", SimpleNamespace(create=create))
    return made


@pytest.fixture
async def act(tmp_path: Path, virtual_clock: VirtualClock, engines: dict[str, Any]) -> AsyncIterator[DreamAct]:
    async with DreamAct(load(None, SMALL, environ={}, cwd=tmp_path), DreamOptions(), virtual_clock) as act:
        yield act


async def test_the_run_goes_on_and_the_engine_before_is_put_away(
    act: DreamAct, told: list[str], virtual_clock: VirtualClock
) -> None:
    await act.start()
    await virtual_clock.sleep(4)
    session = act.status().session_id
    await act.select_engine("other")
    assert told == [
        "procedural is told procedural-1", "procedural opened", "other is told None", "other opened",
        "procedural closed",
    ]  # fmt: skip
    assert (act.status().engine, act.status().model, act.status().next_engine) == ("other", "other-1", None)
    await virtual_clock.sleep(6)
    assert (act.status().status, act.status().session_id) == ("live", session)
    assert act.session_folder is not None
    makers = [record.recipe.engine for record in read_recipes(act.session_folder)]
    assert makers == sorted(makers, reverse=True)
    assert set(makers) == {"procedural", "other"}
    await act.stop()
    await act.start()
    await virtual_clock.sleep(3)
    assert act.fanout.newest is not None
    assert act.fanout.newest.frame.recipe.engine == "other"


async def test_what_two_engines_made_is_made_again_by_both(
    act: DreamAct, tmp_path: Path, virtual_clock: VirtualClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    await act.start()
    await virtual_clock.sleep(4)
    await act.select_engine("other")
    await virtual_clock.sleep(4)
    await act.stop()
    assert act.session_folder is not None
    made: list[str] = []
    monkeypatch.setattr(replay, "registry", SimpleNamespace(create=lambda name, options: Told(name, made)))
    async with replay.replaying(act.session_folder, tmp_path / "again") as again:
        verdicts = [remade.verdict async for remade in again.remake()]
    assert len(verdicts) > 20
    assert set(verdicts) == {"same"}
    assert made == ["procedural opened", "other opened", "other closed", "procedural closed"]


async def test_it_can_be_chosen_while_nothing_is_dreamt(act: DreamAct, virtual_clock: VirtualClock) -> None:
    await act.select_engine("other")
    await act.start()
    await virtual_clock.sleep(3)
    assert act.fanout.newest is not None
    assert act.fanout.newest.frame.recipe.engine == "other"


async def test_the_one_in_use_stays_if_it_is_chosen(act: DreamAct, told: list[str]) -> None:
    before = list(told)
    await act.select_engine("procedural")
    assert told == before


def _raises(error: Exception) -> Callable[[], Any]:
    async def opening() -> None:
        raise error

    return opening


async def _never() -> None:
    await asyncio.Event().wait()


REFUSALS: list[tuple[Callable[[], Any] | None, dict[str, Any], type[DreamWindowError], str]] = [
    (_raises(EngineUnavailable("Nobody answers at :8188.")), {}, EngineUnavailable, "Nobody answers"),
    (_raises(ConfigError("There is no such checkpoint.")), {}, ConfigError, "no such checkpoint"),
    (_raises(RuntimeError("CUDA error 999")), {}, EngineUnavailable, "RuntimeError: CUDA error 999"),
    (_never, {}, EngineUnavailable, "not ready within 12 s"),
    (None, {"min_side": 128}, InvalidRecipe, "64x64 is no size for broken"),
]


@pytest.mark.parametrize(("opening", "facts", "error", "says"), REFUSALS)
async def test_an_engine_that_cannot_take_over_leaves_the_dream_alone(
    act: DreamAct,
    told: list[str],
    engines: dict[str, Any],
    virtual_clock: VirtualClock,
    opening: Callable[[], Any] | None,
    facts: dict[str, Any],
    error: type[DreamWindowError],
    says: str,
) -> None:
    engines["broken"] = lambda: Told("broken", told, opening, **facts)
    await act.start()
    await virtual_clock.sleep(3)
    with pytest.raises(error, match=says):
        await act.select_engine("broken")
    assert told.count("broken opened") == told.count("broken closed")
    assert "procedural closed" not in told
    shown = act.status().frame_number
    await virtual_clock.sleep(4)
    status = act.status()
    assert (status.status, status.engine, status.next_engine) == ("live", "procedural", None)
    assert status.frame_number > shown
    await act.select_engine("other")
    assert act.status().engine == "other"


async def test_a_name_that_nothing_answers_to(act: DreamAct) -> None:
    with pytest.raises(UnknownName, match="no engine 'othr'"):
        await act.select_engine("othr")
    assert act.status().engine == "procedural"


async def test_what_is_opened_is_said_while_the_dream_goes_on(
    act: DreamAct, told: list[str], engines: dict[str, Any], virtual_clock: VirtualClock
) -> None:
    slow = lambda: Told("slow", told, lambda: virtual_clock.sleep(6))  # noqa: E731
    engines["slow"] = slow
    await act.start()
    await virtual_clock.sleep(3)
    async with asyncio.TaskGroup() as tasks:
        tasks.create_task(act.select_engine("slow"))
        await virtual_clock.sleep(2)
        shown = act.status()
        assert (shown.engine, shown.next_engine) == ("procedural", "slow")
        await virtual_clock.sleep(2)
        assert act.status().frame_number > shown.frame_number + 6
    assert (act.status().engine, act.status().next_engine) == ("slow", None)


async def test_who_chooses_while_another_is_opened_has_his_turn_after_it(
    act: DreamAct, told: list[str], engines: dict[str, Any], virtual_clock: VirtualClock
) -> None:
    engines["slow"] = lambda: Told("slow", told, lambda: virtual_clock.sleep(6))
    await act.start()
    async with asyncio.TaskGroup() as tasks:
        for name in ("slow", "other"):
            tasks.create_task(act.select_engine(name))
    assert act.status().engine == "other"
    await act.stop()
    assert [line for line in told if line.endswith("closed")] == ["procedural closed", "slow closed"]


async def test_a_run_that_ends_meanwhile_hands_nothing_over_and_nothing_hangs(
    act: DreamAct, told: list[str], engines: dict[str, Any], virtual_clock: VirtualClock
) -> None:
    engines["slow"] = lambda: Told("slow", told, lambda: virtual_clock.sleep(6))
    await act.start()
    async with asyncio.TaskGroup() as tasks:
        tasks.create_task(act.select_engine("slow"))
        await virtual_clock.sleep(5.999)
        await act.stop()
    assert act.status().engine == "slow"


async def test_an_engine_that_closes_badly_is_gone_all_the_same(
    act: DreamAct, engines: dict[str, Any], told: list[str], caplog: pytest.LogCaptureFixture
) -> None:
    class Sulking(Told):
        async def __aexit__(self, *error: Any) -> None:
            await super().__aexit__(*error)
            raise RuntimeError("no")

    engines["sulking"] = lambda: Sulking("sulking", told)
    await act.select_engine("sulking")
    await act.select_engine("other")
    assert act.status().engine == "other"
    assert "sulking did not close well" in caplog.text


async def test_a_guest_that_does_not_let_go_keeps_neither_the_engine_nor_the_other_guests(
    act: DreamAct, told: list[str], caplog: pytest.LogCaptureFixture
) -> None:
    async def clinging() -> None:
        raise ValueError("its stream does not close")

    async def well() -> None:
        told.append("let go")

    act.room.guests += [clinging, well]
    await act.select_engine("other")
    assert told[-2:] == ["let go", "procedural closed"]
    assert "A guest did not let go of procedural" in caplog.text
    assert "its stream does not close" in caplog.text


async def test_who_breaks_off_while_guests_let_go_leaves_no_engine_open(
    act: DreamAct, told: list[str], virtual_clock: VirtualClock
) -> None:
    act.room.guests.append(_never)
    with pytest.raises(TimeoutError):
        async with asyncio.timeout(5):
            await act.select_engine("other")
    assert told[-1] == "procedural closed"


async def test_the_engines_say_which_of_them_dreams(act: DreamAct) -> None:
    assert [engine.name for engine in act.engines() if engine.selected] == ["procedural"]


class _Probe:
    def __init__(self, engine: EngineInfo | None) -> None:
        self._engine = engine
        self.closed = False

    def read(self) -> Reading:
        return Reading(self._engine.name if self._engine is not None else "none")

    def close(self) -> None:
        self.closed = True


def test_a_probe_is_told_of_the_engine_that_dreams_now() -> None:
    one, two = EngineInfo(name="one", model="x"), EngineInfo(name="two", model="x")
    now, made = [one], []

    def make(engine: EngineInfo | None) -> _Probe:
        made.append(_Probe(engine))
        return made[-1]

    probe = Renewed(make(one), make, lambda: now[0])
    assert [probe.read().says, probe.read().says] == ["one", "one"]
    now[0] = two
    assert [probe.read().says, probe.read().says] == ["two", "two"]
    probe.close()
    assert [one.closed for one in made] == [True, True]
