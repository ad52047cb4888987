"""Choosing an exercise: the shelf without a screen, the library screen, its filters and its rows."""
