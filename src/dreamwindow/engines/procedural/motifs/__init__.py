"""What can be in a picture: each motif reads its numbers from the scene once, then draws band by band."""

from __future__ import annotations

from collections.abc import Callable

from dreamwindow.engines.procedural.canvas import Layers
from dreamwindow.engines.procedural.motifs import geometry, glow, land, sky, water
from dreamwindow.engines.procedural.scene import MotifPlan, Paint, PaintRows, Scene
from dreamwindow.engines.procedural.style import Motif

_LEAST = 0.02
_SCENERY: tuple[tuple[tuple[Motif, ...], MotifPlan], ...] = (
    (("facet",), geometry.facet),
    (("filament",), glow.filament),
    (("caustic",), water.caustic),
    (("aurora",), sky.aurora),
    (("star",), sky.star),
    (("orb",), sky.orb),
    (("smoke",), glow.embers),
    (("ridge", "city"), land.land),
    (("spark",), glow.spark),
)
_FOREGROUND: tuple[tuple[Motif, Callable[[Scene], PaintRows]], ...] = (("rain", water.rain), ("bokeh", glow.bokeh))


def scenery(scene: Scene) -> list[Paint]:
    """What stands in the picture and can be mirrored, back to front."""
    return [plan(scene) for motifs, plan in _SCENERY if _shown(scene, motifs)]


def foreground(scene: Scene, whole: Layers) -> list[PaintRows]:
    """What lies before it: the mirror of all that is in ``whole``, then what is near."""
    water_paint = [water.mirror(scene, whole)] if _shown(scene, ("water",)) else []
    return water_paint + [plan(scene) for motif, plan in _FOREGROUND if _shown(scene, (motif,))]


def _shown(scene: Scene, motifs: tuple[Motif, ...]) -> bool:
    return any(scene.style.excess(motif) > _LEAST for motif in motifs)
