"""What a library tells of each scenario without keeping it.

Import from here: `Catalogue` and `CatalogueEntry`. No play of anybody enters.
"""
