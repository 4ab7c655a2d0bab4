"""Names beside each other, in the order in which the readers of a language read them."""

from analysis.locale import apart, forwards, right_to_left


def toward(actor: str, target: str, language: str) -> str:
    """Write who acts on whom, the arrow in the direction of the language.

    >>> toward("a", "b", "en"), "←" in toward("a", "b", "ar")
    ('a → b', True)
    """
    arrow = "←" if right_to_left(language) else "→"
    told = f"{apart(actor, language)} {arrow} {apart(target, language)}"
    return forwards(told, language)


def tied(row: str, column: str, language: str) -> str:
    """Name a tie by its ends, of which each keeps its place beside the other and what follows."""
    return f"{apart(row, language)} – {apart(column, language)}"
