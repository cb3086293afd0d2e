from __future__ import annotations

from importlib.metadata import EntryPoint, EntryPoints

import pytest

from dreamwindow import plugins
from dreamwindow.errors import UnknownName

GROUP = "dreamwindow.engines"


@pytest.fixture
def broken(monkeypatch: pytest.MonkeyPatch) -> None:
    """One plugin that works and one that does not, as another package would bring them."""
    entries = EntryPoints(
        [
            EntryPoint("procedural", "dreamwindow.engines.procedural:create", GROUP),
            EntryPoint("broken", "no_such_module:create", GROUP),
        ]
    )
    monkeypatch.setattr(plugins, "entry_points", lambda **wanted: entries.select(**wanted))


def test_the_built_ins_come_through_the_same_door_as_strangers() -> None:
    assert plugins.names("dreamwindow.modes") == ["hybrid", "img2img", "interpolate"]
    assert callable(plugins.load(GROUP, "procedural"))


def test_an_unknown_name_says_the_nearest_right_one() -> None:
    with pytest.raises(UnknownName, match=r"There is no engine 'procedual'\.\nDid you mean 'procedural'\?"):
        plugins.load(GROUP, "procedual")


@pytest.mark.usefixtures("broken")
def test_a_broken_plugin_is_reported_and_harms_nothing() -> None:
    found = {plugin.name: plugin.error for plugin in plugins.inspect([GROUP])}
    assert found["procedural"] is None
    assert "no_such_module" in (found["broken"] or "")
    assert callable(plugins.load(GROUP, "procedural"))
