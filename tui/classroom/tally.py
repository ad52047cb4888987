"""Counting hands by keys: a letter, then a number; the next letter or Enter takes it."""

from __future__ import annotations

from dataclasses import dataclass

MOST_DIGITS = 4


@dataclass(slots=True)
class Tally:
    """What was typed and not yet taken."""

    choice: str = ""
    """Id of the choice whose hands are being typed; empty for none."""
    digits: str = ""

    def pick(self, choice: str) -> tuple[str, int] | None:
        """Go to a choice; what was typed before it is taken."""
        taken = self.take()
        self.choice = choice
        return taken

    def type(self, digit: str) -> None:
        """One digit more; without a choice it goes nowhere."""
        if self.choice and len(self.digits) < MOST_DIGITS:
            self.digits += digit

    def rub(self) -> bool:
        """Take the last digit back; False where there is none."""
        had, self.digits = bool(self.digits), self.digits[:-1]
        return had

    def take(self) -> tuple[str, int] | None:
        """(choice, hands) where a number was typed; it is typed no more."""
        taken = (self.choice, int(self.digits)) if self.digits else None
        self.digits = ""
        return taken
