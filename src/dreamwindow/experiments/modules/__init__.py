"""Steps before and after an experiment that come with Dream Window."""
