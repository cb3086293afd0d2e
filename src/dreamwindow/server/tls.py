"""The certificate: looked at before anything is begun."""

from __future__ import annotations

import ssl
from pathlib import Path

from dreamwindow.config.server import ServerConfig
from dreamwindow.errors import ConfigError


def placed(config: ServerConfig, folder: Path) -> ServerConfig:
    """``config`` with its files named from ``folder``, which the config's own relative paths start from."""
    files = {"tls_cert": config.tls_cert, "tls_key": config.tls_key}
    return config.model_copy(update={name: path and folder / path.expanduser() for name, path in files.items()})


def check_certificate(config: ServerConfig) -> None:
    """Raises `ConfigError` for a certificate that cannot serve. Blocks."""
    if config.tls_cert is None and config.tls_key is None:
        return
    if config.tls_cert is None or config.tls_key is None:
        raise ConfigError("A certificate and its key belong together.", "Give both --tls-cert and --tls-key.")
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    try:
        context.load_cert_chain(config.tls_cert, config.tls_key, password=lambda: "")  # asks nobody for a passphrase
    except (OSError, ValueError) as error:
        why = error.strerror or type(error).__name__ if isinstance(error, OSError) else str(error)
        raise ConfigError(
            f"The certificate {config.tls_cert} cannot be used with {config.tls_key}: {why}.",
            "Both are PEM files, the key without a passphrase.",
        ) from error
