"""Read a pack: text to frozen models, each thing with its place in its file.

Import from here: the models (`model`), packs (`folder`), findings and places (`diagnostics`). No state, no play, no rule.
"""
