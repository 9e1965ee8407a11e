"""Somebody who types from a paper form without looking up, and whose key strokes are counted."""

from dataclasses import dataclass, field

from playwright.sync_api import Page, expect

# The label of what has the focus, whichever way it has it.
FOCUSED = """() => {
  const now = document.activeElement;
  const label = now.labels && now.labels[0];
  const group = now.closest('fieldset.field');
  const words = label || (group && group.querySelector('legend')) || now;
  return words.textContent.trim();
}"""


@dataclass
class Typist:
    """`strokes` counts every key that is pressed, a modifier as one of its own.

    A Chinese character counts as one stroke and as one of the data: what an input method asks for is the same anywhere.
    """

    page: Page
    strokes: int = 0
    data: int = 0
    went: list[str] = field(default_factory=list)

    def press(self, keys: str) -> None:
        """Press a key, or several at once as in Control+Enter."""
        self.page.keyboard.press(keys)
        self.strokes += len(keys.split("+"))

    def text(self, words: str) -> None:
        """Type words, or send them from an input method."""
        if words.isascii():
            self.page.keyboard.type(words)
        else:
            self.page.keyboard.insert_text(words)
        self.strokes += len(words)
        self.data += len(words)

    def at(self, label: str) -> None:
        """The focus stands where the next words of the paper belong."""
        now = self.page.evaluate(FOCUSED)
        assert now.startswith(label), f"at {now}, not {label}, after {self.went[-3:]}"
        self.went.append(label)

    def fill(self, label: str, words: str) -> None:
        """Text or a number, and Enter; empty where the paper is."""
        self.at(label)
        self.text(words)
        self.press("Enter")

    def code(self, label: str, code: str) -> None:
        """A code, an answer, a day: the form goes on by itself."""
        self.at(label)
        self.text(code)

    def accept(self, label: str, code: str) -> None:
        """What the form proposes is what the paper says; its code is data all the same."""
        self.at(label)
        self.data += len(code)
        self.press("Enter")

    def village(self, letters: str, name: str) -> None:
        """The first village that the initials find."""
        box = self.page.get_by_role("combobox", name="所在村")
        self.page.keyboard.type(letters)
        self.strokes += len(letters)
        self.data += len(name)
        expect(box).to_have_attribute("aria-expanded", "true")
        self.press("Enter")
