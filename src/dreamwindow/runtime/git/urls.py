"""Where a repository is: which addresses are taken, and when two of them are the same."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from dreamwindow.errors import GitManagerError

_HOST = r"(?:[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?|\[[0-9A-Fa-f:.]+\])"
_USER = r"(?:[A-Za-z0-9_][A-Za-z0-9._-]*(?::[^@/\s]*)?@)?"
_PATH = r"/[^\s\x00-\x1f\x7f]+"
_NETWORK = re.compile(rf"(?P<scheme>https|http|ssh)://{_USER}(?P<host>{_HOST})(?::\d{{1,5}})?{_PATH}")
_SCP = re.compile(rf"(?:[A-Za-z0-9_][A-Za-z0-9._-]*@)(?P<host>{_HOST}):(?!:)[^\s\x00-\x1f\x7f:-][^\s\x00-\x1f\x7f]*")
_FILE = re.compile(rf"file://(?:localhost)?{_PATH}(?: [^\x00-\x1f\x7f]*)?")
_LOOPBACK = {"localhost", "127.0.0.1", "[::1]"}
_LONGEST = 2_000


def validate_git_url(url: str, allow_file: bool = True) -> bool:
    """Whether git may be given it: https, ssh, ``user@host:path``, ``file://``; http only to this machine itself.

    >>> validate_git_url("https://example.org/lab/task.git"), validate_git_url("ext::sh -c whoami")
    (True, False)
    """
    if not isinstance(url, str) or len(url) > _LONGEST:
        return False
    if _FILE.fullmatch(url):
        return allow_file
    network = _NETWORK.fullmatch(url)
    if network is not None:
        return network["scheme"] != "http" or network["host"] in _LOOPBACK
    return _SCP.fullmatch(url) is not None


def check_url(url: str, *, allow_file: bool) -> str:
    """``url`` as it is. Raises `GitManagerError`."""
    if not validate_git_url(url, allow_file):
        also = " A folder is written as file:///path/to/it." if allow_file else ""
        raise GitManagerError(
            f"{without_password(str(url))[:200]!r} is no address of a repository that is taken.",
            f"Taken are https://, ssh:// and user@host:path.{also}",
        )
    return url


def same_repository(one: str, other: str) -> bool:
    """Whether two addresses differ only in how they are written."""
    return normalised(one) == normalised(other)


def normalised(url: str) -> str:
    """One writing for all of ``git@host:a/b.git``, ``ssh://git@host/a/b/`` and so on: scheme and user are left out."""
    scp = _SCP.fullmatch(url)
    if scp is not None and "://" not in url:
        host, _, path = url.partition("@")[2].partition(":")
    else:
        parts = urlsplit(url)
        host, path = parts.netloc.rpartition("@")[2], parts.path
    path = path.strip("/").removesuffix(".git").rstrip("/")
    return f"{host.lower()}/{path}"


def without_password(url: str) -> str:
    """To be shown and recorded: ``https://user:secret@host`` keeps the user at most."""
    return re.sub(r"(?<=://)([^/@:\s]*):[^/@\s]*@", r"\1@", url)
