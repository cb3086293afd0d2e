"""Runs for screenshots: what a server could answer, the same each time."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

BEGAN = datetime(2026, 11, 21, 9, 30, tzinfo=UTC)
_POINTS = 120
_COMFYUI, _TASK = "sessions.20261121_093000-comfyui", "sessions.mouse_007_2026-11-21_10-12-08"


def _curve(
    step_s: float, memory: Callable[[float], float], cpu: Callable[[float], float],
    gpu: Callable[[float], float | None] = lambda at: None,
) -> dict[str, Any]:  # fmt: skip
    shares = [number / _POINTS for number in range(_POINTS)]
    return {
        "began_at": BEGAN.isoformat(), "step_s": step_s, "at_s": [number * step_s for number in range(_POINTS)],
        "memory_bytes": [round(memory(at) * 1e9) for at in shares], "cpu_percent": [round(cpu(at), 1) for at in shares],
        "gpu_memory_bytes": [None if (held := gpu(at)) is None else round(held * 1e9) for at in shares],
    }  # fmt: skip


def _run(id_: str, name: str, state: str, **more: Any) -> dict[str, Any]:
    began = datetime.now(UTC) - timedelta(minutes=more.pop("minutes", 52))
    took = more.pop("took_s", None)
    return {
        "id": id_, "kind": "experiment", "name": name, "state": state, "is_open": took is None, "stopping": False,
        "says": "", "began_at": began.isoformat(), "folder": f"/home/ada/dreams/{id_.replace('.', '/', 1)}",
        "ended_at": None if took is None else (began + timedelta(seconds=took)).isoformat(), "subject_id": None,
        "user_id": None, "url": None, "revision": None, "restarts": 0, "can_restart": False, "usage": None, **more,
    }  # fmt: skip


def runs() -> list[dict[str, Any]]:
    """Two that go on, three that are over."""
    loads = _curve(
        26, lambda at: 3.1 + 4.2 * min(1.0, 6 * at) + 0.1 * math.sin(40 * at),
        lambda at: 60 + 35 * math.sin(50 * at) ** 2, lambda at: None if at < 0.04 else 7 + 0.8 * math.sin(9 * at) ** 4,
    )  # fmt: skip
    steady = _curve(6, lambda at: 0.31 + 0.25 * at, lambda at: 22 + 9 * math.sin(70 * at) + 6 * math.sin(17 * at))
    who = {"subject_id": "mouse_007", "user_id": "ada"}
    comfyui = {"kind": "engine", "can_restart": True, "revision": "5c4a4f5d9f1e7c3b"}
    return [
        _run(_TASK, "orientation_tuning.py", "running", minutes=12, usage=steady, **who),
        _run(_COMFYUI, "comfyui", "ready", usage=loads, url="http://127.0.0.1:8188/system_stats", **comfyui),
        _run("sessions.a", "orientation_tuning.py", "failed", minutes=190, took_s=421, **who,
             says="limit: experiment takes memory: 26,104,283,136 bytes, of 26,000,000,000 allowed"),
        _run("sessions.b", "oddball.bonsai", "completed", minutes=260, took_s=3_720, **who),
        _run("sessions.c", "comfyui", "died", minutes=1_500, took_s=9_000, says="its process ended without closing it",
             **comfyui),
    ]  # fmt: skip


def log() -> dict[str, Any]:
    """What the experiment printed."""
    lines = [
        (
            BEGAN + timedelta(seconds=2.4 * n),
            f"trial {n}: orientation {30 * n % 180} deg, contrast {0.2 + 0.1 * (n % 8):.1f}",
        )
        for n in range(120)
    ]
    texts = [f"{when.isoformat(timespec='milliseconds')} {text}" for when, text in lines]
    texts.insert(114, f"{lines[114][0].isoformat(timespec='milliseconds')} photodiode: edge 113 came 4 ms late")
    return {"lines": [{"at": n, "text": text} for n, text in enumerate(texts)], "end": len(texts), "left_out": True}


def answers() -> Mapping[str, Any]:
    """By the end of the path that is asked for."""
    first = runs()[0]
    return {f"{_TASK}/log": log(), _TASK: first, "api/runs": {"runs": runs(), "cursor": None}}


PLACE_OF_ONE = f"/#runs/{_TASK}"
NONE: Mapping[str, Any] = {"api/runs": {"runs": [], "cursor": None}}
