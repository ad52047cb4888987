"""A play told: what follows from it, the account of its decisions, its timeline, its ratings, and what people wrote during it.

Import from here: `Account`, `PlayRecord`. Documents arrange what is told here; they work nothing out.
"""
