"""The trial of the page's heap, at small n."""

from __future__ import annotations

from pathlib import Path

import pytest

from trials import page_heap


@pytest.mark.browser
@pytest.mark.slow
def test_the_page_holds_on_to_nothing_and_a_page_that_hoards_is_noticed(chromium: Path, workspace: Path) -> None:
    assert page_heap.main(["--frames", "1000"]) == 0
