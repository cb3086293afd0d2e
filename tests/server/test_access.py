from __future__ import annotations

import httpx
import pytest

from dreamwindow.config.server import ServerConfig, ServerLimits
from dreamwindow.server.access.gate import host_name, origin_authority
from tests.clock import VirtualClock
from tests.server.asgi_socket import connected
from tests.server.conftest import MakeApp, client_of
from tests.server.problems import assert_problem
from tests.server.toy import ToyAct

OWN_HOSTS = ["localhost", "LOCALHOST:8000", "127.0.0.1", "127.0.0.1:1", "[::1]:8000", "[::1]"]
STRANGE_HOSTS = [
    "evil.example",
    "evil.example:8000",
    "127.0.0.1.evil.example",
    "localhost.evil.example",
    "localhost@evil.example",
    "evil.example@localhost",
    "localhost:port",
    "localhost/",
    "[::1",
    "127.1",
    "0.0.0.0",
    "",
]
FOREIGN: list[dict[str, str]] = [
    {"Origin": "https://evil.example"},
    {"Origin": "null"},
    {"Origin": ""},
    {"Origin": "http://127.0.0.1:9000"},
    {"Origin": "http://localhost:8000"},
    {"Origin": "http://127.0.0.1:8000.evil.example"},
    {"Origin": "http://127.0.0.1:8000/x"},
    {"Origin": "file://"},
    {"Origin": "http://127.0.0.1:8000", "Sec-Fetch-Site": "cross-site"},
    {"Sec-Fetch-Site": "cross-site"},
    {"Sec-Fetch-Site": "same-site"},
]
OWN: list[dict[str, str]] = [
    {},
    {"Origin": "http://127.0.0.1:8000"},
    {"Origin": "http://127.0.0.1:8000", "Sec-Fetch-Site": "same-origin"},
    {"Sec-Fetch-Site": "none"},
]


@pytest.mark.parametrize("host", OWN_HOSTS)
async def test_own_names_are_answered(http: httpx.AsyncClient, host: str) -> None:
    assert (await http.get("/health", headers={"Host": host})).status_code == 200


@pytest.mark.parametrize("host", STRANGE_HOSTS)
async def test_other_names_are_not(http: httpx.AsyncClient, host: str) -> None:
    for path in ("/", "/health", "/current.jpg", "/assets/index-4f3a.js", "/nowhere"):
        assert_problem(await http.get(path, headers={"Host": host}), 421, "wrong-host")


async def test_two_names_at_once_are_refused(http: httpx.AsyncClient) -> None:
    headers = [("Host", "127.0.0.1"), ("Host", "evil.example")]
    assert_problem(await http.get("/health", headers=headers), 421, "wrong-host")


async def test_a_configured_name_is_answered(make_app: MakeApp) -> None:
    async with client_of(make_app(ServerConfig(allowed_hosts=("Dream.Example",)))) as http:
        assert (await http.get("/health", headers={"Host": "dream.example"})).status_code == 200


@pytest.mark.parametrize("headers", FOREIGN, ids=str)
async def test_a_foreign_page_may_not_steer(http: httpx.AsyncClient, act: ToyAct, headers: dict[str, str]) -> None:
    for method, path in (("POST", "/api/prompt"), ("PATCH", "/api/settings"), ("POST", "/api/dream/stop")):
        answer = await http.request(method, path, json={"prompt": "spam"}, headers=headers)
        assert_problem(answer, 403, "foreign-origin")
    assert (act.settings.prompt, act.status().status) == (None, "live")


@pytest.mark.parametrize("headers", OWN, ids=str)
async def test_the_own_page_and_scripts_may_steer(http: httpx.AsyncClient, headers: dict[str, str]) -> None:
    answer = await http.post("/api/prompt", json={"prompt": "x"}, headers=headers)
    assert answer.status_code == 200


@pytest.mark.parametrize("headers", FOREIGN, ids=str)
async def test_a_foreign_page_gets_no_socket(
    make_app: MakeApp, virtual_clock: VirtualClock, headers: dict[str, str]
) -> None:
    lower = {name.lower(): value for name, value in headers.items()}
    async with connected(make_app(clock=virtual_clock), lower) as socket:
        with pytest.raises(EOFError):
            await socket.hear()
        assert socket.status == 403


async def test_a_wrong_name_gets_no_socket(make_app: MakeApp, virtual_clock: VirtualClock) -> None:
    async with connected(make_app(clock=virtual_clock), {"host": "evil.example"}) as socket:
        with pytest.raises(EOFError):
            await socket.hear()
        assert socket.status == 421


async def test_the_own_page_gets_a_socket(make_app: MakeApp, virtual_clock: VirtualClock) -> None:
    async with connected(make_app(clock=virtual_clock), {"origin": "http://127.0.0.1:8000"}) as socket:
        socket.say({"type": "settings"})
        assert (await socket.hear())["type"] == "settings"


async def test_without_configuration_there_is_no_cors(http: httpx.AsyncClient) -> None:
    answer = await http.get("/api/settings", headers={"Origin": "https://evil.example"})
    assert "access-control-allow-origin" not in answer.headers


async def test_a_configured_page_may_steer(make_app: MakeApp) -> None:
    page = {"Origin": "https://friend.example"}
    async with client_of(make_app(ServerConfig(allowed_origins=("https://friend.example",)))) as http:
        ask = page | {"Access-Control-Request-Method": "PATCH", "Access-Control-Request-Headers": "content-type"}
        assert (await http.options("/api/settings", headers=ask)).status_code == 200
        answer = await http.patch("/api/settings", json={}, headers=page | {"Sec-Fetch-Site": "cross-site"})
        assert (answer.status_code, answer.headers["access-control-allow-origin"]) == (200, page["Origin"])
        assert (await http.patch("/api/settings", json={}, headers={"Origin": "https://evil.example"})).is_error


@pytest.mark.parametrize(
    "media_type", ["", "text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "json"]
)
async def test_a_body_is_json_or_nothing(http: httpx.AsyncClient, act: ToyAct, media_type: str) -> None:
    headers = {"Content-Type": media_type} if media_type else {}
    for body in (b'{"prompt":"spam"}', _chunks(b'{"prompt":"spam"}')):
        answer = await http.post("/api/prompt", content=body, headers=headers)
        assert_problem(answer, 415, "unsupported-media-type")
    assert act.settings.prompt is None


async def test_json_may_say_its_charset(http: httpx.AsyncClient) -> None:
    headers = {"Content-Type": "application/JSON; charset=utf-8"}
    assert (await http.post("/api/prompt", content=b'{"prompt":"x"}', headers=headers)).status_code == 200


@pytest.mark.parametrize("announced", [True, False])
async def test_a_body_has_a_greatest_length(make_app: MakeApp, act: ToyAct, announced: bool) -> None:
    app = make_app(ServerConfig(limits=ServerLimits(body_bytes=1_000)))
    body = b'{"prompt":"x"' + b" " * 1_000 + b"}"
    headers = {"Content-Type": "application/json"}
    async with client_of(app) as http:
        answer = await http.post("/api/prompt", content=body if announced else _chunks(body), headers=headers)
    assert_problem(answer, 413, "content-too-large")
    assert act.settings.prompt is None


async def test_an_absurd_length_is_too_long(http: httpx.AsyncClient) -> None:
    headers = {"Content-Type": "application/json", "Content-Length": "9" * 5_000}
    assert_problem(await http.post("/api/prompt", content=b"{}", headers=headers), 413, "content-too-large")


async def test_requests_are_counted_for_each_address(make_app: MakeApp, virtual_clock: VirtualClock) -> None:
    app = make_app(ServerConfig(limits=ServerLimits(requests_per_minute=6, requests_at_once=3)), virtual_clock)
    async with client_of(app, "127.0.0.1") as busy, client_of(app, "127.0.0.2") as calm:
        assert [(await busy.get("/health")).status_code for _ in range(4)] == [200, 200, 200, 429]
        refused = await busy.get("/health")
        assert_problem(refused, 429, "too-many-requests")
        assert refused.headers["retry-after"] == "10"
        assert (await calm.get("/health")).status_code == 200
        await virtual_clock.sleep(10)
        assert (await busy.get("/health")).status_code == 200


async def test_every_answer_has_the_security_headers(http: httpx.AsyncClient, act: ToyAct) -> None:
    await act.show(1)
    for path in ("/", "/current.png", "/nowhere", "/assets/index-4f3a.js", "/api/settings"):
        headers = (await http.get(path)).headers
        assert "default-src 'self'" in headers["content-security-policy"]
        assert "frame-ancestors 'self'" in headers["content-security-policy"]
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["referrer-policy"] == "no-referrer"


def test_what_is_no_authority_has_no_host_name() -> None:
    assert [host_name(text) for text in ("a:b:c", "a:99999", "a@b", "a/b", "a?b", "a#b")] == [None] * 6


def test_what_is_no_origin_has_no_authority() -> None:
    assert [origin_authority(text) for text in ("null", "", "ftp://a", "http://", "http://a/b")] == [None] * 5


async def _chunks(body: bytes):  # type: ignore[no-untyped-def] # httpx takes any asynchronous iterator
    yield body[:5]
    yield body[5:]
