"""ComfyUI: the graph that was run, as ``prompt``: a node by id, each input a value or a link ``[id, output]``.

A graph has no field "the prompt": it is what the sampler that leads to the picture is conditioned on, found by walking
its links. Nodes that nobody knows are walked through all the same, so that most third-party samplers are read too.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Mapping
from typing import Any, TypeAlias

from dreamwindow.sessions.foreign.facts import Facts, seed_text, tidy

Graph: TypeAlias = Mapping[str, Any]
_TEXTS = ("text", "text_g", "clip_l", "t5xxl", "text_l", "prompt", "string", "value", "wildcard_text")
_SEEDS = ("seed", "noise_seed")
_MODELS = ("ckpt_name", "unet_name", "model_name", "gguf_name")
_ENDINGS = (".safetensors", ".ckpt", ".gguf", ".pt", ".sft")
_POSITIVE, _NEGATIVE = ("positive", "conditioning", "guider"), ("negative",)
_MOST_NODES = 2_000


def facts(graph: Graph) -> Facts:
    """Read the graph; of what is no graph nothing is known but its maker."""
    nodes = {str(name): node for name, node in graph.items() if isinstance(node, dict) and "class_type" in node}
    sampler = _sampler(nodes)
    if sampler is None:
        return Facts(maker="comfyui", prompt=_first_text(nodes), model=_first(nodes, nodes, _MODELS))
    behind = list(_upstream(nodes, sampler))
    negative = _text_behind(nodes, sampler, _NEGATIVE)
    positive = _text_behind(nodes, sampler, _POSITIVE) or _first_text({name: nodes[name] for name in behind}, negative)
    return Facts(
        maker="comfyui",
        prompt=positive,
        negative_prompt=negative if negative != positive else "",
        seed=_seed(nodes, behind),
        model=_first(nodes, behind, _MODELS),
        more={name: value for name, value in _inputs(nodes[sampler]).items() if isinstance(value, (str, int, float))},
    )


def _sampler(nodes: Graph) -> str | None:
    """What the saved picture comes from: the first node behind an output that samples; else any that does."""
    outputs = [name for name, node in nodes.items() if "Save" in str(node["class_type"])]
    seen: set[str] = set()
    for output in [*outputs, *nodes]:
        for name in _upstream(nodes, output, seen):
            if _samples(nodes[name]):
                return name
    return None


def _samples(node: Mapping[str, Any]) -> bool:
    inputs = _inputs(node)
    return ("positive" in inputs and any(seed in inputs for seed in _SEEDS)) or "guider" in inputs


def _upstream(nodes: Graph, start: str, seen: set[str] | None = None) -> Iterator[str]:
    """The node and all that it is made of, the nearest first; not those that were ``seen``, which grows."""
    seen = set() if seen is None else seen
    coming = deque([start] if start not in seen else [])
    seen.add(start)
    while coming and len(seen) < _MOST_NODES:
        name = coming.popleft()
        yield name
        for link in _links(_inputs(nodes[name]).values(), nodes):
            if link not in seen:
                seen.add(link)
                coming.append(link)


def _text_behind(nodes: Graph, sampler: str, names: tuple[str, ...]) -> str:
    """The nearest text that an input of the sampler, or of the guider before it, is made of."""
    seen: set[str] = set()
    for name in _upstream(nodes, sampler):
        inputs = _inputs(nodes[name])
        for key in names:
            for link in _links([inputs.get(key)], nodes) if key != "guider" else ():
                if text := _first_text({near: nodes[near] for near in _upstream(nodes, link, seen)}):
                    return text
    return ""


def _first_text(nodes: Graph, but: str = "") -> str:
    for node in nodes.values():
        inputs = _inputs(node)
        for key in _TEXTS:
            if (text := tidy(inputs.get(key))) and text != but and _is_words(node):
                return text
    return ""


def _is_words(node: Mapping[str, Any]) -> bool:
    kind = str(node["class_type"]).lower()
    return any(word in kind for word in ("text", "prompt", "string", "wildcard", "primitive"))


def _seed(nodes: Graph, names: list[str]) -> str | None:
    """The nearest seed; one that is a link is at the other end of it."""
    for name in names:
        inputs = _inputs(nodes[name])
        for key in _SEEDS:
            if key in inputs:
                linked = next(_links([inputs[key]], nodes), None)
                value = next(iter(_inputs(nodes[linked]).values()), None) if linked else inputs[key]
                return seed_text(value)
    return None


def _first(nodes: Graph, names: Mapping[str, Any] | list[str], keys: tuple[str, ...]) -> str | None:
    for name in names:
        inputs = _inputs(nodes[name])
        for key in keys:
            if isinstance(inputs.get(key), str):
                return _plain(tidy(inputs[key])) or None
    return None


def _plain(model: str) -> str:
    """A model's file without its folder and its ending, as other generators name it."""
    name = model.replace("\\", "/").rpartition("/")[2]
    return name.removesuffix(next((ending for ending in _ENDINGS if name.endswith(ending)), ""))


def _links(values: Any, nodes: Graph) -> Iterator[str]:
    for value in values:
        if isinstance(value, list) and len(value) == 2 and str(value[0]) in nodes:
            yield str(value[0])


def _inputs(node: Mapping[str, Any]) -> dict[str, Any]:
    inputs = node.get("inputs")
    return inputs if isinstance(inputs, dict) else {}
