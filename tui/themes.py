"""The two themes of our own, in the colors of the documents; and what a theme of sixteen colors takes for them."""

from __future__ import annotations

from textual.theme import Theme

from exporters.content.palette import DARK, LIGHT, Palette, mixed


def _theme(name: str, palette: Palette, *, dark: bool) -> Theme:
    shade = mixed(palette.line, palette.ground, 0.5)
    rule = mixed(palette.quiet, palette.ground, 0.7)  # a mark: 3:1 (WCAG 2.2, 1.4.11), where `line` is for paper
    return Theme(
        name=name, dark=dark, primary=palette.blue, secondary=palette.violet, accent=palette.blue,
        success=palette.green, warning=palette.amber, error=palette.brick,
        foreground=palette.ink, background=palette.ground, surface=palette.soft, panel=shade,
        variables={
            "best": palette.green, "costly": palette.amber, "danger": palette.brick, "seat": palette.violet,
            "place": palette.blue, "quiet": palette.quiet, "rule": rule,
            "text-muted": palette.quiet, "text-disabled": palette.quiet,
            "text-primary": palette.blue, "text-success": palette.green,
            "text-warning": palette.amber, "text-error": palette.brick,
            "filled": palette.blue, "on-filled": palette.ground,
            "input-cursor-background": palette.ink, "input-cursor-foreground": palette.ground,
            "footer-background": palette.soft, "footer-foreground": palette.quiet, "footer-item-background": palette.soft,
            "footer-key-foreground": palette.blue, "footer-description-foreground": palette.quiet,
            "footer-key-background": palette.soft, "footer-description-background": palette.soft,
            "border": palette.blue, "border-blurred": palette.quiet,
            "block-cursor-background": palette.blue, "block-cursor-foreground": palette.ground,
            "scrollbar": rule, "scrollbar-background": palette.soft,
        },
    )  # fmt: skip


OURS = (_theme("hotwash-dark", DARK, dark=True), _theme("hotwash-light", LIGHT, dark=False))
"""The dark one, and the light one."""
PAIRS = {"hotwash-dark": "hotwash-light", "ansi-dark": "ansi-light"}
"""Dark theme -> its light one. The second pair leaves colors to the terminal's own sixteen."""
ELSEWHERE = {
    "best": "ansi_green", "costly": "ansi_yellow", "danger": "ansi_red", "seat": "ansi_magenta", "place": "ansi_blue",
    "quiet": "ansi_default", "rule": "ansi_default", "filled": "ansi_blue", "on-filled": "ansi_bright_white",
}  # fmt: skip
"""What our own names mean in a theme that is not ours."""
