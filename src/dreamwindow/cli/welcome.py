"""What is said at the start to whoever lets others in."""

from __future__ import annotations

from collections.abc import Sequence

from dreamwindow.cli.terminal import say
from dreamwindow.config.server import ServerConfig
from dreamwindow.server.access.entrance import asks_for_key, is_loopback

MOST_ADDRESSES = 2


def welcome_others(server: ServerConfig, urls: Sequence[str]) -> None:
    """Where other machines find the page (``urls``, the likeliest first), and what they are asked for."""
    for url in urls[:MOST_ADDRESSES]:
        say(f"From other machines: {url}/")
    if asks_for_key(server):
        say("Everybody is asked for a key, in the page's login: `dreamwindow key new` makes one.")
    if not is_loopback(server.host) and server.tls_cert is None:
        say("Keys and pictures travel unencrypted; --tls-cert and --tls-key change that.", aside=True)
