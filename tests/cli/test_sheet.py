from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from dreamwindow.cli.lexicon import lexicon
from dreamwindow.errors import ConfigError
from dreamwindow.imaging.codec import load_image


@pytest.mark.parametrize("name", ["sheet.png", "sheet.webp", "sheet.jpg"])
def test_a_prompt_is_drawn_from_a_few_seeds(name: str, tmp_path: Path) -> None:
    path = tmp_path / "sheets" / name
    result = CliRunner().invoke(lexicon, ["misty forest", "--sheet", str(path)])
    assert result.exit_code == 0
    assert load_image(path).shape == (320, 1024, 3)


def test_a_name_that_is_no_picture_s_is_refused(tmp_path: Path) -> None:
    result = CliRunner().invoke(lexicon, ["lake", "--sheet", str(tmp_path / "x.txt")])
    assert isinstance(result.exception, ConfigError)
    assert list(tmp_path.iterdir()) == []
