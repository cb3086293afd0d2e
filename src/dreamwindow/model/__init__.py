"""The nouns, frozen: what a dream is made of. Nothing in here does anything."""
