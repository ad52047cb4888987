"""Office files (OPC packages: DOCX, PPTX): the same content gives the same bytes, and no word of who made them when."""

from __future__ import annotations

import io
import re
import zipfile
from typing import Any

_EPOCH = (1980, 1, 1, 0, 0, 0)
"""The earliest moment that a ZIP file can tell."""
_PREVIEW = re.compile(rb'<Relationship [^>]*metadata/thumbnail"[^>]*/>')
_NO_XML = re.compile("[^\t\n\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def legal(text: str) -> str:
    """Text without the characters that XML 1.0 cannot hold."""
    return _NO_XML.sub(" ", text)


def describe(properties: Any, *, title: str, subject: str = "") -> None:
    """Set the properties of a document; what the library's own template says of its making goes.

    Args:
        properties: `core_properties` of python-docx or python-pptx.
        title: as shown by readers and read out by screen readers.
        subject: in a line.
    """
    for name in ("created", "modified", "lastModifiedBy", "revision", "lastPrinted"):
        for element in properties._element.xpath(f"*[local-name()='{name}']"):  # noqa: SLF001 - the libraries cannot remove
            element.getparent().remove(element)
    # Both libraries refuse longer ones.
    properties.title, properties.subject, properties.language = legal(title)[:255], legal(subject)[:255], "en"


def packed(package: Any) -> bytes:
    """The file of a document of python-docx or python-pptx: every entry dated alike, without the preview of its template."""
    raw, out = io.BytesIO(), io.BytesIO()
    package.save(raw)
    with zipfile.ZipFile(raw) as source, zipfile.ZipFile(out, "w") as target:
        for info in source.infolist():
            if info.filename.startswith("docProps/thumbnail"):
                continue
            entry = zipfile.ZipInfo(info.filename, _EPOCH)
            entry.compress_type, entry.external_attr = zipfile.ZIP_DEFLATED, 0o644 << 16
            content = source.read(info)
            if info.filename == "_rels/.rels":
                content = _PREVIEW.sub(b"", content)
            target.writestr(entry, content, compresslevel=6)
    return out.getvalue()
