"""A stand-in for an experiment: gratings of several orientations, their times written to the session."""

import csv
import json
import os
from pathlib import Path


def main():
    """Write one row a trial into ``trials.csv``."""
    parameters = json.loads(Path(os.environ["SCRIPT_PARAMETERS"]).read_text())
    session = Path(os.environ["OUTPUT_FOLDER"])
    with (session / "trials.csv").open("w", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(["trial", "orientation_deg", "onset_s", "port"])
        for trial in range(parameters["trials"]):
            orientation = parameters["orientations"][trial % len(parameters["orientations"])]
            rows.writerow([trial, orientation, trial * parameters["trial_s"], parameters["port"]])
    print(f"{parameters['trials']} trials for {parameters['subject']}")


if __name__ == "__main__":
    main()
