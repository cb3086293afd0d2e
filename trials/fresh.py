"""A machine as a newcomer has it: an empty home, empty caches, a Python with pip, and no Node anywhere on the PATH."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import venv
from pathlib import Path

TOOLS = ("sh", "env", "git", "uname", "dirname", "realpath")
"""What is linked into the newcomer's PATH beside Python; the last two because uv's own launchers call them."""
PASSED = ("PIP_", "UV_", "SSL_", "npm_config_")
PASSED_WHOLE = {
    "CURL_CA_BUNDLE", "GIT_SSL_CAINFO", "NODE_EXTRA_CA_CERTS", "REQUESTS_CA_BUNDLE", "HTTP_PROXY", "HTTPS_PROXY",
    "NO_PROXY", "http_proxy", "https_proxy", "no_proxy", "LANG", "LC_ALL", "TMPDIR", "TZ",
}  # fmt: skip
"""How this machine reaches its registries is no part of the trial: proxies, certificates and indexes pass through."""
HELD_BACK = {
    "PIP_CACHE_DIR", "PIP_USER", "UV_CACHE_DIR", "UV_PROJECT", "UV_PROJECT_ENVIRONMENT", "UV_RUN_RECURSION_DEPTH",
    "npm_config_cache",
}  # fmt: skip
"""What would lead back to this machine's own caches and environments."""


class NodeInReach(AssertionError):
    """The machine is not as bare as the trial says."""


def fresh_machine(folder: Path) -> dict[str, str]:
    """Make one in ``folder``; the environment to run commands in. Raises `NodeInReach`."""
    home, tools, python = folder / "home", folder / "bin", folder / "python"
    for made in (home, tools):
        made.mkdir(parents=True)
    for name in TOOLS:
        (tools / name).symlink_to(_required(name))
    (tools / "python3").symlink_to(Path(sys.executable).resolve())  # uv passes over a virtual environment's Python
    venv.create(python, with_pip=True)
    environment = {name: value for name, value in os.environ.items() if _passes(name)}
    environment |= {"HOME": str(home), "PATH": os.pathsep.join([str(python / "bin"), str(tools)])}
    assert_no_node(environment)
    return environment


def assert_no_node(environment: dict[str, str]) -> None:
    """Raise `NodeInReach` if ``command -v node`` or npm succeeds there."""
    for name in ("node", "npm"):
        found = subprocess.run(
            ["/bin/sh", "-c", f"command -v {name}"], env=environment, capture_output=True, check=False
        )
        if found.returncode == 0:
            raise NodeInReach(f"{name} is on the PATH: {found.stdout.decode().strip()}")


def _passes(name: str) -> bool:
    return name in PASSED_WHOLE or (name.startswith(PASSED) and name not in HELD_BACK)


def _required(name: str) -> Path:
    found = shutil.which(name)
    if found is None:
        raise FileNotFoundError(f"{name} is not on the PATH.")
    return Path(found).resolve()
