"""When to hold back: probes, each looking at one thing, and the monitor that makes a pause of what they see."""
