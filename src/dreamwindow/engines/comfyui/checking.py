"""Whether a server would take a graph: every node, link, type and range, before anything is posted."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from dreamwindow.engines.comfyui.catalogue import Catalogue, Input
from dreamwindow.engines.comfyui.graph import Graph, Link, Node
from dreamwindow.engines.comfyui.rejections import listed

_ANY = "*"


def problems(graph: Graph, catalogue: Catalogue) -> list[str]:
    """What the server would object to, one sentence each; empty if it would take the graph."""
    found = [said for node_id, node in graph.nodes.items() for said in _node(graph, catalogue, node_id, node)]
    ends = [n for n, node in graph.nodes.items() if _is_end(catalogue, node)]
    return found if ends or found else ["The workflow saves no picture."]


def _node(graph: Graph, catalogue: Catalogue, node_id: str, node: Node) -> Iterator[str]:
    """What is given beyond what the class takes is passed over, as the server does: editors leave such things."""
    where = f"{node.class_type} (node {node_id})"
    if node.class_type not in catalogue:
        yield f"{where}: the server has no such node."
        return
    for name, taken in catalogue.classes[node.class_type].inputs.items():
        if name not in node.inputs:
            if taken.required:
                yield f"{where}: {name} is missing."
        elif (wrong := _value(graph, catalogue, taken, node.inputs[name])) is not None:
            yield f"{where}: {name} {wrong}."


def _value(graph: Graph, catalogue: Catalogue, taken: Input, value: object) -> str | None:
    if isinstance(value, Link):
        return _link(graph, catalogue, taken, value)
    if isinstance(value, list):
        return f"is {value!r}, which is no link"
    match taken.kind:
        case "COMBO":
            fits = value in taken.choices or taken.open_choice
            return None if fits else f"{value!r} is not there; there is {listed([str(c) for c in taken.choices])}"
        case "INT":
            return _number(taken, value, int)
        case "FLOAT":
            return _number(taken, value, float)
        case _:  # the server makes a text of anything, and leaves to a custom node what that takes
            return None


def _link(graph: Graph, catalogue: Catalogue, taken: Input, link: Link) -> str | None:
    source = graph.nodes.get(link.node)
    if source is None:
        return f"links to node {link.node}, which is not there"
    if source.class_type not in catalogue:
        return None  # said at that node
    outputs = catalogue.classes[source.class_type].outputs
    if not 0 <= link.slot < len(outputs):
        return f"links to output {link.slot} of {source.class_type}, which has {len(outputs)}"
    given = outputs[link.slot]
    return None if _goes_with(given, taken.kind) else f"takes {taken.kind}, not {given}"


def _goes_with(given: str, taken: str) -> bool:
    """Either may be several types, with commas between, or any."""
    givens, takens = ({kind.strip() for kind in kinds.split(",")} for kinds in (given, taken))
    return not givens.isdisjoint(takens) or _ANY in givens | takens


def _number(taken: Input, value: Any, kind: Callable[[Any], float]) -> str | None:
    """The server makes a number of what can be one: 20 of ``"20"``."""
    try:
        number = kind(value)
    except (TypeError, ValueError, OverflowError):
        return f"is {value!r}, which is no number"
    low, high = taken.low, taken.high
    fits = (low is None or number >= low) and (high is None or number <= high)
    return None if fits else f"is {value}, allowed is {low} to {high}"


def _is_end(catalogue: Catalogue, node: Node) -> bool:
    return node.class_type in catalogue and catalogue.classes[node.class_type].output_node
