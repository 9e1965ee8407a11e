"""Bugs to plant in the SQL of the closing: one small edit each, and what must notice it."""

from enum import StrEnum
from typing import NamedTuple


class Notices(StrEnum):
    """What may notice a bug, in the order in which a year passes by them. All but the last four are the run's own."""

    CONTRADICTION = "input that contradicts itself: the rehearsal stays open"
    REHEARSED_BALANCE = "the balance of the rehearsal: it is not approved"
    READING_BACK = "the applied rows against the approved ones: the run fails"
    BALANCE = "the balance, counted anew from statuses and memberships: the run fails"
    ORACLE = "tests/oracle"
    REST = "what the closing must leave alone (§13.5)"
    UNDOING = "what undoing leaves behind"
    NOTHING = "nothing"


class Bug(NamedTuple):
    """`wrong` stands in `sql/<statement>.sql` where `right` stood, once."""

    statement: str
    what: str
    right: str
    wrong: str


PLANTED: dict[Notices, tuple[Bug, ...]] = {
    Notices.CONTRADICTION: (
        Bug(
            "movers",
            "whoever came in the year was there at its opening",
            "counted_from < %(year)s AS opening",
            "counted_from <= %(year)s AS opening",
        ),
        Bug(
            "movers",
            "a person is looked at in this year's memberships alone",
            "WHERE person_id = p.person_id\n",
            "WHERE person_id = p.person_id AND counted_from = %(year)s\n",
        ),
        Bug(
            "belongings",
            "whoever left in the year is overlooked",
            "counted_until >= %(year)s",
            "counted_until > %(year)s",
        ),
    ),
    Notices.REHEARSED_BALANCE: (
        Bug(
            "results",
            "the members at the opening are those at the closing",
            "THEN COALESCE(n.stayers, 0) + COALESCE(f.opening, 0) ELSE 0 END",
            "THEN t.members_closing ELSE 0 END",
        ),
        Bug("flows", "nobody is transferred in", "THEN kind_in ELSE 'transfer' END", "THEN kind_in ELSE '' END"),
        Bug(
            "flows",
            "corrections out are natural decreases as well",
            "outward = 'natural')",
            "outward IN ('natural', 'correction'))",
        ),
        Bug("people", "members that came are not counted", "WHERE closing IS NOT NULL", "WHERE closing = opening"),
        Bug(
            "results",
            "the members at the closing are those who stayed",
            "t.members_closing, round(",
            "COALESCE(n.stayers, 0) AS members_closing, round(",
        ),
        Bug(
            "subjects",
            "a recoded village is left as it was",
            "ELSE COALESCE(r.successor, o.row_village) END",
            "ELSE o.row_village END",
        ),
        Bug("last_year", "the opening is this year's rows", "c.year = %(year)s - 1", "c.year = %(year)s"),
        Bug(
            "last_year",
            "the opening knows nothing of recoded villages",
            "COALESCE(r.successor, c.village_code) AS village_code",
            "c.village_code",
        ),
        Bug(
            "origins",
            "who moved away stays in the opening",
            "COALESCE(c.village_code <> o.village_code, true)",
            "false",
        ),
        Bug(
            "movements",
            "who arrives brings the members of the closing",
            "sum(members_opening) AS opening",
            "sum(members_closing) AS opening",
        ),
        Bug(
            "balance_villages",
            "who exits is counted with the members of the opening",
            "m.outcome = 'exited' AND s.stock = 'poor' THEN w.n",
            "m.outcome = 'exited' AND s.stock = 'poor' THEN w.opened",
        ),
        Bug(
            "balance_villages",
            "a household that was not in the stock is taken out of it",
            "WHEN m.outcome = 'removed' AND w.stood",
            "WHEN m.outcome = 'removed'",
        ),
        Bug(
            "balance_villages",
            "transfers of households that were not in the stock count",
            "m.transfer_in * w.member",
            "m.transfer_in * s.persons::int",
        ),
    ),
    Notices.READING_BACK: (
        Bug(
            "apply_closings",
            "closed households get no closing row",
            "AND NOT EXISTS (",
            "AND outcome <> 'closed' AND NOT EXISTS (",
        ),
    ),
    Notices.BALANCE: (
        Bug(
            "movers",
            "whoever was there at the opening, and nobody else, is at the closing",
            "counted_until IS NULL OR counted_until > %(year)s AS closing",
            "counted_from < %(year)s AS closing",
        ),
        Bug(
            "homes",
            "a household split off in the year is no subject",
            "split_year <= %(year)s",
            "split_year < %(year)s",
        ),
        Bug(
            "apply_households",
            "relapsed households keep their status",
            "AND h.status <> c.closing_status",
            "AND h.status <> c.closing_status AND c.outcome <> 'relapsed'",
        ),
        Bug(
            "apply_households",
            "households of other villages are changed",
            "c.village_code BETWEEN %(first)s AND %(last)s",
            "c.village_code > %(last)s",
        ),
        Bug(
            "applied_stock",
            "members who are to leave are not counted any more",
            "counted_until > %(year)s)",
            "counted_until > %(year)s + 1)",
        ),
    ),
    Notices.ORACLE: (
        Bug(
            "verdicts",
            "a candidate is registered without its status",
            "WHEN kind = 'register' THEN 'registered'",
            "WHEN kind = 'register' THEN 'unchanged'",
        ),
        Bug(
            "subjects",
            "whoever has a decision only is left out",
            "o.was_registered OR o.split OR d.id IS NOT NULL OR",
            "o.was_registered OR o.split OR",
        ),
        Bug("movers", "the last coming decides", "ORDER BY joined_on, id)", "ORDER BY joined_on DESC, id)"),
        Bug("movers", "on one day the first entry of a going decides", "left_on DESC, id DESC", "left_on DESC, id"),
        Bug(
            "flows",
            "a transfer out has the kind it was entered with",
            "WHEN closing <> opening THEN 'transfer'",
            "WHEN closing <> opening THEN kind_out",
        ),
        Bug("recoded", "of a chain of recodings only the first is followed", "step.depth < 20", "step.depth < 1"),
        Bug(
            "subjects",
            "decisions of any year are live",
            "AND year = %(year)s AND state = 'approved'",
            "AND state = 'approved'",
        ),
        Bug(
            "standings",
            "an income at the line is enough",
            "income_per_head > %(line)s",
            "income_per_head >= %(line)s",
        ),
        Bug(
            "standings",
            "income per head is cut off",
            "round(net_income / members_closing, 2)",
            "trunc(net_income / members_closing, 2)",
        ),
        Bug("standings", "a remedy of next year counts", "AND c.remedy_on <= %(node)s", "AND c.remedy_on IS NOT NULL"),
        Bug("standings", "water plays no part", "AND water = 'met'", ""),
        Bug("people", "school begins on 1 September", "- 6, 8, 31)", "- 6, 9, 1)"),
        Bug(
            "people",
            "whoever is 16 on the last day is asked about school",
            "b.born <= make_date",
            "b.born < make_date",
        ),
        Bug(
            "verdicts",
            "an exit may be announced after the year",
            "s.announced_on BETWEEN make_date(%(year)s, 1, 1) AND %(node)s",
            "s.announced_on >= make_date(%(year)s, 1, 1)",
        ),
        Bug("verdicts", "what is not known is enough for a relapse", "WHEN NOT any_unmet THEN", "WHEN all_met THEN"),
        Bug(
            "verdicts",
            "a campaign ends before its last day",
            "s.decided_on BETWEEN c.opens AND c.closes",
            "s.decided_on >= c.opens AND s.decided_on < c.closes",
        ),
        Bug(
            "verdicts",
            "a household that everybody left stays registered",
            "OR (was_registered AND members_closing = 0)",
            "",
        ),
        Bug(
            "results",
            "who relapses is poor again",
            "WHEN 'stabilised' THEN 'stable'",
            "WHEN 'stabilised' THEN 'stable' WHEN 'relapsed' THEN 'poor'",
        ),
        Bug(
            "results",
            "ready households are not told of",
            "AND s.kind IS DISTINCT FROM 'exit'",
            "AND s.kind <> 'exit'",
        ),
        Bug(
            "apply_households",
            "who exited has no year of it",
            "WHEN c.outcome = 'exited' THEN c.year",
            "WHEN c.outcome = 'exited' THEN h.exit_year",
        ),
        Bug(
            "apply_households",
            "a registration forgets when it was first identified",
            "COALESCE(h.first_identified, c.year)",
            "c.year",
        ),
        Bug(
            "apply_decisions",
            "refused decisions are applied",
            "CASE WHEN c.refusal = '' THEN 'applied' ELSE 'refused' END",
            "'applied'",
        ),
        Bug(
            "apply_doubts",
            "only the first doubt is opened",
            "jsonb_array_elements_text(c.doubts) rule",
            "(SELECT c.doubts ->> 0 AS rule WHERE c.doubts <> '[]') doubt",
        ),
        Bug("balance_areas", "a township is cut off at the wrong digit", "(4, 1000)", "(4, 10000)"),
    ),
    Notices.REST: (
        Bug(
            "lapse_decisions",
            "what is proposed for the next year lapses",
            "WHERE year = %(year)s",
            "WHERE year >= %(year)s",
        ),
    ),
    Notices.UNDOING: (
        Bug(
            "keep_before",
            "what was before is not kept of an exit",
            "AND h.status <> c.closing_status",
            "AND h.status <> c.closing_status AND c.outcome <> 'exited'",
        ),
        Bug(
            "undo_households",
            "the year of the exit is not put back",
            "exit_year = b.exit_year",
            "exit_year = h.exit_year",
        ),
        Bug("undo_decisions", "decisions stay refused", "d.state IN ('applied', 'refused')", "d.state = 'applied'"),
        Bug("undo_lapsing", "what lapsed has lapsed for good", "e.state = 'lapsed'", "e.state = 'approved'"),
        Bug("undo_doubts", "the last doubt stays", "AND d.rule = rule", "AND d.rule = rule AND d.rule <> 'slipping'"),
    ),
}
