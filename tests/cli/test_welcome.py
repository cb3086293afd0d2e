from __future__ import annotations

from pathlib import Path

import pytest

from dreamwindow.cli.welcome import welcome_others
from dreamwindow.config.server import ServerConfig

URLS = ("http://192.168.1.5:8000", "http://10.0.0.5:8000", "http://[fd00::2]:8000")


def test_others_are_told_where_and_with_what(capsys: pytest.CaptureFixture[str]) -> None:
    welcome_others(ServerConfig(host="0.0.0.0"), URLS)
    said = capsys.readouterr()
    assert said.out.splitlines()[:2] == [f"From other machines: {url}/" for url in URLS[:2]]
    assert "`dreamwindow key new`" in said.out
    assert "unencrypted" in said.err


def test_over_tls_nothing_travels_in_the_open(capsys: pytest.CaptureFixture[str]) -> None:
    welcome_others(ServerConfig(host="0.0.0.0", tls_cert=Path("cert.pem"), tls_key=Path("key.pem")), ())
    assert "unencrypted" not in capsys.readouterr().err


def test_where_nobody_else_comes_in_nothing_is_said(capsys: pytest.CaptureFixture[str]) -> None:
    welcome_others(ServerConfig(), ())
    assert capsys.readouterr() == ("", "")
