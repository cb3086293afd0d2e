"""Why a prompt was refused, or why it failed, as a person would say it."""

from __future__ import annotations

from collections.abc import Mapping

from dreamwindow.engines.comfyui.loose import mapping, sequence, text
from dreamwindow.engines.comfyui.messages import Failed, Interrupted
from dreamwindow.errors import EngineError, EngineUnavailable, GenerationFailed, InvalidRecipe

_SHOWN = 12
_OUT_OF_MEMORY = ("OutOfMemory", "out of memory")


def rejected(answer: object) -> InvalidRecipe:
    """What ``POST /prompt`` said with 400: which node, which input, what is allowed. Never worth trying again."""
    error = mapping(mapping(answer).get("error"))
    problems = node_problems(mapping(answer).get("node_errors"))
    if problems:
        return InvalidRecipe(f"ComfyUI refuses the workflow: {problems}")
    words = [text(error.get("message")).rstrip("."), text(error.get("details"))]
    said = ": ".join(word for word in words if word) or "it does not say why"
    if "class_type property" in said and ("'#nodes'" in said or "'#links'" in said):
        return InvalidRecipe(
            "The workflow is in the format of ComfyUI's editor.",
            "Export it with Workflow > Export (API), and name that file.",
        )
    return InvalidRecipe(f"ComfyUI refuses the workflow: {said}.", _remedy(said))


def node_problems(node_errors: object) -> str:
    """``KSampler (node 3): steps is 0; …`` for each node; empty if there is none."""
    lines = []
    for node_id, said in mapping(node_errors).items():
        kind = text(mapping(said).get("class_type"), "node")
        reasons = [_problem(mapping(problem)) for problem in sequence(mapping(said).get("errors"))]
        lines.append(f"{kind} (node {node_id}): {'; '.join(reasons)}.")
    return " ".join(lines)


def _problem(problem: Mapping[str, object]) -> str:
    extra = mapping(problem.get("extra_info"))
    name, given = text(extra.get("input_name")), extra.get("received_value")
    allowed = _allowed(sequence(extra.get("input_config")))
    match text(problem.get("type")):
        case "value_not_in_list":
            return f"{name} {given!r} is not there" + (f"; there is {allowed}" if allowed else "")
        case "value_smaller_than_min" | "value_bigger_than_max" | "invalid_input_type":
            return f"{name} is {given!r}, allowed is {allowed}"
        case "required_input_missing":
            return f"{name} is missing"
        case "return_type_mismatch":
            return f"{name} takes {allowed}, not {text(extra.get('received_type'))}"
        case _:
            words = (text(problem.get("message")), text(problem.get("details")))
            return ": ".join(word for word in words if word) or "something is wrong"


def _allowed(config: object) -> str:
    """What an input takes, from its entry in ``/object_info``."""
    kind, limits = (*sequence(config), None, None)[:2]
    if isinstance(kind, list):
        return listed([str(choice) for choice in kind])
    low, high = mapping(limits).get("min"), mapping(limits).get("max")
    said = {"INT": "a whole number", "FLOAT": "a number"}.get(text(kind), text(kind))
    return f"{said} from {low} to {high}" if low is not None and high is not None else said


def listed(names: list[str]) -> str:
    """Some names on one line; what there is too much of is counted."""
    if not names:
        return "none at all"
    more = f" and {len(names) - _SHOWN} more" if len(names) > _SHOWN else ""
    return ", ".join(names[:_SHOWN]) + more


def _remedy(said: str) -> str:
    if "does not exist" in said:
        return "Update ComfyUI, or install the custom node that has it."
    return "`dreamwindow doctor --comfyui URL` tells what the server has."


def failed(end: Failed | Interrupted) -> EngineError:
    """What a prompt that ended badly is to us."""
    if isinstance(end, Interrupted):
        return GenerationFailed("Somebody interrupted the picture in ComfyUI.", "It goes on with the next one.")
    where = f"{end.node_type or 'A node'} (node {end.node})"
    reason = (end.exception_message or end.exception_type or "no reason given").splitlines()[0].rstrip(".")
    if any(word in end.exception_type + end.exception_message for word in _OUT_OF_MEMORY):
        return EngineUnavailable(f"ComfyUI is out of memory in {where}.", "Make the pictures smaller, or free its GPU.")
    return GenerationFailed(f"{where} failed in ComfyUI: {reason}.", "Its own log says more.")
