from __future__ import annotations

import os
from pathlib import Path

import pytest

from dreamwindow.sessions.watcher.filesystems import Mount, is_deaf, mount_of, mounts

HERE = [
    Mount(Path("/"), "ext4"),
    Mount(Path("/mnt"), "tmpfs"),
    Mount(Path("/mnt/c"), "9p"),
    Mount(Path("/mnt/nas"), "autofs"),
    Mount(Path("/mnt/nas"), "NFS4"),
    Mount(Path("/mnt/c/linux"), "ext4"),
]

pytestmark = pytest.mark.skipif(os.name != "posix", reason="paths as they are on POSIX")


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/home/x", "ext4"),
        ("/mnt/cc", "tmpfs"),
        ("/mnt/c/Users", "9p"),
        ("/mnt/nas/pictures", "NFS4"),
        ("/mnt/c/linux/x", "ext4"),
    ],
)
def test_the_deepest_and_last_mount_counts(path: str, kind: str) -> None:
    mount = mount_of(Path(path), HERE)
    assert mount is not None
    assert mount.kind == kind


def test_other_systems_drives_and_networks_are_deaf_whatever_the_kernel_is_called() -> None:
    deaf = {path for path in ("/home/x", "/mnt/c/Users", "/mnt/nas/x", "/mnt/c/linux") if is_deaf(Path(path), HERE)}
    assert deaf == {"/mnt/c/Users", "/mnt/nas/x"}


def test_a_network_drive_of_windows_says_so_itself() -> None:
    assert is_deaf(Path("/z/x"), [Mount(Path("/z"), "NTFS", "rw,remote")])
    assert not is_deaf(Path("/z/x"), [Mount(Path("/z"), "NTFS", "rw,fixed")])


def test_nothing_known_is_not_deaf() -> None:
    assert not is_deaf(Path("/x"), [])


def test_this_machine_has_mounts() -> None:
    assert mount_of(Path("/"), mounts()) is not None or mounts() == []
