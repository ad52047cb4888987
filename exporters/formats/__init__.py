"""One module a format: what a document looks like in it."""
