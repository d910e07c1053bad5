"""Which code page text of one byte a letter is in, when nothing says so: by the letters that come out."""

_CODE_PAGES = ("cp1252", "cp850")
_USUAL = frozenset("åäöÅÄÖéÉèÈüÜøØæÆáÁßàç–§")


def likely_code_page(raw: bytes, otherwise: str) -> str:
    """Return Windows' (1252) or DOS's (850) code page, whichever makes all of `raw` usual in the North.

    Where neither does, `otherwise`. What is told apart is å in 1252, which is Õ in 850, and so on.
    """
    for code_page in _CODE_PAGES:
        found = raw.decode(code_page, "replace")
        if all(letter.isascii() or letter in _USUAL for letter in found):
            return code_page
    return otherwise
