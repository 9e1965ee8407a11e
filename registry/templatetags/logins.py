"""A browser in words, from what it calls itself."""

import re

from django import template

register = template.Library()

# In this order: each of the later ones is also named by those before it.
BROWSERS = {
    "Edge": r"Edg/(\d+)",
    "Firefox": r"Firefox/(\d+)",
    "Chrome": r"Chrome/(\d+)",
    "Safari": r"Version/(\d+)",
}
SYSTEMS = {"Android": "Android", "iPhone": "iPhone", "Windows": "Windows", "Macintosh": "macOS", "Linux": "Linux"}
MOST = 30


@register.filter
def browser(agent: str) -> str:
    """Chrome 109 · Windows; what is none of the known ones as it stands, cut short."""
    for name, pattern in BROWSERS.items():
        found = re.search(pattern, agent)
        if found:
            system = next((shown for word, shown in SYSTEMS.items() if word in agent), "")
            return " · ".join(filter(None, (f"{name} {found[1]}", system)))
    return agent[:MOST]
