from __future__ import annotations

from contextlib import AsyncExitStack

import httpx
import pytest

from dreamwindow.config.server import ServerConfig
from dreamwindow.errors import ConfigError
from dreamwindow.server.access.entrance import FRESH_S, asks_for_key, reach_of
from dreamwindow.server.access.keys import KeyFile
from dreamwindow.server.serving import listening, opened, serving
from tests.clock import VirtualClock
from tests.server.asgi_socket import connected
from tests.server.conftest import MakeApp, client_of
from tests.server.problems import assert_problem
from tests.server.security.conftest import OpenApp
from tests.server.toy import ToyAct

PAGE = {"Accept": "text/html"}


def bearer(key: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {key}"}


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.0.2.1"])
def test_a_wide_bind_needs_a_key(host: str, keys: KeyFile) -> None:
    with pytest.raises(ConfigError, match=r"no key to keep strangers out.*\n.*dreamwindow key new"):
        opened(ServerConfig(host=host, port=0), keys)


def test_with_a_key_it_opens_wide(keys: KeyFile, key: str) -> None:
    with opened(ServerConfig(host="0.0.0.0", port=0), keys) as listener:
        assert listener.sock.getsockname()[0] == "0.0.0.0"


@pytest.mark.parametrize(
    ("config", "asks"),
    [
        (ServerConfig(), False),
        (ServerConfig(host="localhost"), False),
        (ServerConfig(host="::1"), False),
        (ServerConfig(ask_for_key=True), True),
        (ServerConfig(behind_proxy=("127.0.0.1",)), True),
        (ServerConfig(host="0.0.0.0"), True),
        (ServerConfig(host="localhost.evil.example"), True),
    ],
    ids=str,
)
def test_who_can_be_reached_by_others_asks_for_a_key(config: ServerConfig, asks: bool, keys: KeyFile) -> None:
    assert asks_for_key(config) is asks
    if asks:
        with pytest.raises(ConfigError, match="no key"):
            reach_of(config, keys)


async def test_an_app_that_asks_nobody_is_not_served_to_anybody(make_app: MakeApp, keys: KeyFile, key: str) -> None:
    with opened(ServerConfig(host="0.0.0.0", port=0), keys) as wide, pytest.raises(ConfigError, match="asks nobody"):
        async with serving(make_app(), wide):
            pytest.fail("it was served")


async def test_every_route_asks_for_a_key(open_app: OpenApp, key: str) -> None:
    app = open_app()
    described = [(method.upper(), path) for path, said in app.openapi()["paths"].items() for method in said]
    assert len(described) > 50
    async with client_of(app) as http:
        for method, path in described:
            if path != "/api/login":
                assert_problem(await http.request(method, path), 401, "no-key")
        for path in (
            "/openapi.json",
            "/health",
            "/readyz",
            "/nowhere",
            "/assetsx",
            "/ws",
            "//",
            "/assets",
        ):
            assert_problem(await http.get(path), 401, "no-key")


async def test_the_control_asks_nobody(make_app: MakeApp) -> None:
    async with client_of(make_app()) as http:
        assert (await http.get("/health")).status_code == 200


async def test_the_pages_own_files_are_open(open_app: OpenApp, key: str) -> None:
    async with client_of(open_app()) as http:
        for path in ("/", "/favicon.svg", "/assets/index-4f3a.js"):
            assert (await http.get(path, headers=PAGE)).status_code == 200
        assert_problem(await http.post("/", headers=PAGE), 401, "no-key")
        assert_problem(await http.get("/api/settings", headers=PAGE), 401, "no-key")


async def test_a_key_lets_in(open_app: OpenApp, key: str) -> None:
    async with client_of(open_app()) as http:
        for headers in (bearer(key), {"Authorization": f"bearer  {key} "}):
            assert (await http.get("/health", headers=headers)).status_code == 200


@pytest.mark.parametrize("shown", ["", "Bearer", "Bearer x", "Basic {key}", "{key}", "Bearer {key}x", "Bearer \xff"])
async def test_what_is_no_key_does_not(open_app: OpenApp, key: str, shown: str) -> None:
    headers = {b"Authorization": shown.format(key=key).encode("latin-1")}
    async with client_of(open_app()) as http:
        answer = await http.get("/health", headers=headers)
        assert_problem(answer, 401, "no-key")
        assert answer.headers["www-authenticate"].startswith("Bearer")


@pytest.mark.parametrize("query", ["key={key}", "api_key=x", "ACCESS_TOKEN=x", "x={key}", "%6bey=x", "a=1&a={key}&a=2"])
async def test_a_key_in_the_query_is_refused(open_app: OpenApp, key: str, query: str) -> None:
    async with client_of(open_app()) as http:
        answer = await http.get(f"/health?{query.format(key=key)}", headers=bearer(key))
    assert_problem(answer, 400, "key-in-query")


async def test_a_revoked_key_lets_in_no_more(
    open_app: OpenApp, keys: KeyFile, key: str, virtual_clock: VirtualClock
) -> None:
    async with client_of(open_app(clock=virtual_clock)) as http:
        assert (await http.get("/health", headers=bearer(key))).status_code == 200
        await http.post("/api/login", json={"key": key})
        assert (await http.get("/health")).status_code == 200
        keys.revoke("phone")
        await virtual_clock.sleep(FRESH_S)
        assert_problem(await http.get("/health", headers=bearer(key)), 401, "no-key")
        assert_problem(await http.get("/health"), 401, "no-key")


async def test_without_a_readable_file_nobody_comes_in(
    open_app: OpenApp, keys: KeyFile, key: str, virtual_clock: VirtualClock
) -> None:
    async with client_of(open_app(clock=virtual_clock)) as http:
        assert (await http.get("/health", headers=bearer(key))).status_code == 200
        keys.path.write_text("{")
        await virtual_clock.sleep(FRESH_S)
        assert_problem(await http.get("/health", headers=bearer(key)), 401, "no-key")


async def test_the_page_logs_in_and_out(open_app: OpenApp, key: str) -> None:
    async with client_of(open_app()) as http:
        assert_problem(await http.post("/api/login", json={"key": "dw_wrong"}), 401, "wrong-key")
        entered = await http.post("/api/login", json={"key": f" {key}\n"})
        assert entered.status_code == 204
        cookie = entered.headers["set-cookie"]
        assert key not in cookie
        assert {"HttpOnly", "SameSite=strict", "Path=/"} <= set(cookie.split("; "))
        assert "Secure" not in cookie
        assert (await http.get("/api/settings")).status_code == 200
        await http.post("/api/logout")
        assert_problem(await http.get("/api/settings"), 401, "no-key")


async def test_over_tls_the_cookie_goes_nowhere_else(open_app: OpenApp, key: str) -> None:
    transport = httpx.ASGITransport(open_app())
    async with httpx.AsyncClient(transport=transport, base_url="https://127.0.0.1:8000") as http:
        assert "Secure" in (await http.post("/api/login", json={"key": key})).headers["set-cookie"]


async def test_a_cookie_does_not_make_a_foreign_page_ours(open_app: OpenApp, act: ToyAct, key: str) -> None:
    async with client_of(open_app()) as http:
        await http.post("/api/login", json={"key": key})
        answer = await http.post("/api/prompt", json={"prompt": "spam"}, headers={"Origin": "https://evil.example"})
        assert_problem(answer, 403, "foreign-origin")
    assert act.settings.prompt is None


async def test_a_socket_comes_in_with_a_key_a_ticket_or_a_cookie(
    open_app: OpenApp, key: str, virtual_clock: VirtualClock
) -> None:
    app = open_app(clock=virtual_clock)
    async with client_of(app) as http:
        ticket = (await http.post("/api/tickets", headers=bearer(key))).json()["ticket"]
        cookie = (await http.post("/api/login", json={"key": key})).headers["set-cookie"].partition(";")[0]
    lower = {"authorization": f"Bearer {key}"}
    offered = {"sec-websocket-protocol": f"dreamwindow, dreamwindow.key.{key}"}
    for headers, query in ((lower, ""), (offered, ""), ({"cookie": cookie}, ""), ({}, f"ticket={ticket}")):
        async with connected(app, headers, query) as socket:
            socket.say({"type": "settings"})
            assert (await socket.hear())["type"] == "settings"


@pytest.mark.parametrize(
    ("headers", "query", "status"),
    [
        ({}, "", 401),
        ({}, "ticket=made-up", 401),
        ({}, "key=dw_x", 400),
        ({"sec-websocket-protocol": "dreamwindow, dreamwindow.key.x"}, "", 401),
        ({"cookie": "dreamwindow=a.9999999999.b"}, "", 401),
    ],
)
async def test_no_other_socket_comes_in(
    open_app: OpenApp, key: str, virtual_clock: VirtualClock, headers: dict[str, str], query: str, status: int
) -> None:
    async with connected(open_app(clock=virtual_clock), headers, query) as socket:
        with pytest.raises(EOFError):
            await socket.hear()
        assert socket.status == status


async def test_a_ticket_opens_one_socket(open_app: OpenApp, key: str, virtual_clock: VirtualClock) -> None:
    app = open_app(clock=virtual_clock)
    async with client_of(app) as http:
        ticket = (await http.post("/api/tickets", headers=bearer(key))).json()["ticket"]
        assert_problem(await http.get(f"/health?ticket={ticket}"), 401, "no-key")
    async with AsyncExitStack() as stack:
        first = await stack.enter_async_context(connected(app, {}, f"ticket={ticket}"))
        first.say({"type": "settings"})
        assert await first.hear()
        again = await stack.enter_async_context(connected(app, {}, f"ticket={ticket}"))
        with pytest.raises(EOFError):
            await again.hear()
        assert again.status == 401


@pytest.mark.parametrize("host", ["192.168.1.5:8000", "[fe80::1]:8000", "10.0.0.1"])
async def test_a_wide_server_answers_to_addresses_but_not_to_names(open_app: OpenApp, key: str, host: str) -> None:
    async with client_of(open_app()) as http:
        assert (await http.get("/health", headers=bearer(key) | {"Host": host})).status_code == 200
        answer = await http.get("/health", headers=bearer(key) | {"Host": "evil.example"})
        assert_problem(answer, 421, "wrong-host")


@pytest.mark.parametrize(("proxy", "seen"), [("127.0.0.1", True), ("10.0.0.0/8", False)])
async def test_forwarded_headers_are_believed_of_named_proxies_only(
    open_app: OpenApp, key: str, proxy: str, seen: bool
) -> None:
    app = open_app(ServerConfig(behind_proxy=(proxy,)))
    async with client_of(app) as http:
        forwarded = {"X-Forwarded-For": "6.6.6.6, 203.0.113.9", "X-Forwarded-Proto": "https"}
        answer = await http.post("/api/login", json={"key": key}, headers=forwarded)
        assert ("Secure" in answer.headers["set-cookie"]) is seen


@pytest.mark.parametrize("proxy", ["*", "", "nginx", "127.0.0.1/33", "10.0.0.1/8"])
def test_a_proxy_is_named_by_its_address(proxy: str) -> None:
    with pytest.raises(ValueError, match="behind_proxy"):
        ServerConfig(behind_proxy=(proxy,))


def test_listening_itself_stays_on_this_machine() -> None:
    with pytest.raises(ConfigError, match="can be reached from other machines"):
        listening("0.0.0.0", 0).__enter__()
