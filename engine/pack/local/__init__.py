"""An agency's own words: the sheet on which it says lines, names and numbers otherwise, read and fitted to a scenario.

Import from here: `words`, `sheet`, `localizing`, `sheet_places`. Nothing here changes a scenario's file.
"""
