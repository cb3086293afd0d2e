"""API keys: made on request, shown once, kept as hashes in a file that only its owner may read.

A key is ``dw_``, eight hexadecimal digits by which it is known, ``_``, and 32 random bytes in base64url. Nobody guesses
that, so that a plain SHA-256 keeps it: what is slow on purpose protects words that people choose.
"""

from __future__ import annotations

import hmac
import secrets
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import Annotated

from platformdirs import user_config_path
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from dreamwindow.errors import ConfigError, UnknownName
from dreamwindow.files import atomic_write, ensure_directory_exists
from dreamwindow.files.exclusive import exclusive

PREFIX = "dw_"


def keys_file() -> Path:
    """One for all servers of this user."""
    return user_config_path("dreamwindow", appauthor=False) / "keys.json"


class ApiKey(BaseModel):
    """What is kept of a key."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: str
    name: str
    digest: str
    made_at: datetime


class KeyRing(BaseModel):
    """All keys that let somebody in. ``cookie_secret`` signs the cookies of who logged in with one (hexadecimal)."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    cookie_secret: Annotated[str, Field(pattern=r"^([0-9a-f]{64})?$")] = ""
    keys: tuple[ApiKey, ...] = ()

    def find(self, shown: str) -> ApiKey | None:
        """The key that somebody showed. Takes as long for a wrong one, whatever is wrong with it."""
        digest, found = _digest(shown), None
        for key in self.keys:
            if hmac.compare_digest(digest.encode(), key.digest.encode()):
                found = key
        return found

    def known(self, id: str) -> bool:
        """Whether the key of this id was not revoked."""
        return any(key.id == id for key in self.keys)


@dataclass(frozen=True, slots=True)
class KeyFile:
    """The file of keys. Its methods block."""

    path: Path

    def read(self) -> KeyRing:
        """What is in it; no keys where there is no file. Raises `ConfigError` for one that cannot be read."""
        try:
            return KeyRing.model_validate_json(self.path.read_bytes())
        except FileNotFoundError:
            return KeyRing()
        except (OSError, ValidationError) as error:
            raise ConfigError(
                f"The keys in {self.path} cannot be read.", "Check who may read it; without it there are no keys."
            ) from error

    def add(self, name: str, now: datetime) -> str:
        """A new key, which is nowhere to be seen again. Raises `ConfigError` for a name that is taken."""
        id, shown = secrets.token_hex(4), secrets.token_urlsafe(32)
        shown = f"{PREFIX}{id}_{shown}"
        ensure_directory_exists(self.path.parent)
        with exclusive(self.path.parent):
            ring = self.read()
            if any(key.name == name for key in ring.keys):
                raise ConfigError(f"There is a key named {name!r}.", "Take another name, or revoke that one first.")
            key = ApiKey(id=id, name=name, digest=_digest(shown), made_at=now)
            self._write(KeyRing(cookie_secret=ring.cookie_secret or secrets.token_hex(32), keys=(*ring.keys, key)))
        return shown

    def revoke(self, named: str) -> ApiKey:
        """Take out the key of this id or name. Raises `UnknownName`."""
        ensure_directory_exists(self.path.parent)
        with exclusive(self.path.parent):
            ring = self.read()
            gone = next((key for key in ring.keys if named in (key.id, key.name)), None)
            if gone is None:
                raise UnknownName(f"There is no key {named!r}.", "`dreamwindow key list` says which there are.")
            self._write(ring.model_copy(update={"keys": tuple(key for key in ring.keys if key != gone)}))
        return gone

    def _write(self, ring: KeyRing) -> None:
        atomic_write(ring.model_dump_json(indent=1).encode(), self.path, mode=0o600)


def _digest(shown: str) -> str:
    return sha256(shown.encode("utf-8", "surrogatepass")).hexdigest()
