"""What pictorial fonts print for a code: `w:sym`, bullets and runs set in Symbol or Wingdings."""

from __future__ import annotations

from typing import Final

_WINGDINGS: Final = {
    0x20: " ",
    0x6C: "●",
    0x6D: "❍",
    0x6E: "■",
    0x6F: "□",
    0x70: "□",
    0x71: "❑",
    0x72: "❒",
    0x73: "⬧",
    0x74: "⧫",
    0x75: "◆",
    0x76: "❖",
    0x77: "⬥",
    0x9E: "·",
    0x9F: "•",
    0xA1: "○",
    0xA7: "▪",
    0xA8: "□",
    0xD8: "➢",
    0xDF: "←",
    0xE0: "→",
    0xE1: "↑",
    0xE2: "↓",
    0xE8: "➔",
    0xF0: "⇨",
    0xFB: "✗",
    0xFC: "✓",
    0xFD: "☒",
    0xFE: "☑",
}
_WINGDINGS_2: Final = {
    0x4F: "✗",
    0x50: "✓",
    0x51: "☒",
    0x52: "☑",
    0x53: "☒",
    0x54: "☒",
    0x97: "●",
    0xA2: "■",
    0xA3: "□",
}
_SYMBOL: Final = {
    0x20: " ",
    0x2B: "+",
    0x2D: "-",
    0xA3: "≤",
    0xA5: "∞",
    0xA8: "♦",
    0xAC: "←",
    0xAD: "↑",
    0xAE: "→",
    0xAF: "↓",
    0xB0: "°",
    0xB1: "±",
    0xB3: "≥",
    0xB4: "×",
    0xB7: "•",
    0xB8: "÷",
    0xB9: "≠",
    0xBB: "≈",
    0xBC: "…",
    0xC6: "∅",
    0xD0: "∠",
    0xD6: "√",
    0xDE: "⇒",
    0xE5: "∑",
}
_FONTS: Final = {"wingdings": _WINGDINGS, "wingdings 2": _WINGDINGS_2, "symbol": _SYMBOL}
_PRIVATE_BLOCK: Final = 0xF000


def is_pictorial(font: str) -> bool:
    """Whether the font prints pictures for letters."""
    return font.lower() in _FONTS


def printed(character: str, font: str) -> str:
    """The character as the font prints it; itself where the font is unknown or has no equal in Unicode."""
    code = ord(character)
    if _PRIVATE_BLOCK <= code <= _PRIVATE_BLOCK + 0xFF:
        code -= _PRIVATE_BLOCK
    return _FONTS.get(font.lower(), {}).get(code, character)


def printed_text(text: str, font: str) -> str:
    """A run's text as its font prints it, length kept."""
    return "".join(printed(character, font) for character in text) if is_pictorial(font) else text


def symbol(code: str, font: str) -> str:
    """What `w:sym` prints; nothing where the code is rubbish."""
    try:
        number = int(code, 16)
    except ValueError:
        return ""
    return printed(chr(number), font) if 0x20 <= number < 0xD800 or 0xE000 <= number <= 0xFFFD else ""


def bullet(text: str, font: str) -> str:
    """A bullet as printed: known glyphs by font, any other glyph of a private block as a round bullet."""
    shown = printed_text(text, font)
    return "".join("•" if 0xE000 <= ord(character) <= 0xF8FF else character for character in shown)
