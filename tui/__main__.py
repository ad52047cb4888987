"""`python -m tui` is `hotwash`."""

from tui.commands.cli import main

main(prog_name="hotwash")
