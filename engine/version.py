"""The program's version. `pyproject.toml` takes it from here."""

VERSION = "0.2.0"
