"""What documents, slides and tables are made of, as data: before any format decides how they look.

Import from here: `Document`, `Deck`, `Sheet`, `Artifact`. No scenario and no play enters.
"""
