"""What each command does. `run` of a module gets the command's options and answers the exit code."""
