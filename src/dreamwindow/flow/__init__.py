"""How frames travel: one-slot boxes, credit, and a fan-out with a drop policy for each taker."""
