"""What every problem document has to be."""

from __future__ import annotations

import httpx


def assert_problem(answer: httpx.Response, status: int, name: str, remedy: str | None = None) -> None:
    document = answer.json()
    assert (answer.status_code, answer.headers["content-type"]) == (status, "application/problem+json"), answer.text
    assert document["type"] == f"urn:dreamwindow:problem:{name}"
    assert document["status"] == status
    assert document["title"]
    assert 0 < len(document["detail"]) < 400
    assert len(answer.content) < 4_000
    assert 0 < len(document["remedy"]) < 400
    if remedy is not None:
        assert document["remedy"] == remedy
