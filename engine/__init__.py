"""What is true: the format, the checker, the states, one play, the records. No screen, no template, no page.

The wings, from the ground up: pack, language, states, play, check, records, library, learner. Here lie only what all of them
need: errors, the version, and the collector.
"""
