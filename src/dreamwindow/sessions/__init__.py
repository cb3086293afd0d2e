"""Session folders, whoever makes them."""
