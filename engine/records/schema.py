"""The version of the tables.

`SCHEMA_VERSION` rises when a program that knows the old version could read or write the new one wrongly; such a program then
refuses the database.
"""

from __future__ import annotations

SCHEMA_VERSION = 1
SCHEMA_KEY = "hotwash.schema"
"""Key in `meta` under which the schema's version stands. It tells our databases from others'."""
