"""Sentences that everybody shares who tells of plays: numbers with their nouns, and what luck did.

A sentence that two surfaces say stands here once. No layout.
"""
