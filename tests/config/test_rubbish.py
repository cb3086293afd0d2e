"""Whatever a config file holds, it is read or refused with a `ConfigError`; nothing else ever comes out."""

from __future__ import annotations

from pathlib import Path

from hypothesis import example, given, settings
from hypothesis import strategies as st

from dreamwindow.config.allowed import allowed, every_setting, known
from dreamwindow.config.load import load
from dreamwindow.config.tree import KeyPath
from dreamwindow.errors import ConfigError

KEYS = st.sampled_from([".".join(key).rpartition(".")[2] for key in every_setting()])
PIECES = st.sampled_from([
    ": ", "\n", "  ", "- ", "[", "]", "{", "}", "&a ", "*a", "<<: ", "!!set ", "!!python/object:os.system ", "? ", "|",
    "'", '"', "#", "---\n", "...", "\t", "%YAML 9.9\n", "null", ".nan", ".inf", "1e999", "2001-99-99", "0x", "!", "@",
])  # fmt: skip
TEXTS = st.lists(st.one_of(KEYS, PIECES, st.text(max_size=4), st.integers().map(str)), max_size=25).map("".join)


def refused_or_read(folder: Path, data: bytes) -> None:
    (folder / "dreamwindow.yaml").write_bytes(data)
    try:
        loaded = load(environ={}, cwd=folder)
    except ConfigError as error:
        said = str(error).splitlines()
    else:
        said = [type(loaded.config).__name__]
    assert 1 <= len(said) <= 2


def test_any_bytes(tmp_path: Path) -> None:
    folder = tmp_path

    @settings(deadline=None)
    @given(st.binary(max_size=60))
    def any_bytes(data: bytes) -> None:
        refused_or_read(folder, data)

    any_bytes()


def test_what_looks_like_yaml(tmp_path: Path) -> None:
    folder = tmp_path

    @settings(deadline=None)
    @given(TEXTS)
    @example("? [a, b]\n: 1\n")
    @example("a: " + "1" * 5000)
    @example("<<: {generation: {width: 3}}\n")
    @example("generation: !!set {width, height}\n")
    @example("x: !!timestamp 2001-99-99")
    @example("a\n---\nb\n")
    @example("generation: {[1]: 2}")
    def like_yaml(text: str) -> None:
        refused_or_read(folder, text.encode("utf-8", "surrogatepass"))

    like_yaml()


@settings(deadline=None, max_examples=50)
@given(st.dictionaries(KEYS, st.recursive(st.none() | st.booleans() | st.floats() | st.text(max_size=5), st.lists)))
def test_any_values_from_flags(values: dict[str, object]) -> None:
    flags: dict[KeyPath, tuple[str, object]] = {
        ("generation", key): (f"--{key}", value) for key, value in values.items()
    }
    said = ["read"]
    try:
        load(None, flags, {}, Path("/nowhere"))
    except ConfigError as error:
        said = str(error).splitlines()
    assert 1 <= len(said) <= 2


def test_everything_that_can_be_set_says_what_is_allowed() -> None:
    settings = list(every_setting())
    assert ("server", "limits", "body_bytes") in settings
    assert all(allowed(path) and known(path) == path for path in settings)
