"""Pictures found by words, likeness, colour, date and what a person said of them."""
