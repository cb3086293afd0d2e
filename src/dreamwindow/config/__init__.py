"""The configuration: one group a file; YAML, environment and flags."""
