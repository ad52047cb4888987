"""The states that plays can reach, and what they are worth.

Import from here: `Program`, `explore` and `Valuation`. It knows no event of a play, no finding and no rule.
"""
