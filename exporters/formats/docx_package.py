"""A Word template as the document that it is a template of: the same parts, of another kind (ECMA-376, part 2, section 10)."""

from __future__ import annotations

import re
import zipfile
from io import BytesIO

TYPES = "[Content_Types].xml"
_DOCUMENT = b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_TEMPLATES = (
    b"application/vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml",
    b"application/vnd.ms-word.template.macroEnabledTemplate.main+xml",
    b"application/vnd.ms-word.document.macroEnabled.main+xml",
)
"""What the main part of a .dotx, a .dotm and a .docm says that it is."""
_MACROS = re.compile(rb"<Relationship\b[^>]*/(?:vbaProject|keyMapCustomizations|attachedToolbars)\"[^>]*/>")
"""Programs in a template, which no document of ours carries."""
_MOST = 200_000_000
"""Bytes of a template when it is unpacked."""


def as_document(raw: bytes) -> bytes:
    """The file of a template, with or without macros, as that of a document without them; every other file as it is.

    Raises:
        ValueError: it unpacks to more than a template can need.
    """
    if not zipfile.is_zipfile(BytesIO(raw)):
        return raw
    with zipfile.ZipFile(BytesIO(raw)) as source:
        if TYPES not in source.namelist():
            return raw
        if sum(entry.file_size for entry in source.infolist()) > _MOST:
            raise ValueError(f"it unpacks to more than {_MOST:,} bytes")
        types = source.read(TYPES)
        kind = next((kind for kind in _TEMPLATES if kind in types), None)
        if kind is None:
            return raw
        target = BytesIO()
        with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
            for entry in source.infolist():
                content = source.read(entry)
                if entry.filename == TYPES:
                    content = types.replace(kind, _DOCUMENT)
                elif entry.filename.endswith(".rels"):
                    content = _MACROS.sub(b"", content)
                archive.writestr(entry.filename, content)
    return target.getvalue()
