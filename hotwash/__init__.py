"""The name of the program, for `python -m hotwash`: what it does is in `tui` and below."""
