"""How many steps are really run, and from where. Never none.

diffusers runs ``int(num_inference_steps * strength)`` steps of a schedule of ``num_inference_steps``, which is no step
at all for a turbo model at half strength. Here at least one is run; and where it is one, it is a jump straight from
the noise that ``strength`` asks for to the picture, so that strength counts without steps between.

| strength | 1 step | 2 | 4 | 8 | 20 | 50 |
|---|---|---|---|---|---|---|
| 0.05 | 1 | 1 | 1 | 1 | 1 | 2 |
| 0.25 | 1 | 1 | 1 | 2 | 5 | 12 |
| 0.5 | 1 | 1 | 2 | 4 | 10 | 25 |
| 0.75 | 1 | 1 | 3 | 6 | 15 | 37 |
| 1 | 1 | 2 | 4 | 8 | 20 | 50 |
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Plan:
    """``run`` steps, at least 1: the last of a schedule of ``schedule``. ``strength`` is where a single one begins.

    ``forgets``: it begins at nothing but noise.
    """

    schedule: int
    run: int
    strength: float

    @property
    def forgets(self) -> bool:
        """Whether nothing of a picture that it grows from is left."""
        return self.strength >= 1.0

    @property
    def jumps(self) -> bool:
        """Whether one step leads straight to the picture."""
        return self.run == 1


def planned(num_inference_steps: int, strength: float = 1.0) -> Plan:
    """The steps for a ``strength`` in (0, 1] of a schedule of at least one step. Raises `ValueError` otherwise."""
    if not 0.0 < strength <= 1.0 or num_inference_steps < 1:
        raise ValueError(f"strength {strength} of {num_inference_steps} steps")
    return Plan(num_inference_steps, max(1, min(int(num_inference_steps * strength), num_inference_steps)), strength)
