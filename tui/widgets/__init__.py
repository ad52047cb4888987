"""Widgets that several screens share: each shows one thing and knows nothing of a play."""
