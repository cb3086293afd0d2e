"""Graphs as the server runs them: nodes by id, whose inputs are values or links to other nodes' outputs."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TypeAlias


@dataclass(frozen=True, slots=True)
class Link:
    """Output number ``slot`` of another node."""

    node: str
    slot: int = 0


Value: TypeAlias = str | int | float | bool | Link


@dataclass(frozen=True, slots=True)
class Node:
    """One node: its class, its inputs by name, and what a person called it."""

    class_type: str
    inputs: Mapping[str, Value]
    title: str = ""


@dataclass(slots=True)
class Graph:
    """Nodes by id, in the order they were added."""

    nodes: dict[str, Node] = field(default_factory=dict)

    def add(self, class_type: str, **inputs: Value) -> Link:
        """A new node; its first output."""
        node_id = str(len(self.nodes) + 1)
        while node_id in self.nodes:
            node_id += "_"
        self.nodes[node_id] = Node(class_type, inputs)
        return Link(node_id)

    def of_class(self, *class_types: str) -> list[str]:
        """The ids of the nodes of these classes."""
        return [node_id for node_id, node in self.nodes.items() if node.class_type in class_types]

    def ancestors(self, *roots: str) -> Graph:
        """The part of the graph that ``roots`` need, themselves included."""
        wanted, left = set[str](), [root for root in roots if root in self.nodes]
        while left:
            node_id = left.pop()
            if node_id not in wanted:
                wanted.add(node_id)
                left += [link.node for link in self.links(node_id) if link.node in self.nodes]
        return Graph({node_id: node for node_id, node in self.nodes.items() if node_id in wanted})

    def links(self, node_id: str) -> Iterator[Link]:
        """The outputs that a node takes in."""
        return (value for value in self.nodes[node_id].inputs.values() if isinstance(value, Link))

    def to_api(self) -> dict[str, object]:
        """What ``POST /prompt`` takes."""
        return {
            node_id: {
                "class_type": node.class_type,
                "inputs": {
                    name: [value.node, value.slot] if isinstance(value, Link) else value
                    for name, value in node.inputs.items()
                },
            }
            for node_id, node in self.nodes.items()
        }

    @property
    def key(self) -> str:
        """The same graph, the same key."""
        return json.dumps(self.to_api(), sort_keys=True)


@dataclass(frozen=True, slots=True)
class Workflow:
    """A graph, and the node whose pictures are wanted: at least ``count`` of them, in order."""

    graph: Graph
    output: str
    count: int = 1
