"""Moving pictures: the stages of several frames, of several clients, in one pass through the model (see 132)."""
