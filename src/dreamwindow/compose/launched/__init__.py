"""Experiments and programs that run, or ran: found, looked at, stopped, and those of the config started anew."""
