"""Whether a graph fits a server: every node, link, name, type and range, before anything is posted."""

from __future__ import annotations

from collections.abc import Iterator

from dreamwindow.engines.comfyui.catalogue import Catalogue, Input
from dreamwindow.engines.comfyui.graph import Graph, Link, Node, Value
from dreamwindow.engines.comfyui.rejections import listed

_ANY = "*"


def problems(graph: Graph, catalogue: Catalogue) -> list[str]:
    """What the server would object to, one sentence each; empty if it would take the graph."""
    found = [said for node_id, node in graph.nodes.items() for said in _node(graph, catalogue, node_id, node)]
    ends = [n for n, node in graph.nodes.items() if _is_end(catalogue, node)]
    return found if ends or found else ["The workflow saves no picture."]


def _node(graph: Graph, catalogue: Catalogue, node_id: str, node: Node) -> Iterator[str]:
    where = f"{node.class_type} (node {node_id})"
    if node.class_type not in catalogue:
        yield f"{where}: the server has no such node."
        return
    inputs = catalogue.classes[node.class_type].inputs
    for name, taken in inputs.items():
        if taken.required and name not in node.inputs:
            yield f"{where}: {name} is missing."
    for name, value in node.inputs.items():
        if name not in inputs:
            yield f"{where}: it has no input {name}, but {listed(list(inputs))}."
        elif (wrong := _value(graph, catalogue, inputs[name], value)) is not None:
            yield f"{where}: {name} {wrong}."


def _value(graph: Graph, catalogue: Catalogue, taken: Input, value: Value) -> str | None:
    if isinstance(value, Link):
        return _link(graph, catalogue, taken, value)
    match taken.kind:
        case "COMBO":
            fits = value in taken.choices or taken.open_choice
            return None if fits else f"{value!r} is not there; there is {listed(list(taken.choices))}"
        case "INT":
            return _number(taken, value) if isinstance(value, int) and not isinstance(value, bool) else _not(value)
        case "FLOAT":
            return _number(taken, value) if isinstance(value, int | float) and value is not True else _not(value)
        case "STRING":
            return None if isinstance(value, str) else _not(value)
        case "BOOLEAN":
            return None if isinstance(value, bool) else _not(value)
        case kind:
            return f"is {value!r}, but takes {kind} from another node"


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
    return None if given == taken.kind or _ANY in (given, taken.kind) else f"takes {taken.kind}, not {given}"


def _number(taken: Input, value: float) -> str | None:
    low, high = taken.low, taken.high
    fits = (low is None or value >= low) and (high is None or value <= high)
    return None if fits else f"is {value}, allowed is {low} to {high}"


def _not(value: Value) -> str:
    return f"is {value!r}, which is of the wrong type"


def _is_end(catalogue: Catalogue, node: Node) -> bool:
    return node.class_type in catalogue and catalogue.classes[node.class_type].output_node
