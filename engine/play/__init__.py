"""One play: its events, and what follows from them.

Import from here: events and `Play`, `debrief`, votes, learners, the clock, the bundle. It keeps nothing and judges no pack.
"""
