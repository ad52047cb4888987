"""Screens and commands. Screens arrange, widgets show, `session` acts."""
