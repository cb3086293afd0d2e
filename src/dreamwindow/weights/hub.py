"""The hub over HTTP: what a repository holds, and the bytes of a file from any place on."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any, Self
from urllib.parse import quote

import httpx

import dreamwindow
from dreamwindow.errors import DownloadFailed, HubRefused
from dreamwindow.weights.known import Model

DEFAULT_ENDPOINT = "https://huggingface.co"
_TIMEOUT = httpx.Timeout(30.0, connect=10.0)
_SAFE = re.compile(r"(?!.*(^|/)\.{1,2}(/|$))[^/\\:\0][^\\:\0]*")
_DIGEST = {"sha256": re.compile(r"[0-9a-f]{64}"), "git": re.compile(r"[0-9a-f]{40}")}


@dataclass(frozen=True, slots=True)
class HubFile:
    """``digest`` is hexadecimal: of SHA-256, or where ``kind`` is ``git``, SHA-1 as git takes it of a blob."""

    path: str
    size: int
    kind: str
    digest: str


@dataclass(frozen=True, slots=True)
class Listing:
    """What a repository holds at one commit."""

    commit: str
    files: tuple[HubFile, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class HubOptions:
    """``endpoint`` without a slash at its end; ``token`` opens what asks for a login; ``offline`` asks nobody."""

    endpoint: str = DEFAULT_ENDPOINT
    token: str | None = None
    offline: bool = False

    @classmethod
    def of_environment(cls, environment: Mapping[str, str] = os.environ) -> HubOptions:
        """From ``HF_ENDPOINT``, ``HF_TOKEN`` and ``HF_HUB_OFFLINE``, as every program of the field reads them."""
        offline = environment.get("HF_HUB_OFFLINE", "").lower() in ("1", "on", "yes", "true")
        endpoint = environment.get("HF_ENDPOINT") or DEFAULT_ENDPOINT
        return cls(endpoint=endpoint.rstrip("/"), token=environment.get("HF_TOKEN") or _kept_token(), offline=offline)


class Hub:
    """A context manager. Blocks; for one thread."""

    def __init__(self, options: HubOptions) -> None:
        self.options = options
        headers = {"User-Agent": f"dreamwindow/{dreamwindow.__version__}", "Accept-Encoding": "identity"}
        if options.token:
            headers["Authorization"] = f"Bearer {options.token}"
        self._client = httpx.Client(headers=headers, timeout=_TIMEOUT, follow_redirects=True)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._client.close()

    def listing(self, model: Model) -> Listing:
        """Raises `DownloadFailed` where the hub is out of reach, `HubRefused` where it says no."""
        path = f"/api/models/{model.repo}/revision/{quote(model.revision, safe='')}"
        with self._asking(model):
            answer = self._client.get(f"{self.options.endpoint}{path}", params={"blobs": "true"})
            _check(answer, model)
            return _read(answer, model)

    @contextmanager
    def bytes_of(self, model: Model, commit: str, file: HubFile, start: int) -> Iterator[tuple[int, Iterator[bytes]]]:
        """Where the bytes begin, ``start`` or 0 if the hub will not begin there, and the bytes. Raises as `listing`."""
        url = f"{self.options.endpoint}/{model.repo}/resolve/{commit}/{quote(file.path)}"
        headers = {"Range": f"bytes={start}-"} if start else {}
        with self._asking(model), self._client.stream("GET", url, headers=headers) as answer:
            _check(answer, model)
            begins = start if answer.status_code == httpx.codes.PARTIAL_CONTENT else 0
            yield begins, answer.iter_bytes()  # as they come: what is held back is lost with the connection

    @contextmanager
    def _asking(self, model: Model) -> Iterator[None]:
        if self.options.offline:
            raise HubRefused(f"HF_HUB_OFFLINE is set: nobody is asked for {model.repo}.", "Unset it to fetch.")
        try:
            yield
        except httpx.HTTPError as error:
            raise DownloadFailed(
                f"{self.options.endpoint} does not answer: {error or type(error).__name__}.",
                "Look at the network and call again: it goes on where it stopped.",
            ) from error


def _check(answer: httpx.Response, model: Model) -> None:
    match answer.status_code:
        case 200 | 206:
            return
        case 401 | 403:
            raise HubRefused(
                f"The hub wants to know who asks for {model.repo}.",
                "Accept its licence on its page there, and set HF_TOKEN to a token of your account.",
            )
        case 404:
            raise HubRefused(f"The hub has no {model.repo} at {model.revision}.", "It may have moved.")
        case code:
            raise DownloadFailed(f"The hub answers {code} for {model.repo}.", "Try again later.")


def _read(answer: httpx.Response, model: Model) -> Listing:
    try:
        said = answer.json()
        files = tuple(_file(sibling) for sibling in said["siblings"])
        commit = str(said["sha"])
    except (ValueError, KeyError, TypeError) as error:
        raise DownloadFailed(
            f"The hub's list of {model.repo} makes no sense: {error}.", "Is HF_ENDPOINT a hub?"
        ) from error
    if not _DIGEST["git"].fullmatch(commit) or not all(_SAFE.fullmatch(file.path) for file in files):
        raise DownloadFailed(f"The hub's list of {model.repo} names files that cannot be.", "Is HF_ENDPOINT a hub?")
    return Listing(commit, files)


def _file(sibling: Mapping[str, Any]) -> HubFile:
    large = sibling.get("lfs")
    kind, digest = ("sha256", str(large["sha256"])) if large else ("git", str(sibling["blobId"]))
    if not _DIGEST[kind].fullmatch(digest):
        raise ValueError(f"{digest[:80]!r} is no checksum")
    return HubFile(str(sibling["rfilename"]), int(large["size"] if large else sibling["size"]), kind, digest)


def _kept_token() -> str | None:
    """What the field's own login left."""
    home = Path(os.environ.get("HF_HOME") or "~/.cache/huggingface").expanduser()
    try:
        return (home / "token").read_text("ascii").strip() or None
    except (OSError, ValueError):
        return None
