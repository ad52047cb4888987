"""The command line: `cli` names commands and their options; each other module does one command's work."""
