"""What an exporter answers: content under a name. Nobody but the writer puts it on a disk."""

from __future__ import annotations

from typing import NamedTuple


class Artifact(NamedTuple):
    """A file to be."""

    name: str
    """Its name, with its ending; may stand in a folder: `maps/curtain.svg`."""
    content: bytes
    personal: bool = False
    """Whether it tells what people did, wrote or voted: nobody but its owner may read the file, where files have modes."""
    notes: tuple[str, ...] = ()
    """What whoever asked for it is to be told before it is written."""

    @classmethod
    def of(cls, name: str, text: str, *, personal: bool = False) -> Artifact:
        """Text as UTF-8."""
        return cls(name, text.encode(), personal)
