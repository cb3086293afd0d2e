"""A bucket: which one, how it is reached, and what its client's errors mean to us."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING

from dreamwindow.errors import MissingExtra, StorageError

if TYPE_CHECKING:
    from obstore.store import S3Config, S3Store


@dataclass(frozen=True, slots=True, kw_only=True)
class Bucket:
    """``prefix`` is a folder in it. What is ``None`` comes from the environment (``AWS_ACCESS_KEY_ID`` and so on).

    ``endpoint`` is the address of a server other than Amazon's. One request takes ``timeout_s`` at most; a server that
    fails and a connection that is lost are tried again for ``patience_s`` in all.
    """

    name: str
    prefix: str = ""
    endpoint: str | None = None
    region: str = "us-east-1"
    access_key_id: str | None = None
    secret_access_key: str | None = field(default=None, repr=False)
    timeout_s: float = 30.0
    patience_s: float = 60.0

    def open(self, below: str = "") -> S3Store:
        """A client for what lies below ``prefix/below``. It connects when it is used. Raises `MissingExtra`."""
        try:
            from obstore.store import S3Store
        except ImportError as error:
            raise MissingExtra(
                "Pictures in a bucket need the S3 client.", "Install it: pip install 'dreamwindow[s3]'"
            ) from error
        prefix = "/".join(part.strip("/") for part in (self.prefix, below) if part.strip("/"))
        return S3Store(
            self.name,
            prefix=prefix or None,
            config=self._config(),
            client_options={
                "timeout": timedelta(seconds=self.timeout_s),
                "connect_timeout": timedelta(seconds=min(10.0, self.timeout_s)),
                "allow_http": True,
            },
            retry_config={
                "retry_timeout": timedelta(seconds=self.patience_s),
                "backoff": {
                    "init_backoff": timedelta(seconds=0.1),
                    "max_backoff": timedelta(seconds=max(0.2, self.patience_s / 6)),
                },
            },
        )

    def _config(self) -> S3Config:
        config: S3Config = {"region": self.region}
        if self.endpoint is not None:
            config["endpoint"] = self.endpoint
        if self.access_key_id is not None:
            config["access_key_id"] = self.access_key_id
        if self.secret_access_key is not None:
            config["secret_access_key"] = self.secret_access_key
        return config


@contextmanager
def our_errors(doing: str) -> Iterator[None]:
    """What the client raises, as `FileNotFoundError` or as a `StorageError` that says what was being done."""
    from obstore import exceptions

    try:
        yield
    except (FileNotFoundError, exceptions.NotFoundError) as error:
        raise FileNotFoundError(doing) from error
    except (exceptions.UnauthenticatedError, exceptions.PermissionDeniedError) as error:
        raise StorageError(
            f"{doing}: the server refuses our keys.", "Check the access key, its rights and the region."
        ) from error
    except (exceptions.BaseError, OSError) as error:
        raise StorageError(
            f"{doing}: {_first_line(error)}", "Check that the server is there; it may work later."
        ) from error


def _first_line(error: Exception) -> str:
    return (str(error) or type(error).__name__).splitlines()[0][:200]
