from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dreamwindow.experiments.config_loader import CfgSections, ConfigLoader, ConfigLoaderError

TABLE: list[tuple[str, Any]] = [
    ("(0,0,0)", (0, 0, 0)),
    ("[(0,0)]", [(0, 0)]),
    ("[1, 'two', None]", [1, "two", None]),
    ("{'a': 1}", {"a": 1}),
    ("None", None),
    ("1.5", 1.5),
    ("-2e3", -2000.0),
    ("60", 60),
    ("'Projector.Normal'", "Projector.Normal"),
    ('"a; b"', "a; b"),
    ("'a # b' # said", "a # b"),
    ("Dev1", "Dev1"),
    ("Dev1/port0", "Dev1/port0"),
    ("007", "007"),
    ("-007", "-007"),
    ("0", 0),
    ("0.5", 0.5),
    ("yes", True),
    ("No", False),
    ("TRUE", True),
    ("off", False),
    ("True", True),
    ("", ""),
    ("5 ; five", 5),
    ("5 # five", 5),
    ("a;b", "a;b"),
    ("a#b", "a#b"),
    ("it's ; fine", "it's"),
    ("C:\\data\\new", "C:\\data\\new"),
    ("os.system('touch evaluated')", "os.system('touch evaluated')"),
    ("__import__('os').getcwd()", "__import__('os').getcwd()"),
    ("().__class__", "().__class__"),
    ("[1].append(2)", "[1].append(2)"),
    ("lambda: 1", "lambda: 1"),
    ("f'{1}'", "f'{1}'"),
    ("1 + 1", "1 + 1"),
    ("(" * 5000 + ")" * 5000, "(" * 5000 + ")" * 5000),
    ("-" * 5000 + "1", "-" * 5000 + "1"),
    ("9" * 5000, "9" * 5000),
    ("${HOME}", "${HOME}"),
    ("%TEMP%", "%TEMP%"),
    ("a = b", "a = b"),
]


def write(folder: Path, text: str | bytes) -> Path:
    path = folder / "camstim.cfg"
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return path


@pytest.mark.parametrize(("text", "value"), TABLE, ids=lambda value: repr(value)[:30])
def test_values_are_literals_and_what_is_none_is_text(tmp_path: Path, text: str, value: Any) -> None:
    found = ConfigLoader().load(write(tmp_path, f"[Stim]\nkey = {text}\n"))["Stim"]["key"]
    assert (found, type(found)) == (value, type(value))
    assert not (Path.cwd() / "evaluated").exists()
    assert list(tmp_path.iterdir()) == [tmp_path / "camstim.cfg"]


def test_sections_are_a_dict_found_in_any_case(tmp_path: Path) -> None:
    config = ConfigLoader().load(write(tmp_path, "[Display]\nMonitor = 'Gamma1'\nframeRate: 60\n[Empty]\n"))
    assert isinstance(config, dict)
    assert list(config) == ["Display", "Empty"]
    assert config.get("display", {}) == {"Monitor": "Gamma1", "frameRate": 60}
    assert config["DISPLAY"]["FRAMERATE"] == 60
    assert list(config["display"]) == ["Monitor", "frameRate"]
    assert ConfigLoader().load(tmp_path / "camstim.cfg").get("nothing", {}) == {}
    assert "empty" in config


def test_a_value_goes_on_in_indented_lines(tmp_path: Path) -> None:
    text = "[a]\npoints = [(0, 0), ; the middle\n\n    (1, 1),\n    # none\n    (2, 2)]\nnext = 1\n"
    assert ConfigLoader().load(write(tmp_path, text))["a"] == {"points": [(0, 0), (1, 1), (2, 2)], "next": 1}


@pytest.mark.parametrize(
    "data",
    [
        b"\xef\xbb\xbf[Name]\nname = '\xc3\xa9'\n",
        b"[Name]\r\nname = '\xc3\xa9'\r\n",
        b"[Name]\rname = '\xc3\xa9'\r",
        "[Name]\nname = 'é'\n".encode("latin-1"),
        b"[Name]\nname = '\xc3\xa9'",
    ],
    ids=["BOM", "CRLF", "CR", "Latin-1", "no last line end"],
)
def test_files_as_editors_leave_them(tmp_path: Path, data: bytes) -> None:
    assert ConfigLoader().load(write(tmp_path, data)) == {"Name": {"name": "é"}}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[a]\nx = 1\n[A]\n", r"line 3: \[A\] stands there twice"),
        ("[a]\nKey = 1\nkey = 2\n", r"line 3: key in \[a\] stands there twice"),
        ("x = 1\n", "line 1: 'x' stands before"),
        ("[a]\nno setting\n", "line 2: 'no setting' is no"),
        ("[a]\n= 1\n", "line 2"),
        ("[]\n", "line 1: a section without a name"),
        ("[a\nx = 1\n", "line 1"),
        ("[a]\nx = \0\n", "line 2: this is no text"),
    ],
)
def test_a_bad_line_is_named(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(ConfigLoaderError, match=rf"camstim\.cfg {said}"):
        ConfigLoader().load(write(tmp_path, text))


def test_what_is_not_there_is_not_made(tmp_path: Path) -> None:
    for path in (tmp_path / "none.cfg", tmp_path, tmp_path / "deep" / "none.cfg", tmp_path / "a\0b"):
        with pytest.raises(ConfigLoaderError, match="cannot be read"):
            ConfigLoader().load(path)
    assert list(tmp_path.iterdir()) == []


def test_variables_of_the_environment(tmp_path: Path) -> None:
    path = write(tmp_path, "[a]\nx = ${RIG}\ny = ${NONE:-5}\nz = %RIG%\\data\nw = ${EMPTY:-full}\n")
    found = ConfigLoader().load_with_env_substitution(path, {"RIG": "rig1", "EMPTY": ""})
    assert found["a"] == {"x": "rig1", "y": 5, "z": "rig1\\data", "w": "full"}
    with pytest.raises(ConfigLoaderError, match="line 2: there is no environment variable RIG"):
        ConfigLoader().load_with_env_substitution(path, {})


def test_defaults_lie_under_and_sections_can_be_required(tmp_path: Path) -> None:
    path = write(tmp_path, "[Display]\nrate = 60\n")
    config = ConfigLoader(defaults={"display": {"RATE": 30, "monitor": "a"}, "sync": {"on": True}}).load(path)
    assert config == {"display": {"RATE": 60, "monitor": "a"}, "sync": {"on": True}}
    with pytest.raises(ConfigLoaderError, match=r"lacks \[Stim\], \[Sync\]"):
        ConfigLoader(required_sections=["Stim", "display", "Sync"]).load(path)


@pytest.mark.parametrize(
    ("type", "value"),
    [(int, 60), (float, 60.0), (str, "60")],
)
def test_a_value_of_a_type(tmp_path: Path, type: Any, value: Any) -> None:
    config = ConfigLoader().load(write(tmp_path, "[a]\nn = 60\nt = (1,2)\nw = Dev1\nb = yes\nh = 1.5\n"))
    assert config.value("A", "N", type=type) == value
    assert config.value("a", "t", type=list) == [1, 2]
    assert config.value("a", "b", type=bool) is True
    assert config.value("a", "missing", default=3) == 3
    for key, wrong in (("w", float), ("b", int), ("n", bool), ("w", list), ("t", int), ("h", int)):
        with pytest.raises(ConfigLoaderError, match=rf"{key} in \[a\] is .*, which is no {wrong.__name__}"):
            config.value("a", key, type=wrong)
    with pytest.raises(ConfigLoaderError, match=r"no missing in \[a\]"):
        config.value("a", "missing")


def test_a_subclass_adds_what_follows(tmp_path: Path) -> None:
    class WithDuration(ConfigLoader):
        def computed(self, config: CfgSections) -> dict[str, Any]:
            return {
                "duration_s": config.value("stim", "sweeps", type=int) * config.value("stim", "sweep_s", type=float)
            }

    config = WithDuration().load(write(tmp_path, "[Stim]\nsweeps = 10\nsweep_s = 1.5\n"))
    assert config["computed"] == {"duration_s": 15.0}


def test_ten_megabytes(tmp_path: Path) -> None:
    rows = "".join(f"key{n} = ({n}, 'value', None)  ; row\n" for n in range(240_000))
    config = ConfigLoader().load(write(tmp_path, f"[big]\n{rows}"))
    assert (tmp_path / "camstim.cfg").stat().st_size > 9_000_000
    assert config["big"]["KEY239999"] == (239_999, "value", None)


@given(st.one_of(st.binary(max_size=200), st.text(alphabet="[]=:;#'\"()ab0 \n\t$%{}\\-", max_size=80).map(str.encode)))
def test_rubbish_is_an_error_or_a_dict(data: bytes) -> None:
    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        path = write(Path(folder), data)
        for load in (ConfigLoader().load, lambda path: ConfigLoader().load_with_env_substitution(path, {})):
            try:
                assert isinstance(load(path), dict)
            except ConfigLoaderError as error:
                named = "camstim.cfg" in error.message
                assert named
