"""Screens: each arranges widgets and acts through a session."""
