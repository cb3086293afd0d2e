"""Who may come in: whose name we answer to, which pages may steer, and whoever is asked for a key."""
