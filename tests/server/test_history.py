"""The last minutes over HTTP, of the real act in virtual time."""

from __future__ import annotations

from pathlib import Path

import httpx

from dreamwindow.compose.dream import DreamAct, DreamOptions
from dreamwindow.config.load import load
from dreamwindow.imaging.codec import decode_image
from dreamwindow.server.app import create_app
from tests.clock import VirtualClock
from tests.server.security.test_huge_pictures import saying


async def test_look_back_branch_keep_and_mark(tmp_path: Path, virtual_clock: VirtualClock) -> None:
    small: dict[tuple[str, ...], tuple[str, object]] = {
        ("generation", "width"): ("test", 64),
        ("generation", "height"): ("test", 64),
        ("recording", "min_free_gb"): ("test", 0),
    }
    loaded = load(None, small, environ={}, cwd=tmp_path)
    async with DreamAct(loaded, DreamOptions(), virtual_clock) as act:
        transport = httpx.ASGITransport(create_app(act, loaded.config.server, clock=virtual_clock))
        async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1:8000") as http:
            assert (await http.get("/api/dream/history")).json()["moments"] == []
            assert (await http.post("/api/dream/keep", json={})).status_code == 404
            await act.start()
            await virtual_clock.sleep(6)
            moments = (await http.get("/api/dream/history", params={"every_s": 1})).json()["moments"]
            assert 5 <= len(moments) <= 8
            await virtual_clock.sleep(0.3)
            later = (await http.get("/api/dream/history", params={"every_s": 1})).json()["moments"]
            assert [m["number"] for m in moments] == [m["number"] for m in later][: len(moments)]
            for tiny in (0, 5e-324, 2.2250738585e-313, 1e-4):
                every = await http.get("/api/dream/history", params={"every_s": tiny})
                assert len(every.json()["moments"]) > len(later)
            number = moments[2]["number"]
            still = await http.get(f"/api/dream/history/{number}.jpg")
            assert decode_image(still.content).shape == (64, 64, 3)
            assert (await http.post("/api/dream/branch", json={"number": number})).status_code == 200
            unknown = await http.post("/api/dream/branch", json={"number": 999_999})
            assert (unknown.status_code, unknown.json()["type"]) == (404, "urn:dreamwindow:problem:not-remembered")
            kept = Path((await http.post("/api/dream/keep", json={"seconds": 2})).json()["file"])
            marked = Path((await http.post("/api/dream/favourite")).json()["file"])
            no_picture = await http.post("/api/dream/fork", content=b"{}", headers={"Content-Type": "application/json"})
            assert no_picture.status_code == 415
            picture = {"Content-Type": "image/jpeg"}
            huge = await http.post("/api/dream/fork", content=saying(still.content, 30_000), headers=picture)
            assert (huge.status_code, huge.json()["type"]) == (422, "urn:dreamwindow:problem:invalid-image")
            forked = await http.post("/api/dream/fork", content=still.content, headers={"Content-Type": "image/jpeg"})
            assert forked.status_code == 200
    assert kept.suffix == ".mp4"
    assert marked.suffix == ".png"
