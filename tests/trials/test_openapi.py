"""A little of `trials.openapi`: needs a process for the dream and one for Schemathesis, hence slow."""

from __future__ import annotations

from importlib.util import find_spec

import pytest

from trials.openapi import Plan, fuzz

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(find_spec("schemathesis") is None, reason="schemathesis is not installed"),
]
STEERING = "^/api/(settings|prompt|strength|tickets)$"


def test_what_steers_answers_as_the_document_says() -> None:
    found = fuzz(Plan(examples=3, paths=STEERING, phases="examples,fuzzing"))
    assert found.failures == 0, found.report
    assert found.examples >= 12


def test_a_document_that_lies_is_found_out() -> None:
    assert fuzz(Plan(examples=1, paths="^/api/settings$", phases="fuzzing", lie=True)).failures
