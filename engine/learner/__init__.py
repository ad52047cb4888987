"""One learner over time: what they played, how their lessons stand, and what to practise next.

Import from here: `history`, `practice`, `calibration`. It reads kept plays and writes nothing.
"""
