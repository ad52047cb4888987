"""`python -m hotwash` is `hotwash`, also where a machine lets no program run that an installation has put there."""

from tui.commands.cli import main

main(prog_name="hotwash")
