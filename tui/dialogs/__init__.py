"""Small screens over the one that asks: questions, notices, lines to write, help, and leaving. They know no play."""
