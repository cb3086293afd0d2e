"""Every example of docs/client.md runs against a real server, in the folder of somebody who has a photograph."""

from __future__ import annotations

import asyncio
import re
import shutil
from pathlib import Path

import pytest

from tests.client.conftest import Plot, at_home, built
from tests.server.bookshelf import fill, shelf_in

EXAMPLES = re.findall(
    r"^```python\n(.*?)^```$",
    (Path(__file__).parents[2] / "docs" / "client.md").read_text("utf-8"),
    re.MULTILINE | re.DOTALL,
)


def statements(example: str) -> list[str]:
    """Its lines, but imports and empty ones."""
    return [line for line in example.splitlines() if line and not line.startswith(("import ", "from "))]


def test_they_are_short() -> None:
    assert len(EXAMPLES) == 7
    assert sorted(len(statements(example)) for example in EXAMPLES)[:5] == [2, 3, 3, 3, 4]


@pytest.fixture
def workshop(tmp_path: Path, photo: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "workshop"
    (folder / "film").mkdir(parents=True)
    for name in ("photo.jpg", "film/1.jpg", "film/2.jpg"):
        shutil.copy(photo, folder / name)
    monkeypatch.chdir(folder)
    return folder


async def test_all_of_them_run(
    workshop: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    fill(tmp_path / "made")
    async with shelf_in(tmp_path / "made") as shelf, built(Plot(shelf=shelf)) as house:
        at_home(monkeypatch, house.url)
        await house.act.show(1)
        for example in EXAMPLES:
            await asyncio.to_thread(exec, example, {"__name__": "example"})
        prompts = [settings.prompt for _, settings in house.engine.asked]
    said = capsys.readouterr().out
    assert prompts == ["stained glass", "artistic painting style", "artistic painting style", "copper engraving"]
    assert house.act.settings.prompt == "misty forest at dawn"
    assert (workshop / "styled.jpg").stat().st_size > 1_000
    assert len(list((workshop / "copies").iterdir())) in (2, 3)
    assert said.count("of them with the server") == 2
    assert "invalid-request" in said
