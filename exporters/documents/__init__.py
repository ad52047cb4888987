"""One module a document: what it says."""
