"""Formats: each writes any document, deck or sheet as one kind of file, and knows no document.

What two formats share of office files stands in `office`.
"""
