"""What to make next, and when to show it."""
