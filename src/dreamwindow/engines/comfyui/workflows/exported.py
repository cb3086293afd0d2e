"""A person's own workflow: a file in API format, and slots that say where our words go."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from dreamwindow.engines.comfyui.graph import Graph, Link, Node, Value
from dreamwindow.engines.comfyui.loose import mapping, text
from dreamwindow.engines.comfyui.rejections import listed
from dreamwindow.errors import ConfigError

OUTPUT = "output"
SAVES = ("SaveImage", "PreviewImage", "SaveImageWebsocket")
_EXPORT = "In ComfyUI, take Workflow > Export (API), and name that file."


@dataclass(frozen=True, slots=True)
class Place:
    """One input of one node."""

    node: str
    name: str


@dataclass(frozen=True, slots=True)
class OwnWorkflow:
    """``slots`` are where our words go, by our names; ``output`` is the node whose pictures are wanted."""

    path: Path
    graph: Graph
    slots: Mapping[str, Place]
    output: str

    def value(self, slot: str) -> Value | None:
        """What stands in a slot in the file; ``None`` where there is no such slot."""
        place = self.slots.get(slot)
        return None if place is None else self.graph.nodes[place.node].inputs[place.name]

    def filled(self, words: Mapping[str, Value | None]) -> Graph:
        """The graph with some slots filled; those that are ``None`` or not there stay as they are in the file."""
        nodes = dict(self.graph.nodes)
        for slot, value in words.items():
            place = self.slots.get(slot)
            if place is not None and value is not None:
                node = nodes[place.node]
                nodes[place.node] = replace(node, inputs={**node.inputs, place.name: value})
        return Graph(nodes)


def read_own(path: Path, slots: Mapping[str, str], setting: str) -> OwnWorkflow:
    """Read a workflow and find its slots, written ``6.text`` or ``Positive.text``. Blocks; raises `ConfigError`.

    ``setting`` is what the person wrote it under, ``comfyui.txt2img`` say.
    """
    graph = _graph(path, _json(path, setting))
    places = {slot: _place(graph, where, f"{setting}.slots.{slot}") for slot, where in slots.items() if slot != OUTPUT}
    output = slots.get(OUTPUT)
    return OwnWorkflow(path, graph, places, _output(graph, output, f"{setting}.slots.{OUTPUT}"))


def _json(path: Path, setting: str) -> Mapping[str, object]:
    try:
        data: object = json.loads(path.read_bytes())
    except OSError as error:
        raise ConfigError(f"{path}, named by {setting}.file, cannot be read: {error.strerror}.", _EXPORT) from error
    except ValueError as error:
        raise ConfigError(f"{path} is not JSON.", _EXPORT) from error
    found = mapping(data)
    return mapping(found["prompt"]) if isinstance(found.get("prompt"), dict) else found


def _graph(path: Path, data: Mapping[str, object]) -> Graph:
    if "nodes" in data and "links" in data:
        raise ConfigError(f"{path} is in the format of ComfyUI's editor, which the server does not run.", _EXPORT)
    nodes = {node_id: _node(mapping(said)) for node_id, said in data.items()}
    if not nodes or not all(node.class_type for node in nodes.values()):
        raise ConfigError(f"{path} is no workflow.", _EXPORT)
    return Graph(nodes)


def _node(said: Mapping[str, object]) -> Node:
    inputs = {name: _value(value) for name, value in mapping(said.get("inputs")).items()}
    return Node(text(said.get("class_type")), inputs, text(mapping(said.get("_meta")).get("title")))


def _value(value: object) -> Value:
    if isinstance(value, list) and len(value) == 2 and isinstance(value[0], str) and isinstance(value[1], int):
        return Link(value[0], value[1])
    return value  # type: ignore[return-value]  # whatever a custom node takes goes through as it is


def _place(graph: Graph, where: str, setting: str) -> Place:
    written, _, name = where.rpartition(".")
    node_id = _find(graph, written, setting, where)
    inputs = graph.nodes[node_id].inputs
    if name not in inputs:
        raise ConfigError(f"{setting}: node {written} has no input {name!r}.", f"It has {listed(list(inputs))}.")
    return Place(node_id, name)


def _find(graph: Graph, written: str, setting: str, where: str) -> str:
    if written in graph.nodes:
        return written
    titled = [node_id for node_id, node in graph.nodes.items() if node.title == written]
    if len(titled) == 1:
        return titled[0]
    there = [f"{node_id} ({node.title or node.class_type})" for node_id, node in graph.nodes.items()]
    why = f"{len(titled)} nodes are called {written!r}" if titled else f"there is no node {written!r}"
    raise ConfigError(f"{setting}: {where!r}: {why}.", f"Write it as NODE.INPUT. There is {listed(there)}.")


def _output(graph: Graph, written: str | None, setting: str) -> str:
    if written is not None:
        return _find(graph, written, setting, written)
    ends = graph.of_class(*SAVES)
    if len(ends) != 1:
        raise ConfigError(
            f"The workflow saves pictures in {len(ends)} places.", f"Name the node to take them from in {setting}."
        )
    return ends[0]
