"""A scenario told: its outline, its branches in words, its odds, its times, and what care it asks for.

What one play made of it is told in `exporters.play`.
"""
