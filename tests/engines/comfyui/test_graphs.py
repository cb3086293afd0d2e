"""Every graph that is built fits what the recorded server had: node by node, link by link, range by range.

`checking.problems` itself is tried against the graphs that were recorded, which the server took or refused.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import product
from typing import Any

import numpy as np
import pytest

from dreamwindow import plugins
from dreamwindow.engines.comfyui.catalogue import Catalogue
from dreamwindow.engines.comfyui.checking import problems
from dreamwindow.engines.comfyui.graph import Graph, Link, Node, Workflow
from dreamwindow.engines.comfyui.latents import MixedLatent, PictureLatent, ServerLatent
from dreamwindow.engines.comfyui.settings import WORKFLOWS
from dreamwindow.engines.comfyui.workflows.base import BaseWorkflowBuilder, BuilderOptions
from dreamwindow.model.recipe import Recipe
from tests.engines.comfyui.recipes import img2img, txt2img
from tests.engines.comfyui.server.recordings import object_info, recording

WHOLE_FLUX = "flux1-dev-fp8.safetensors"
FILES: dict[str, tuple[BuilderOptions, ...]] = {
    "flux": (
        BuilderOptions(),
        BuilderOptions(checkpoint=WHOLE_FLUX),
        BuilderOptions(text_encoders=("clip_l.safetensors", "t5xxl_tiny.safetensors"), vae="pixel_space"),
        BuilderOptions(sampler="dpmpp_2m", sigma_schedule="beta"),
    ),
    "sd15": (BuilderOptions(), BuilderOptions(checkpoint="sd15_tiny.safetensors", vae="ae_tiny.safetensors")),
    "sdxl": (BuilderOptions(), BuilderOptions(sampler="lcm", sigma_schedule="sgm_uniform")),
}
RECIPES: tuple[dict[str, Any], ...] = (
    {},
    {"negative_prompt": 'blurry, "quoted" (and:1.2) emb\N{SNOWMAN}', "guidance_scale": 0.0},
    {"guidance_scale": 30.0, "num_inference_steps": 1, "seed": 2.0**53 + 0.5},
    {"num_inference_steps": 150, "width": 2048, "height": 64, "seed": 0},
)
STRENGTHS = (0.01, 0.3, 0.5, 0.99, 1.0)


def offered() -> Catalogue:
    """The recorded server, with a whole Flux and an SDXL beside what it had."""
    info = object_info()
    info["CheckpointLoaderSimple"]["input"]["required"]["ckpt_name"][0] += [WHOLE_FLUX, "sd_xl_base_1.0.safetensors"]
    return Catalogue.read(info)


def built() -> Iterator[Any]:
    """Every builder with every option, and whatever it builds."""
    for name, options in ((name, o) for name, every in FILES.items() for o in every):
        builder = plugins.load(WORKFLOWS, name)(offered(), options)
        for label, workflow in workflows(builder):
            yield pytest.param(workflow, id=f"{name}-{FILES[name].index(options)}-{label}")


def workflows(builder: BaseWorkflowBuilder) -> Iterator[tuple[str, Workflow]]:
    for number, changes in enumerate(RECIPES):
        yield f"txt2img-{number}", builder.build_txt2img(txt2img(**changes))
    for number, strength in product(range(len(RECIPES)), STRENGTHS):
        recipe: Recipe = img2img(**{**RECIPES[number], "strength": strength})
        yield f"img2img-{number}-{strength}", builder.build_img2img(recipe, "x.png [temp]")
    for count in (1, 2, 8):
        latents, names = ways(count)
        workflow = builder.build_interpolation(latents, names)
        assert workflow is not None
        yield f"interpolation-{count}", workflow


def ways(count: int) -> tuple[list[ServerLatent], dict[PictureLatent, str]]:
    """Some latents between two pictures, the last of them between an in-between and a third picture."""
    a, b, c = (PictureLatent(np.zeros((64, 96, 3), np.uint8)) for _ in range(3))
    latents: list[ServerLatent] = [MixedLatent(a, b, (n + 1) / (count + 1)) for n in range(count - 1)]
    return [*latents, MixedLatent(MixedLatent(a, b, 0.5), c, 0.25)], {a: "a.png", b: "b.png", c: "c.png [temp]"}


@pytest.mark.parametrize("workflow", list(built()))
def test_the_server_would_take_it(workflow: Workflow) -> None:
    assert problems(workflow.graph, offered()) == []
    assert list(loose(workflow.graph, offered())) == []
    assert workflow.graph.nodes[workflow.output].class_type == "SaveImageWebsocket"
    assert set(workflow.graph.ancestors(workflow.output).nodes) == set(workflow.graph.nodes), "nothing is left over"


KINDS: dict[str, tuple[type, ...]] = {"INT": (int,), "FLOAT": (int, float), "STRING": (str,), "BOOLEAN": (bool,)}


def loose(graph: Graph, catalogue: Catalogue) -> Iterator[str]:
    """What the server would let pass, and we should not have built: names it does not know, values that it bends."""
    for node in graph.nodes.values():
        inputs = catalogue.classes[node.class_type].inputs
        for name, value in node.inputs.items():
            if name not in inputs:
                yield f"{node.class_type} takes no {name}"
            elif not isinstance(value, Link) and type(value) not in KINDS.get(inputs[name].kind, (str,)):
                yield f"{node.class_type}: {name} is {value!r}"
            elif not isinstance(value, Link) and inputs[name].kind not in (*KINDS, "COMBO"):
                yield f"{node.class_type}: {name} is no link"


@pytest.mark.parametrize("wrong", [{"steps": "20"}, {"seed": 1.0}, {"stepz": 20}, {"model": "x"}, {"denoise": True}])
def test_control_a_graph_that_is_only_nearly_right_is_found_out(wrong: dict[str, Any]) -> None:
    workflow = plugins.load(WORKFLOWS, "sd15")(offered(), BuilderOptions()).build_txt2img(txt2img())
    (sampler,) = workflow.graph.of_class("KSampler")
    node = workflow.graph.nodes[sampler]
    workflow.graph.nodes[sampler] = replace(node, inputs={**node.inputs, **wrong})
    assert list(loose(workflow.graph, offered()))


def graph_of(prompt: dict[str, Any]) -> Graph:
    def value(said: Any) -> Any:
        return Link(*said) if isinstance(said, list) and len(said) == 2 else said

    nodes = {
        node_id: Node(node["class_type"], {name: value(said) for name, said in node.get("inputs", {}).items()})
        for node_id, node in prompt.items()
    }
    return Graph(nodes)


TAKEN = [
    pytest.param(post["request_json"]["prompt"], id=f"{name}-{number}")
    for name in ("02_txt2img", "03_img2img", "09_save_image_websocket", "16_flux_tiny", "18_interpolation")
    for number, post in enumerate(recording(name).posts())
]
REFUSED = [
    "unknown_ckpt", "unknown_class", "missing_required_input", "missing_link_input", "steps_zero", "steps_too_big",
    "steps_abc", "seed_negative", "bad_sampler", "denoise_2", "width_too_big", "link_to_missing_node",
    "link_wrong_slot_type", "link_slot_out_of_range", "bad_link_len1", "two_errors", "no_outputs", "empty_prompt",
]  # fmt: skip


@pytest.mark.parametrize("prompt", TAKEN)
def test_what_the_server_took_is_found_right(prompt: dict[str, Any]) -> None:
    assert problems(graph_of(prompt), Catalogue.read(object_info())) == []


ACCEPTED = ["width_not_multiple_of_8_accepted?", "steps_float_string_accepted?", "unknown_extra_input_accepted?"]


@pytest.mark.parametrize("label", ACCEPTED)
def test_what_the_server_let_pass_is_not_refused(label: str) -> None:
    """Exported workflows hold such things, and run."""
    post = recording("04_invalid_prompts").labelled(label)
    assert post["status"] == 200
    assert problems(graph_of(post["request_json"]["prompt"]), Catalogue.read(object_info())) == []


CUSTOM = {
    "Blend": {"input": {
        "required": {"times": [[2, 4, 8], {}], "tint": ["COLOR", {}], "either": ["IMAGE,MASK", {}]},
        "optional": {"sound": [["a.wav"], {"audio_upload": True}]},
    }, "output": ["IMAGE"], "output_node": True},
    "Source": {"input": {}, "output": ["MASK", "LATENT"]},
}  # fmt: skip


@pytest.mark.parametrize(
    ("changes", "fits"),
    [
        ({}, True),
        ({"times": 3}, False),
        ({"sound": "sent.wav"}, True),
        ({"either": Link("1", 1)}, False),
        ({"either": ["1"]}, False),
    ],
)
def test_a_custom_node_takes_what_it_says(changes: dict[str, Any], fits: bool) -> None:
    """Numbers to choose from, types of its own, several types at once."""
    inputs = {"times": 4, "tint": "#ff0000", "either": Link("1", 0), **changes}
    graph = Graph({"1": Node("Source", {}), "2": Node("Blend", inputs)})
    assert (problems(graph, Catalogue.read(CUSTOM)) == []) is fits


@pytest.mark.parametrize("label", REFUSED)
def test_what_the_server_refused_is_found_wrong(label: str) -> None:
    prompt = recording("04_invalid_prompts").labelled(label)["request_json"]["prompt"]
    assert problems(graph_of(prompt), Catalogue.read(object_info()))


def test_latents_are_walked_one_by_one_and_joined_in_order() -> None:
    """`LatentInterpolate` confuses the samples of a batch, so only what it gave is joined."""
    builder = plugins.load(WORKFLOWS, "sd15")(offered(), BuilderOptions())
    latents, names = ways(3)
    graph = builder.build_interpolation(latents, names).graph
    ratios = [graph.nodes[n].inputs["ratio"] for n in graph.of_class("LatentInterpolate")]
    assert ratios == [0.75, 0.5, 0.5, 0.75]
    assert len(graph.of_class("LoadImage")) == len(graph.of_class("VAEEncode")) == 3
    assert len(graph.of_class("VAEDecode")) == 1
    assert not graph.of_class("KSampler", "CLIPTextEncode")


def test_without_the_socket_node_pictures_go_to_the_temporary_folder() -> None:
    info = object_info()
    del info["SaveImageWebsocket"]
    builder = plugins.load(WORKFLOWS, "flux")(Catalogue.read(info), BuilderOptions())
    workflow = builder.build_txt2img(txt2img())
    assert workflow.graph.nodes[workflow.output].class_type == "PreviewImage"
    assert problems(workflow.graph, Catalogue.read(info)) == []


def test_flux_is_told_what_its_files_are_and_no_negative() -> None:
    builder = plugins.load(WORKFLOWS, "flux")(offered(), BuilderOptions())
    recipe = replace(txt2img(), negative_prompt="never seen", guidance_scale=None)
    graph = builder.build_txt2img(recipe).graph
    nodes = {node.class_type: dict(node.inputs) for node in graph.nodes.values()}
    assert nodes["UNETLoader"]["unet_name"] == "flux1-schnell-tiny.safetensors"
    assert (nodes["DualCLIPLoader"]["clip_name1"], nodes["DualCLIPLoader"]["clip_name2"]) == (
        "t5xxl_tiny.safetensors", "clip_l.safetensors",
    )  # fmt: skip
    assert nodes["VAELoader"]["vae_name"] == "ae_tiny.safetensors"
    assert nodes["FluxGuidance"]["guidance"] == 1.0
    assert (nodes["BasicScheduler"]["steps"], nodes["BasicScheduler"]["scheduler"]) == (4, "simple")
    assert nodes["KSamplerSelect"]["sampler_name"] == "euler"
    assert "never seen" not in str(nodes)


@pytest.mark.parametrize("taken", ["flux1-schnell-Q4.safetensors", "flux1-canny-dev.safetensors"])
def test_of_several_flux_the_one_for_few_steps_is_taken(taken: str) -> None:
    info = object_info()
    files = info["UNETLoader"]["input"]["required"]["unet_name"]
    files[0] = sorted({"flux1-canny-dev.safetensors", "flux1-dev.safetensors", "other.safetensors", taken})
    assert plugins.load(WORKFLOWS, "flux")(Catalogue.read(info), BuilderOptions()).file == taken
