"""Workflows, built for each kind of model: graphs of core nodes, checked against what the server has."""
