"""Words of people: how hard they are to read, how long that takes, and what in them might identify somebody.

It takes text and answers about text. It knows neither packs nor plays.
"""
