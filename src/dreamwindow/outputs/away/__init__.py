"""Sinks that send pictures away: to a streaming server, to a virtual camera. Others by entry points."""
