"""A selection as one ZIP: whatever its pictures are called, and whenever they were made."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest

from dreamwindow.library.model import ImageEntry
from dreamwindow.library.roots import SessionKey
from dreamwindow.library.zipping import Selected, zip_stream

ENTRY = ImageEntry(
    id=1, session=SessionKey("a"), name="1.png", size=4, mtime_ns=0, width=1, height=1, prompt="", seed=None,
    model=None, favourite=False, rating=None, tags=(), colours=(), problem=None,
)  # fmt: skip


def zipped(tmp_path: Path, image: ImageEntry) -> zipfile.ZipFile:
    file = tmp_path / "file"
    file.write_bytes(b"data")
    return zipfile.ZipFile(io.BytesIO(b"".join(zip_stream([Selected(image, file)]))))


@pytest.mark.parametrize(("mtime_ns", "year"), [(-(2**31) * 10**9, 1980), (2**63 - 1, 2107)])
def test_a_date_that_zip_does_not_know_breaks_no_archive(tmp_path: Path, mtime_ns: int, year: int) -> None:
    with zipped(tmp_path, replace(ENTRY, mtime_ns=mtime_ns)) as archive:
        assert archive.testzip() is None
        assert archive.infolist()[0].date_time[0] == year


def test_no_name_leads_out_of_where_it_is_unpacked_on_windows_either(tmp_path: Path) -> None:
    with zipped(tmp_path, replace(ENTRY, name="..\\..\\evil.png")) as archive:
        assert archive.namelist() == ["a/.._.._evil.png", "pictures.json"]
