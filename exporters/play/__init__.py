"""A play told: the account of its decisions, its timeline, its ratings, and what people wrote during it.

Import from here: `Account`, `Exercise`. Documents arrange what is told here; they work nothing out.
"""
