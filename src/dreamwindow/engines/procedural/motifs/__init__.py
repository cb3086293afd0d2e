"""What can be in a picture: each motif reads its numbers from the scene once, then draws band by band."""

from __future__ import annotations

from collections.abc import Callable

from dreamwindow.engines.procedural.canvas import Layers
from dreamwindow.engines.procedural.motifs import (
    castle,
    coral,
    cosmos,
    creatures,
    festive,
    forest,
    geometry,
    glow,
    julia,
    land,
    machines,
    mandala,
    patterns,
    places,
    plants,
    reef,
    sea,
    sky,
    water,
    weather,
)
from dreamwindow.engines.procedural.scene import MotifPlan, Paint, PaintRows, Scene
from dreamwindow.engines.procedural.style import Motif

_LEAST = 0.02
_SCENERY: tuple[tuple[tuple[Motif, ...], MotifPlan], ...] = (
    (("facet",), geometry.facet),
    (("julia",), julia.julia),
    (("silk",), patterns.silk),
    (("contour",), patterns.contour),
    (("filament",), glow.filament),
    (("caustic",), reef.caustic),
    (("aurora",), sky.aurora),
    (("spiral",), cosmos.spiral),
    (("star",), sky.star),
    (("orb",), sky.orb),
    (("planet",), cosmos.planet),
    (("bolt",), weather.bolt),
    (("smoke",), glow.embers),
    (("mandala",), mandala.mandala),
    (("circuit",), machines.circuit),
    (("gear",), machines.gear),
    (("arch",), places.arch),
    (("bird",), sky.bird),
    (("firework",), festive.firework),
    (("ridge", "city"), land.land),
    (("castle",), castle.castle),
    (("fall",), sea.fall),
    (("wave",), sea.wave),
    (("grid",), patterns.grid),
    (("lantern",), festive.lantern),
    (("spark",), glow.spark),
    (("trunk",), forest.trunk),
    (("eye",), creatures.eye),
    (("figure",), creatures.figure),
)
_FOREGROUND: tuple[tuple[Motif, Callable[[Scene], PaintRows]], ...] = (
    ("grass", plants.grass),
    ("flower", plants.flower),
    ("coral", coral.coral),
    ("kelp", reef.kelp),
    ("cat", creatures.cat),
    ("rain", weather.rain),
    ("snow", weather.snow),
    ("cave", places.cave),
    ("leaf", forest.leaf),
    ("bokeh", festive.bokeh),
)


def scenery(scene: Scene) -> list[Paint]:
    """What stands in the picture and can be mirrored, back to front."""
    return [plan(scene) for motifs, plan in _SCENERY if _shown(scene, motifs)]


def foreground(scene: Scene, whole: Layers) -> list[PaintRows]:
    """What lies before it: the mirror of all that is in ``whole``, then what is near."""
    water_paint = [water.mirror(scene, whole)] if _shown(scene, ("water",)) else []
    return water_paint + [plan(scene) for motif, plan in _FOREGROUND if _shown(scene, (motif,))]


def _shown(scene: Scene, motifs: tuple[Motif, ...]) -> bool:
    return any(scene.style.excess(motif) > _LEAST for motif in motifs)
