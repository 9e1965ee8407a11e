"""补录 and 剔除 (domain.md §10 N5–N7): who was added and who removed because the register was wrong, not by nature."""

from collections import Counter
from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

Tally = Counter[str]
COUNTED = ("registered_households", "registered", "added", "removed_households", "removed", "struck")
MEASURES = (*COUNTED[:3], "came", *COUNTED[3:], "went", "net")
LABELS = {
    "registered_households": _("新识别户"),
    "registered": _("新识别户人口"),
    "added": _("补录人员"),
    "came": _("补录人口"),
    "removed_households": _("清退户"),
    "removed": _("清退户人口"),
    "struck": _("剔除人员"),
    "went": _("剔除人口"),
    "net": _("净变化"),
}
FORMULAS = {
    "registered_households": _("当年新识别、已结账的户；专项行动的，由其决定识别、文件日期在其期限内"),
    "registered": _("上述各户的年末人数"),
    "added": _("在册的户补录的原遗漏人口；专项行动的，增加日期在其期限内，其允许补录并包括该村"),
    "came": _("新识别户人口 ＋ 补录人员"),
    "removed_households": _("当年因识别不准整户清退、已结账的户；专项行动的，由其决定清退、文件日期在其期限内"),
    "removed": _("上述各户的年末人数"),
    "struck": _("在册的户因识别不准剔除的人；专项行动的，减少日期在其期限内；自然减少不计"),
    "went": _("清退户人口 ＋ 剔除人员"),
    "net": _("补录人口 − 剔除人口"),
}
SIGNS = {"came": "＋", "went": "−"}
HOUSEHOLDS = frozenset({"registered_households", "removed_households"})
LISTED_PEOPLE = frozenset({"registered", "added", "came", "removed", "struck", "went"})


def measure(tally: Mapping[str, int], word: str) -> int:
    """A number of a tally: counted, or made of what is."""
    if word == "came":
        return tally.get("registered", 0) + tally.get("added", 0)
    if word == "went":
        return tally.get("removed", 0) + tally.get("struck", 0)
    if word == "net":
        return measure(tally, "came") - measure(tally, "went")
    return tally.get(word, 0)
