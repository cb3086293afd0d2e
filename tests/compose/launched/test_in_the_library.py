from __future__ import annotations

from pathlib import Path

from dreamwindow.compose.launched.desk import RunDesk
from dreamwindow.compose.library import library
from dreamwindow.config.load import Loaded
from dreamwindow.library.synchronising import synchronise
from tests.library.pictures import write_picture
from tests.records import record


async def test_an_experiment_is_a_session_of_the_library_by_the_same_name(loaded: Loaded, tmp_path: Path) -> None:
    folder = record(tmp_path / "sessions" / "mouse_001_2026-11-21_09-00-00", settings={"script_path": "task.py"})
    write_picture(folder / "plot.png", 5, "tuning curve")
    async with library(loaded) as shown:
        await synchronise(shown, "touched")
        (session,) = (await shown.sessions(None, 10)).items
        images = (await shown.images(session.key, None, 10)).items
    (seen,) = await RunDesk(loaded).runs()
    assert (session.key, session.kind, session.status) == (seen.run.id, "experiment", "completed")
    assert [image.name for image in images] == ["plot.png"]
