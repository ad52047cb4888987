"""The documents are run: what they show is tried, and what they promise is compared."""
