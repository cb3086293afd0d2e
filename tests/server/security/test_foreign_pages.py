"""What a page of another site can make a browser send without asking first: forms, in each of their three ways."""

from __future__ import annotations

import httpx
import pytest

from tests.server.conftest import MakeApp, client_of
from tests.server.problems import assert_problem
from tests.server.toy import ToyAct

FORMS = {
    "application/x-www-form-urlencoded": b"prompt=spam",
    "multipart/form-data; boundary=x": b'--x\r\nContent-Disposition: form-data; name="prompt"\r\n\r\nspam\r\n--x--\r\n',
    "text/plain": b'{"prompt":"spam","x":"="}',
}
"""What a form's ``enctype`` can be; the last is how JSON is smuggled through one."""
CROSS_SITE = {"Origin": "https://evil.example", "Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate"}
SANDBOXED = {"Origin": "null", "Sec-Fetch-Site": "cross-site"}


def changing(document: dict[str, dict[str, object]]) -> list[tuple[str, str]]:
    """Every operation that changes something, with its path filled in."""
    named = [(method.upper(), path) for path, said in document.items() for method in said if method != "get"]
    return [(method, "".join(c for c in path if c not in "{}")) for method, path in named]


@pytest.mark.parametrize("media_type", FORMS)
@pytest.mark.parametrize("headers", [CROSS_SITE, SANDBOXED], ids=["another site", "a sandbox"])
async def test_no_form_of_theirs_changes_anything(
    make_app: MakeApp, act: ToyAct, media_type: str, headers: dict[str, str]
) -> None:
    app, before = make_app(), (act.settings, act.status())
    operations = changing(app.openapi()["paths"])
    assert len(operations) > 30
    async with client_of(app) as http:
        for method, path in operations:
            answer = await http.request(
                method, path, content=FORMS[media_type], headers=headers | {"Content-Type": media_type}
            )
            assert_problem(answer, 403, "foreign-origin")
    assert (act.settings, act.status()) == before


@pytest.mark.parametrize("media_type", FORMS)
async def test_nor_does_that_of_a_browser_which_says_nothing_of_it(
    http: httpx.AsyncClient, act: ToyAct, media_type: str
) -> None:
    answer = await http.post("/api/prompt", content=FORMS[media_type], headers={"Content-Type": media_type})
    assert_problem(answer, 415, "unsupported-media-type")
    assert act.settings.prompt is None


async def test_the_control_the_own_page_changes_it(http: httpx.AsyncClient, act: ToyAct) -> None:
    ours = {"Origin": "http://127.0.0.1:8000", "Sec-Fetch-Site": "same-origin"}
    assert (await http.post("/api/prompt", json={"prompt": "sea"}, headers=ours)).status_code == 200
    assert act.settings.prompt == "sea"
