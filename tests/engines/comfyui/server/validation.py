"""What ``POST /prompt`` refuses, and in which words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from tests.engines.comfyui.server import nodes
from tests.engines.comfyui.server.nodes import Disk
from tests.engines.comfyui.server.wire import Response

_NO_CLASS = "Cannot execute because a node is missing the class_type property."


def error(kind: str, message: str, details: str, node_errors: Mapping[str, Any] | None = None) -> Response:
    """A refusal."""
    said = {"type": kind, "message": message, "details": details, "extra_info": {}}
    return Response.of({"error": said, "node_errors": node_errors or {}}, 400)


def broken(prompt: Mapping[str, Any], info: Mapping[str, Any]) -> Response | None:
    """What is wrong with the prompt as a whole."""
    for node_id, node in prompt.items():
        if not isinstance(node, dict) or "class_type" not in node:
            return error("invalid_prompt", _NO_CLASS, f"Node ID '#{node_id}'")
        if node["class_type"] not in info:
            message = f"Cannot execute because node {node['class_type']} does not exist."
            return error("invalid_prompt", message, f"Node ID '#{node_id}'")
    return None if nodes.ends(prompt) else error("prompt_no_outputs", "Prompt has no outputs", "")


def node_errors(prompt: nodes.Prompt, info: Mapping[str, Any], disk: Disk) -> dict[str, Any]:
    """What is wrong with each node, and which outputs cannot run for it."""
    found: dict[str, Any] = {}
    for end in nodes.ends(prompt):
        for node_id in nodes.order(prompt, [end]):
            errors = list(_errors(prompt[node_id], info[prompt[node_id]["class_type"]], disk))
            if errors:
                said = {"errors": errors, "dependent_outputs": [], "class_type": prompt[node_id]["class_type"]}
                found.setdefault(node_id, said)["dependent_outputs"].append(end)
    return found


def _errors(node: Mapping[str, Any], info: Mapping[str, Any], disk: Disk) -> Iterator[dict[str, Any]]:
    for name, config in info["input"]["required"].items():
        value = node["inputs"].get(name)
        extra = {"input_name": name, "input_config": config, "received_value": value}
        limits = config[1] if len(config) > 1 else {}
        if name not in node["inputs"]:
            yield _problem("required_input_missing", "Required input is missing", name, {"input_name": name})
        elif node["class_type"] == "LoadImage":
            if disk.find(value) is None:
                details = f"image - Invalid image file: {value}"
                yield _problem("custom_validation_failed", "Custom validation failed for node", details, extra)
        elif isinstance(config[0], list) and value not in config[0]:
            yield _problem("value_not_in_list", "Value not in list", f"{name}: {value!r} not in {config[0]}", extra)
        elif "min" in limits and not isinstance(value, list) and value < limits["min"]:
            yield _problem("value_smaller_than_min", f"Value {value} smaller than min", name, extra)


def _problem(kind: str, message: str, details: str, extra: dict[str, Any]) -> dict[str, Any]:
    return {"type": kind, "message": message, "details": details, "extra_info": extra}
