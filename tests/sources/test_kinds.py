"""Videos, folders and addresses as sources: each opened, read to its end and closed."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import numpy as np
import pytest

from dreamwindow.contracts.source import Source, SourceOptions, SourcePicture
from dreamwindow.errors import ConfigError, SourceFailed, UnknownName
from dreamwindow.imaging.codec import encode_png
from dreamwindow.model.frame import Pixels
from dreamwindow.outputs.video import encode_mp4
from dreamwindow.sources.addresses import PROTOCOLS, checked, shown
from dreamwindow.sources.folder import Folder
from dreamwindow.sources.kinds import kind_of, maker
from dreamwindow.sources.video import Video


def grey(value: int, side: int = 32) -> Pixels:
    return np.full((side, side, 3), value, np.uint8)


@pytest.fixture(scope="module")
def film() -> bytes:
    return encode_mp4((grey(10 * number), number / 10) for number in range(1, 13))


@pytest.fixture
def folder(tmp_path: Path, film: bytes) -> Path:
    (tmp_path / "film.mp4").write_bytes(film)
    return tmp_path


def options(folder: Path, place: str, picture_s: float = 1.0) -> SourceOptions:
    return SourceOptions(place=place, base_dir=folder, picture_s=picture_s, patience_s=3)


def pictures(source: Source) -> list[SourcePicture]:
    with source:
        return list(iter(source.read, None))


def test_a_video_gives_its_pictures_at_their_times(folder: Path) -> None:
    given = pictures(Video(options(folder, "film.mp4")))
    assert [round(picture.at_s or 0, 3) for picture in given] == [round(number / 10, 3) for number in range(12)]
    assert [abs(float(picture.pixels.mean()) - 10 * number) < 4 for number, picture in enumerate(given, 1)] == [
        True
    ] * 12


def test_a_folder_gives_each_picture_for_its_time_in_the_order_of_names(tmp_path: Path) -> None:
    for name, value in (("b.png", 2), ("a.png", 1), ("c.txt", 3)):
        (tmp_path / name).write_bytes(encode_png(grey(value)))
    (tmp_path / "aa.png").write_bytes(b"broken")
    given = pictures(Folder(options(tmp_path, ".", picture_s=0.3)))
    assert [int(picture.pixels[0, 0, 0]) for picture in given] == [1, 1, 1, 2, 2, 2]
    assert [round(picture.at_s or 0, 3) for picture in given] == [0, 0.1, 0.2, 0.3, 0.4, 0.5]


@pytest.fixture
def server(folder: Path) -> Iterator[str]:
    class Quiet(SimpleHTTPRequestHandler):
        def log_message(self, format: str, *args: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(folder))) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()


def test_a_video_at_an_address_is_read(folder: Path, server: str) -> None:
    assert len(pictures(Video(options(folder, f"{server}/film.mp4")))) == 12


def test_a_playlist_from_elsewhere_opens_no_file_of_this_machine(folder: Path, server: str) -> None:
    lines = ["#EXTM3U", "#EXT-X-TARGETDURATION:9", "#EXTINF:9,", (folder / "film.mp4").as_uri(), "#EXT-X-ENDLIST", ""]
    (folder / "list.m3u8").write_text("\n".join(lines))
    with pytest.raises(SourceFailed):
        pictures(Video(options(folder, f"{server}/list.m3u8")))


def test_a_playlist_that_stays_where_it_came_from_is_read(folder: Path, server: str) -> None:
    """The control to the one above."""
    (folder / "list.m3u8").write_text("#EXTM3U\n#EXT-X-TARGETDURATION:9\n#EXTINF:9,\nfilm.mp4\n#EXT-X-ENDLIST\n")
    assert len(pictures(Video(options(folder, f"{server}/list.m3u8")))) == 12


@pytest.mark.parametrize("place", ["gone.mp4", "text.mp4", "http://127.0.0.1:9/film.mp4", "rtsp://127.0.0.1:9/door"])
def test_what_cannot_be_read_is_said_to_be_tried_again(folder: Path, place: str) -> None:
    (folder / "text.mp4").write_text("no film" * 100)
    with pytest.raises(SourceFailed, match="cannot be read"):
        pictures(Video(options(folder, place)))


def test_an_empty_folder_is_said(tmp_path: Path) -> None:
    with pytest.raises(SourceFailed, match="no picture"):
        pictures(Folder(options(tmp_path, ".")))
    with pytest.raises(SourceFailed, match="cannot be read"):
        pictures(Folder(options(tmp_path, "gone")))


@pytest.mark.parametrize("place", ["file:///etc/passwd", "concat:a|b://c", "ftp://example.org/a", "http:///a"])
def test_other_addresses_are_refused(place: str) -> None:
    with pytest.raises(ConfigError):
        checked(place)


def test_no_address_opens_files() -> None:
    assert not any("file" in protocols.split(",") for protocols in PROTOCOLS.values())


def test_secrets_in_addresses_are_not_shown() -> None:
    assert shown("rtsp://me:secret@camera.local:554/door?token=secret") == "rtsp://camera.local:554/door"
    assert shown("films/cat.mp4") == "films/cat.mp4"


@pytest.mark.parametrize("place", ["http://me:secret", "http://x:99999/secret", "https://[::1/secret"])
def test_a_host_or_port_that_cannot_be_read_is_said_without_it(place: str) -> None:
    with pytest.raises(ConfigError, match="host or port") as caught:
        checked(place)
    assert "secret" not in f"{caught.value}{shown(place)}"


def test_an_address_that_never_answers_is_said(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        place = f"http://127.0.0.1:{silent.getsockname()[1]}/film.mp4"
        with pytest.raises(SourceFailed, match=r"nothing came for 0\.1 s"):
            pictures(Video(replace(options(tmp_path, place), patience_s=0.1)))


def test_the_kind_is_seen_from_the_place(folder: Path) -> None:
    assert [kind_of(options(folder, place)) for place in (".", "film.mp4", "rtsp://a/b")] == [
        "folder",
        "video",
        "video",
    ]
    assert (maker("folder"), maker("video")) == (Folder, Video)
    with pytest.raises(UnknownName):
        maker("ndi")
