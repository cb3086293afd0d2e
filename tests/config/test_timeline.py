from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dreamwindow.config.timeline import parse_timeline, read_timeline
from dreamwindow.dream.prompts import Moment, Theme, Timeline
from dreamwindow.errors import ConfigError

GOOD = """\
- at: "00:05"
  prompt: a lake at dawn
- { at: 1:30, prompt: embers, negative_prompt: smoke, over: 10s }
- { at: 1:00:00.5, prompt: null }
- { at: 3700, prompt: 'city: at night' }
- { at: 62m, prompt: sea }
"""


def test_a_timeline_is_moments_in_order() -> None:
    assert parse_timeline(GOOD.encode(), "t.yaml") == Timeline(
        (
            Moment(at_s=5, theme=Theme("a lake at dawn")),
            Moment(at_s=90, theme=Theme("embers", "smoke"), over_s=10),
            Moment(at_s=3600.5, theme=None),
            Moment(at_s=3700, theme=Theme("city: at night")),
            Moment(at_s=3720, theme=Theme("sea")),
        )
    )


@pytest.mark.parametrize(
    ("text", "message", "remedy"),
    [
        ("", "t.yaml holds no moments.", "- { at:"),
        (f"- at: 1{'0' * 400}\n  prompt: x", "t.yaml line 1: at is 1000", "90 (seconds)"),
        (f"- at: {'9' * 400}h\n  prompt: x", "t.yaml line 1: at is '999", "90 (seconds)"),
        ("at: 5", "t.yaml holds no moments.", "- { at:"),
        ("- lake", "t.yaml line 1: 'lake' is no moment.", "- { at:"),
        ("- prompt: lake", "t.yaml line 1: at is missing.", '"00:05"'),
        ("- at: 5", "t.yaml line 1: prompt is missing.", "null"),
        ("- at: 5\n  promt: lake", "t.yaml line 2: there is no 'promt' here.", "Did you mean prompt?"),
        ("- at: soon\n  prompt: lake", "t.yaml line 1: at is 'soon'.", '"00:05"'),
        ("- at: true\n  prompt: lake", "t.yaml line 1: at is true.", '"00:05"'),
        ("- at: -3\n  prompt: lake", "t.yaml line 1: at is -3.", '"00:05"'),
        ("- at: 00:75\n  prompt: lake", "t.yaml line 1: at is '00:75'.", '"00:05"'),
        ("- at: 5\n  prompt: lake\n  over: slow", "t.yaml line 3: over is 'slow'.", "10s"),
        ("- at: 5\n  prompt: [lake]", "t.yaml line 2: prompt is ['lake'].", "quotes"),
        ("- at: 5\n  prompt: ''", "t.yaml line 2: The prompt is empty.", "at least one word"),
        ("- {at: 9, prompt: a}\n- {at: 9, prompt: b}", "t.yaml line 2: this moment is not later", "in order of time"),
        ("- at: 5\n   prompt: lake", "t.yaml line 2 is no YAML", "- { at:"),
        ("- at: 5\n  at: 6\n  prompt: a", "t.yaml line 2: this key stands there twice.", "Take one"),
    ],
)
def test_what_is_wrong_is_said_with_its_line_and_what_to_do(text: str, message: str, remedy: str) -> None:
    with pytest.raises(ConfigError) as error:
        parse_timeline(text.encode(), "t.yaml")
    assert error.value.message.startswith(message)
    assert remedy in error.value.remedy


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"The timeline .*night\.yaml cannot be read") as error:
        read_timeline(tmp_path / "night.yaml")
    assert "--timeline" in error.value.remedy


@given(st.binary(max_size=200))
def test_rubbish_is_refused_by_name_and_never_breaks(data: bytes) -> None:
    refused = refusal(data)
    assert refused is None or ("t.yaml" in refused.message and refused.remedy)


def refusal(data: bytes) -> ConfigError | None:
    try:
        parse_timeline(data, "t.yaml")
    except ConfigError as error:
        return error
    return None
