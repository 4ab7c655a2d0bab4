"""A person at the coding desk in a browser: the fields of its form, and keys that are counted."""

MOST_KEYS = 25
"""Of a statement whose names stand in the paragraph, its paraphrases left for later."""


class Keys:
    """A person at the keyboard, whose keystrokes are counted."""

    def __init__(self, page) -> None:
        self.page, self.count = page, 0

    def press(self, *names: str) -> None:
        for name in names:
            self.page.keyboard.press(name)
            self.count += 1

    def type(self, text: str) -> None:
        """Type a text, a keystroke a letter."""
        self.page.keyboard.type(text)
        self.count += len(text)

    def since(self, before: int) -> int:
        """Return how many keystrokes were made since there were so many."""
        return self.count - before


def field(page, name: str):
    return page.locator(f".ad-form [id$='-{name}']")


def message(page, name: str, told: str):
    return page.locator(f"[id$='-{name}-message']", has_text=told)


def focused(page, name: str) -> None:
    page.wait_for_function(f"document.activeElement.id.endsWith('-{name}')")
