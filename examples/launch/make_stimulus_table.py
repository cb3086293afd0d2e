"""A step before the experiment: the table that it will follow."""


def make_table(seed, repeats, output_path):
    """Write the order of the stimuli; ``True`` when it was written."""
    order = [(seed * 7 + number * 5) % 8 for number in range(8 * repeats)]
    with open(output_path, "w") as file:
        file.write("stimulus\n" + "".join(f"{one}\n" for one in order))
    return True
