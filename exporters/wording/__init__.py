"""Sentences that everybody shares who tells of plays: how decisions are judged, what luck did, numbers with their nouns.

A sentence that two surfaces say stands here once, and is chosen by who is spoken to. No layout.
"""
