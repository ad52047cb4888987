"""The terminal: commands, and the screens of the library, of a play alone and of a class.

Screens arrange, widgets show, a session acts. `base` is what every app of ours shares.
"""
