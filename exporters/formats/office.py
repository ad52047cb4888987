"""Office files (OPC packages: DOCX, PPTX): the same content gives the same bytes, and no word of who made them when."""

from __future__ import annotations

import io
import re
import zipfile
from typing import Any

_EPOCH = (1980, 1, 1, 0, 0, 0)
"""The earliest moment that a ZIP file can tell."""
_PREVIEW = "http://schemas.openxmlformats.org/package/2006/relationships/metadata/thumbnail"
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


def packed(document: Any) -> bytes:
    """The file of a document of python-docx or python-pptx: every entry dated alike, without the preview of its template."""
    _leave_out_preview(document.part.package)
    file = io.BytesIO()
    document.save(file)
    with zipfile.ZipFile(file, "a") as archive:
        for entry in archive.infolist():
            entry.date_time, entry.external_attr = _EPOCH, 0o644 << 16
            file.seek(entry.header_offset)
            file.write(entry.FileHeader())
        # With the comment the directory at the end is written anew, in which the entries stand as well.
        archive.comment = b""
    return file.getvalue()


def _leave_out_preview(package: Any) -> None:
    """What nothing in a package leads to is not written."""
    relations = package.rels if hasattr(package, "rels") else package._rels  # noqa: SLF001 - python-pptx shows them of parts alone
    for key in [key for key, relation in relations.items() if relation.reltype == _PREVIEW]:
        relations.pop(key)
