from __future__ import annotations

from dataclasses import dataclass

import pytest

from dreamwindow.config.server import ServerConfig
from dreamwindow.server.access.keys import KeyFile
from dreamwindow.server.lan import addresses, reachable_at
from dreamwindow.server.serving import opened
from tests.server.security.conftest import NOW


@dataclass
class Part:
    address: str


HOUSE = {
    "lo": [Part("127.0.0.1"), Part("::1"), Part("00:00:00:00:00:00")],
    "cable": [Part("169.254.7.7"), Part("fe80::1%cable"), Part("02:fc:00:00:00:01")],
    "out": [Part("93.184.216.34"), Part("2606:2800:21f::7")],
    "wlan0": [Part("192.168.1.5"), Part("fd00::2"), Part("fe80::2%wlan0")],
}


def test_private_networks_come_first_and_nothing_that_no_browser_opens() -> None:
    four = ["192.168.1.5", "93.184.216.34", "169.254.7.7"]
    assert [str(address) for address in addresses(HOUSE, 4)] == four
    assert [str(address) for address in addresses(HOUSE, 6)] == [*four, "fd00::2", "2606:2800:21f::7"]
    assert addresses({}, 4) == []


@pytest.mark.parametrize("host", ["127.0.0.1", "192.168.1.5", "::1", "localhost", "stage.local"])
def test_one_address_needs_no_other(host: str) -> None:
    assert reachable_at(host, 8000, "http") == ()


def test_a_wide_listener_says_where_this_machine_and_others_find_it(tmp_path) -> None:  # type: ignore[no-untyped-def]
    keys = KeyFile(tmp_path / "keys.json")
    keys.add("phone", NOW)
    with opened(ServerConfig(host="0.0.0.0", port=0), keys) as listener:
        port = listener.sock.getsockname()[1]
        assert listener.url == f"http://127.0.0.1:{port}"
        assert listener.elsewhere == reachable_at("0.0.0.0", port, "http")
        assert all(url.endswith(f":{port}") and "127.0.0.1" not in url for url in listener.elsewhere)
