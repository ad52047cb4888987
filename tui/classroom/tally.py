"""Counting hands by keys: a letter, then a number; the next letter or Enter takes it. Enter takes one that is proposed, too."""

from __future__ import annotations

from dataclasses import dataclass

MOST_DIGITS = 4


@dataclass(slots=True)
class Tally:
    """What was typed and not yet taken."""

    choice: str = ""
    """Id of the choice whose hands are being typed; empty for none."""
    digits: str = ""
    proposed: str = ""
    """The number that Enter takes where none is typed."""

    @property
    def number(self) -> str:
        """What Enter takes."""
        return self.digits or self.proposed

    def pick(self, choice: str) -> tuple[str, int] | None:
        """Go to a choice; what was typed before it is taken."""
        taken = self.take()
        self.choice = choice
        return taken

    def type(self, digit: str) -> None:
        """One digit more; without a choice it goes nowhere."""
        if self.choice and len(self.digits) < MOST_DIGITS:
            self.digits += digit
            self.proposed = ""

    def rub(self) -> bool:
        """Take the last digit back, or what is proposed; False where there is neither."""
        had, self.digits, self.proposed = bool(self.number), self.digits[:-1], ""
        return had

    def accept(self) -> tuple[str, int] | None:
        """Take what was typed, or else what is proposed."""
        self.digits = self.number
        return self.take()

    def take(self) -> tuple[str, int] | None:
        """(choice, hands) where a number was typed; it is typed no more, and nothing is proposed."""
        taken = (self.choice, int(self.digits)) if self.digits else None
        self.digits = self.proposed = ""
        return taken
