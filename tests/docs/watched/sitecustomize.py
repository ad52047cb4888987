"""Python imports this at its start, in each process of a tree: whatever reaches for the network is written to `NETWORK_LOG`."""

import os
import sys

_LOG = os.environ.get("NETWORK_LOG")
_NETWORK = ("socket.", "urllib.", "http.client.", "ftplib.", "smtplib.", "telnetlib.", "imaplib.", "poplib.", "nntplib.")
_QUIET = {"socket.__new__", "socket.gethostname"}
"""Audit events that open and ask nothing."""


def _hook(event: str, arguments: tuple[object, ...]) -> None:
    if event.startswith(_NETWORK) and event not in _QUIET:
        address = next((a for a in reversed(arguments) if isinstance(a, (tuple, str, bytes))), arguments)
        with open(_LOG, "a", encoding="utf-8") as log:  # noqa: PTH123  # pathlib is not loaded at the start
            log.write(f"{event}\t{address!r}\n")


if _LOG:
    sys.addaudithook(_hook)
