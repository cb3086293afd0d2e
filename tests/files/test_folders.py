from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from dreamwindow.errors import DiskTooFull, FolderNotWritable
from dreamwindow.files import Disk, check_free_space, check_writable, ensure_directory_exists, free_bytes


class ReadOnly(Disk):
    def mkdir(self, path: Path) -> None:
        raise PermissionError(13, "Permission denied")


def test_missing_folders_are_made_and_there_ones_kept(tmp_path: Path) -> None:
    folder = tmp_path / "a" / "b"
    assert ensure_directory_exists(folder) == folder
    assert ensure_directory_exists(str(folder)) == folder
    assert folder.is_dir()


def test_a_file_in_the_way_says_what_to_do(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"")
    with pytest.raises(FolderNotWritable, match="is a file") as caught:
        ensure_directory_exists(tmp_path / "a" / "b")
    assert "Choose another folder" in caught.value.remedy


def test_a_folder_that_may_not_be_made_says_why(tmp_path: Path) -> None:
    with pytest.raises(FolderNotWritable, match="Permission denied"):
        check_writable(tmp_path / "a", disk=ReadOnly())


def test_checking_leaves_nothing(tmp_path: Path) -> None:
    check_writable(tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_free_space_is_that_of_the_nearest_folder_there_is(tmp_path: Path) -> None:
    total = shutil.disk_usage(tmp_path).total
    assert 0 < free_bytes(tmp_path / "not" / "yet") <= total


def test_too_little_space_names_both_figures(tmp_path: Path) -> None:
    check_free_space(tmp_path, 0.0)
    with pytest.raises(DiskTooFull, match=r"1e\+09 GB") as caught:
        check_free_space(tmp_path, 1e9)
    assert "--record none" in caught.value.remedy
