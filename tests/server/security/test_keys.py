from __future__ import annotations

import hmac
import os
import stat

import pytest

from dreamwindow.errors import ConfigError, UnknownName
from dreamwindow.server.access import keys as keys_module
from dreamwindow.server.access.keys import KeyFile, KeyRing
from dreamwindow.server.access.tickets import COOKIE_S, TICKET_S, Tickets, cookie_for, cookie_holds
from tests.clock import VirtualClock
from tests.server.security.conftest import NOW


def test_a_key_is_found_and_no_other(keys: KeyFile, key: str) -> None:
    other = keys.add("tablet", NOW)
    ring = keys.read()
    assert [ring.find(shown) and ring.find(shown).name for shown in (key, other)] == ["phone", "tablet"]  # type: ignore[union-attr]
    for wrong in ("", key[:-1], key + "x", key.upper(), "dw_", ring.keys[0].digest, "\udcff", "ü"):
        assert ring.find(wrong) is None


def test_keys_differ(keys: KeyFile) -> None:
    assert len({keys.add(str(number), NOW) for number in range(20)}) == 20


def test_what_is_kept_of_a_key_does_not_let_in(keys: KeyFile, key: str) -> None:
    text = keys.path.read_text()
    assert key not in text
    assert key.split("_", 2)[2] not in text


@pytest.mark.skipif(os.name != "posix", reason="POSIX permissions")
def test_only_its_owner_may_read_the_file(keys: KeyFile, key: str) -> None:
    assert stat.S_IMODE(keys.path.stat().st_mode) == 0o600


def test_a_name_is_given_once(keys: KeyFile, key: str) -> None:
    with pytest.raises(ConfigError, match="There is a key named 'phone'"):
        keys.add("phone", NOW)


def test_a_revoked_key_is_gone(keys: KeyFile, key: str) -> None:
    keys.revoke("phone")
    assert keys.read().find(key) is None
    with pytest.raises(UnknownName):
        keys.revoke("phone")


@pytest.mark.parametrize("text", ["", "{", "[]", '{"keys":[{}]}', '{"keys":[],"more":1}', '{"cookie_secret":"zz"}'])
def test_a_broken_file_is_said(keys: KeyFile, text: str) -> None:
    keys.path.parent.mkdir()
    keys.path.write_text(text)
    with pytest.raises(ConfigError, match="cannot be read"):
        keys.read()


def test_a_key_is_compared_in_constant_time(keys: KeyFile, key: str, monkeypatch: pytest.MonkeyPatch) -> None:
    compared = []

    class Watched:
        @staticmethod
        def compare_digest(one: bytes, other: bytes) -> bool:
            compared.append((one, other))
            return hmac.compare_digest(one, other)

    keys.add("tablet", NOW)
    ring = keys.read()
    monkeypatch.setattr(keys_module, "hmac", Watched)
    assert ring.find(key)
    assert len(compared) == 2, "a hit ends no earlier than a miss"
    assert not any(key.encode() in pair for pair in compared)


def test_a_cookie_holds_until_it_is_over_or_its_key_is_revoked(keys: KeyFile, key: str) -> None:
    ring = keys.read()
    found = ring.find(key)
    assert found is not None
    cookie = cookie_for(found, ring, 1_000.0)
    assert cookie_holds(cookie, ring, 1_000.0 + COOKIE_S - 1)
    assert not cookie_holds(cookie, ring, 1_000.0 + COOKIE_S)
    keys.revoke("phone")
    assert not cookie_holds(cookie, keys.read(), 1_000.0)


def test_a_cookie_cannot_be_made_up(keys: KeyFile, key: str) -> None:
    ring = keys.read()
    found = ring.find(key)
    assert found is not None
    id, _, signature = cookie_for(found, ring, 1_000.0).split(".")
    for wrong in ("", ".", "..", f"{id}.9999999999.{signature}", f"{id}.9999999999.", f"{id}.x.{signature}", "ü.ü.ü"):
        assert not cookie_holds(wrong, ring, 1_000.0)
    assert not cookie_holds(cookie_for(found, KeyRing(cookie_secret="0" * 64), 1_000.0), ring, 1_000.0)
    assert not cookie_holds(cookie_for(found, KeyRing(), 1_000.0), KeyRing(), 1_000.0), "no secret signs nothing"


async def test_a_ticket_holds_once_and_not_for_long(virtual_clock: VirtualClock) -> None:
    tickets = Tickets(virtual_clock.monotonic)
    used, late = tickets.issue(), tickets.issue()
    assert (tickets.take(used), tickets.take(used), tickets.take("made up")) == (True, False, False)
    await virtual_clock.sleep(TICKET_S)
    assert not tickets.take(late)
