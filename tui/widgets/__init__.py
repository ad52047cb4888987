"""Widgets: each shows one thing and knows nothing of a play."""
