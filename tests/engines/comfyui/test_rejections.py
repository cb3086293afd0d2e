"""Why a prompt was refused: every refusal that was recorded names what is wrong, and what is allowed."""

from __future__ import annotations

import pytest

from dreamwindow.engines.comfyui.messages import Failed, Interrupted
from dreamwindow.engines.comfyui.rejections import failed, node_problems, rejected
from dreamwindow.errors import EngineUnavailable, GenerationFailed, InvalidRecipe
from tests.engines.comfyui.server.recordings import recording

SAYS = {
    "unknown_ckpt": "CheckpointLoaderSimple (node 4): ckpt_name 'nope.safetensors' is not there; "
    "there is sd15_random_fp16.safetensors, sd15_tiny.safetensors.",
    "unknown_class": "Cannot execute because node NoSuchNode does not exist: Node ID '#3'.",
    "no_class_type": "Cannot execute because a node is missing the class_type property: Node ID '#3'.",
    "no_inputs_key": "EmptyLatentImage (node 5): Exception when validating inner node: 'inputs'.",
    "missing_required_input": "KSampler (node 3): steps is missing.",
    "missing_link_input": "SaveImage (node 9): images is missing.",
    "steps_zero": "KSampler (node 3): steps is 0, allowed is a whole number from 1 to 10000.",
    "steps_too_big": "KSampler (node 3): steps is 100001, allowed is a whole number from 1 to 10000.",
    "steps_abc": "KSampler (node 3): steps is 'abc', allowed is a whole number from 1 to 10000.",
    "steps_null": "KSampler (node 3): steps is None, allowed is a whole number from 1 to 10000.",
    "seed_negative": "KSampler (node 3): seed is -1, allowed is a whole number from 0 to 18446744073709551615.",
    "bad_sampler": "KSampler (node 3): sampler_name 'nope' is not there.",
    "denoise_2": "KSampler (node 3): denoise is 2.0, allowed is a number from 0.0 to 1.0.",
    "width_too_big": "EmptyLatentImage (node 5): width is 999999, allowed is a whole number from 16 to 16384.",
    "link_to_missing_node": "KSampler (node 3): Exception when validating inner node: '99'.",
    "link_wrong_slot_type": "KSampler (node 3): model takes MODEL, not CLIP.",
    "link_slot_out_of_range": "KSampler (node 3): Exception when validating inner node: tuple index out of range.",
    "bad_link_len1": "KSampler (node 3): Bad linked input, must be a length-2 list of [node_id, slot_index]: model.",
    "cycle": "Prompt outputs failed validation.",
    "two_errors": "CheckpointLoaderSimple (node 4): ckpt_name 'x' is not there; there is "
    "sd15_random_fp16.safetensors, sd15_tiny.safetensors. KSampler (node 3): steps is 0, "
    "allowed is a whole number from 1 to 10000; cfg is 500.0, allowed is a number from 0.0 to 100.0.",
    "no_outputs": "Prompt has no outputs.",
    "empty_prompt": "Prompt has no outputs.",
    "prompt_is_list": "Prompt has no outputs.",
    "node_is_string": "Cannot execute because a node is missing the class_type property: Node ID '#1'.",
    "no_prompt_key": "No prompt provided: No prompt provided.",
}


@pytest.mark.parametrize("label", SAYS)
def test_says_which_node_which_input_and_what_is_allowed(label: str) -> None:
    refusal = rejected(recording("04_invalid_prompts").labelled(label)["body_json"])
    assert refusal.message == f"ComfyUI refuses the workflow: {SAYS[label]}"


def test_every_refusal_that_was_recorded_is_tried() -> None:
    refused = {r["label"] for r in recording("04_invalid_prompts").http if r.get("label") and r["status"] == 400}
    assert refused == set(SAYS) | {"ui_format_workflow"}


def test_a_workflow_from_the_editor_is_known_as_one() -> None:
    refusal = rejected(recording("04_invalid_prompts").labelled("ui_format_workflow")["body_json"])
    assert "editor" in refusal.message
    assert "Export (API)" in refusal.remedy


def test_what_runs_without_a_bad_output_is_told() -> None:
    answer = recording("04_invalid_prompts").labelled("one_good_one_bad_output")["body_json"]
    problems = node_problems(answer["node_errors"])
    assert problems == (
        "LoadImage (node 21): Custom validation failed for node: image - Invalid image file: missing.png."
    )


@pytest.mark.parametrize("answer", [None, [], "x", {}, {"error": 3}, {"error": {}, "node_errors": [1]}])
def test_an_answer_like_no_other_is_a_refusal_all_the_same(answer: object) -> None:
    assert isinstance(rejected(answer), InvalidRecipe)


def test_what_a_failed_prompt_is_to_us() -> None:
    error = Failed("p", "4", "CheckpointLoaderSimple", "SafetensorError", "header too large")
    memory = Failed("p", "3", "KSampler", "torch.OutOfMemoryError", "Allocation on device 0 failed")
    assert isinstance(failed(error), GenerationFailed)
    assert failed(error).message == "CheckpointLoaderSimple (node 4) failed in ComfyUI: header too large."
    assert isinstance(failed(memory), EngineUnavailable)
    assert isinstance(failed(Interrupted("p", "3")), GenerationFailed)
