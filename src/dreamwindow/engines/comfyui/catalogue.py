"""What a server has: its node classes, what they take and give, which files and samplers there are."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from dreamwindow.engines.comfyui.loose import mapping, number, sequence, text, texts


@dataclass(frozen=True, slots=True)
class Input:
    """One input of a node class.

    ``kind`` is a type (``INT``, ``MODEL`` …), or ``COMBO`` with its ``choices``, mostly texts; ``open_choice`` says
    that other choices may be right too (files that are uploaded). ``low`` and ``high`` bound numbers.
    """

    kind: str
    required: bool
    choices: tuple[object, ...] = ()
    open_choice: bool = False
    low: float | None = None
    high: float | None = None

    @classmethod
    def read(cls, entry: object, *, required: bool) -> Input:
        """Read ``[kind, limits]``, where an older server puts the choices in place of the kind."""
        kind, said = (*sequence(entry), None, None)[:2]
        limits = mapping(said)
        listed = sequence(kind) if isinstance(kind, list) else sequence(limits.get("options"))
        bounds = [number(limits[name]) if name in limits else None for name in ("min", "max")]
        return cls(
            kind="COMBO" if isinstance(kind, list) else text(kind),
            required=required,
            choices=tuple(listed),
            open_choice=any(name == "remote" or name.endswith("upload") for name in limits),
            low=bounds[0],
            high=bounds[1],
        )


@dataclass(frozen=True, slots=True)
class NodeClass:
    """What a node class takes and gives; an ``output_node`` is an end of a graph."""

    inputs: Mapping[str, Input]
    outputs: tuple[str, ...]
    output_node: bool

    @classmethod
    def read(cls, info: object) -> NodeClass:
        """Read one entry of ``/object_info``."""
        said = mapping(mapping(info).get("input"))
        inputs = {
            name: Input.read(entry, required=group == "required")
            for group in ("required", "optional")
            for name, entry in mapping(said.get(group)).items()
        }
        outputs = tuple(kind if isinstance(kind, str) else "COMBO" for kind in sequence(mapping(info).get("output")))
        return cls(inputs, outputs, mapping(info).get("output_node") is True)


@dataclass(frozen=True, slots=True)
class Catalogue:
    """Node classes by name; a name that was asked for and is not in it does not exist on that server."""

    classes: Mapping[str, NodeClass]

    @classmethod
    def read(cls, answer: object) -> Catalogue:
        """Read ``/object_info``."""
        return cls({name: NodeClass.read(info) for name, info in mapping(answer).items()})

    def __contains__(self, class_type: object) -> bool:
        return class_type in self.classes

    def choices(self, class_type: str, name: str) -> tuple[str, ...]:
        """The names that may be chosen for an input; nothing if there is no such class."""
        found = self.classes.get(class_type)
        return texts([*found.inputs[name].choices]) if found is not None and name in found.inputs else ()
