"""Judge a pack: rules, the checker over one file, the survey over many, and the cache of answers.

Import from here: `judge`, `survey`, `RULES`. Findings are data of `engine.pack.diagnostics`; how they look is told elsewhere.
"""
