"""What an author may have meant: where a file cannot be read or is not what it should be, the lines to write instead.

Import from here: `mending`, which tries what the other modules propose. A mend is never applied, only shown.
"""
