"""A learner's progress in words, for the screen and for plain text.

What is true of a learner is worked out in `engine.learner`.
"""
