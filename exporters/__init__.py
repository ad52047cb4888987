"""From data to artifacts: each exporter returns content, and `writer` alone puts it on a disk.

The wings: content, wording, scenario, play, then documents, map and progress, then formats and check. `registry` lists what can
be exported, by name.
"""
