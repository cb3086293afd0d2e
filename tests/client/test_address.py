from __future__ import annotations

import pytest

from dreamwindow.client.address import DEFAULT_URL, Address
from dreamwindow.errors import ConfigError

HOME = {"DREAMWINDOW_URL": "https://home.example:8000/", "DREAMWINDOW_KEY": " dw_home\n"}


def test_without_a_word_it_is_this_machines_server() -> None:
    address = Address.of(environ={})
    assert (address.url, address.key, address.headers) == (DEFAULT_URL, None, {})
    assert address.socket_url() == "ws://127.0.0.1:8000/ws"


def test_the_environment_says_where_home_is() -> None:
    address = Address.of(environ=HOME)
    assert (address.url, address.headers) == ("https://home.example:8000", {"Authorization": "Bearer dw_home"})
    assert address.socket_url(scene="own") == "wss://home.example:8000/ws?scene=own"
    assert Address.of("https://home.example:8000", environ=HOME).key == "dw_home"


def test_the_key_of_home_goes_to_nobody_else() -> None:
    assert Address.of("https://elsewhere.example", environ=HOME).key is None
    assert Address.of("https://elsewhere.example", "dw_other", environ=HOME).key == "dw_other"


def test_a_key_is_not_shown() -> None:
    assert "dw_home" not in repr(Address.of(environ=HOME))


@pytest.mark.parametrize(
    "url", ["home", "ftp://home", "http://", "http://[::1", "http://home:99999", "http://home?key=x", "//home"]
)
def test_what_is_no_address_is_said(url: str) -> None:
    with pytest.raises(ConfigError, match=r"is no address of a server.\nWrite it as http"):
        Address.of(url, environ={})


@pytest.mark.parametrize("key", ["dw_x\r\nHost: evil", "dw_ü"])
def test_what_is_no_key_is_said_and_not_shown(key: str) -> None:
    with pytest.raises(ConfigError, match="no key has") as refused:
        Address.of(key=key, environ={})
    assert key not in str(refused.value)
