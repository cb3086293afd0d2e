"""A run that somebody must be able to repeat: parameters, pipelines, launchers and the record."""
