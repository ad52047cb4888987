"""From data to artifacts: findings for people and machines, and the account of a play.

An exporter returns content. Who calls it decides where the content goes.
"""
