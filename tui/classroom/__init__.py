"""A class on two screens: the instructor's terminal and what the room sees.

What a class is and does stands in `sessions.classroom`.
"""
