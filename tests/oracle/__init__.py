"""The annual adjustment once more, from the text alone: an oracle for the job's SQL.

A second statement of domain.md §13 in plain Python, written without a look at `registry/adjustment/` or
`registry/rules.py`, and to be kept so: when the two disagree, the text decides, not the other program.
Input and output are the files of the exchange format (DIR/in and DIR/out), as rows of strings.

    python -m tests.oracle.exchange DIR PROVINCE YEAR     reads DIR/in, writes DIR/out
    exchange.run(case, "43", 2016) -> dict[file stem, rows]
    cases.make_case(seed, households) -> dict[file stem, rows]

Where the text leaves room, the most literal reading was taken:

 1. A candidate that has an opening row (refused last year, or removed / closed and identified again) keeps the
    row's village and status as village_opening and opening_status also when it is registered, and has comings and
    goings; "a newly registered household has neither" is read of one without an opening row.
 2. A stored `candidate` does not disagree with an opening row that says removed or closed (§13.3 end: identified
    again); every other difference between stored status and opening row does.
 3. members_opening is compared with every opening row of a household of the province, of whatever status; a household
    made by a split in Y must have 0.
 4. Goings and comings that decide a kind are those of the person, in any household, not of A or B alone. "Order of
    entry" is the membership's number. A missing real date counts as earlier than all others.
 5. No birth date: education is unknown for that member whatever the other columns say ("No birth date → unknown").
 6. No school status and a reason outside the left column (休学 …): unknown; `unmet` needs 01 or 02. 06 学龄前儿童 is
    not "初中 or higher". A member without a row of Y has every flag and the school status missing.
 7. A remedy without a date is no remedy. A survey that was only carried forward leaves its four guarantees unknown.
 8. "A missing flag decides it": three-valued logic, so employee = no, resident = no, serious = missing is unmet.
 9. Every recoding in regions.csv is followed, chains included, for the opening code only; the code at the cut stands.
10. relapse_cause is the reason of the decision. Years that no row of §13.3 names are left as they are.
11. Row 2 by decision `close` has no condition on the status: a candidate or a removed household becomes closed.
12. The run has the households whose village at the cut lies in the province. A household that moved to another
    province leaves through `moved` with the members of its opening row and has no closing row here.
13. A parameter of the province goes before the nation's, one of the year before one of every year; line_nbs is only
    read from a row without, line_provincial only from a row with the province. An empty stable_items means all.
14. The balance has rows for every area in which a closing row of the run opened or closed (or which a household left
    for another province), four for each, even when they are all 0.
15. decisions_out has every approved decision of Y of the run's households, and every proposed one as `lapsed`.
16. A split household whose parent has no registered opening status is a contradiction, also when the parent is missing.
"""
