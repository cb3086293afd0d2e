"""The parts of the planner: what it knows, what it can ask for, and its decisions by subject."""
