"""`python -m tui` is `hotwash`."""

from tui.cli import main

main(prog_name="hotwash")
