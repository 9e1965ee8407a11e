"""The files of the exchange format: columns, order, empty cells, what may be left out."""

import csv
from pathlib import Path

from .by_hand import Written
from .compare import differences
from .exchange import check_folder


def write(folder: Path, case: Written) -> None:
    (folder / "in").mkdir()
    for stem, rows in case.case.items():
        columns = dict.fromkeys(name for row in rows for name in row)
        with (folder / "in" / f"{stem}.csv").open("w", encoding="utf-8", newline="") as lines:
            writer = csv.DictWriter(lines, [*columns, "extra"], restval="")
            writer.writeheader()
            writer.writerows(rows)


def a_case() -> Written:
    case = Written().household(10, "exited").household(9).unopened(2, "candidate").drop("surveys", 10)
    return (
        case.decision(2, "register").decision(9, "exit", procedure_complete=0).decision(10, "close", state="proposed")
    )


CLOSING_HEADER = (
    "household,village_opening,village_closing,opening_status,closing_status,outcome,members_opening,"
    "increase_natural,increase_correction,increase_transfer,decrease_natural,decrease_correction,decrease_transfer,"
    "members_closing,net_income,income_per_head,line,income,food,clothing,water,housing,education,medical"
)
BALANCE_HEADER = (
    "level,area,stock,unit,opening,moved,registered,relapsed,split,natural_in,correction_in,transfer_in,"
    "natural_out,correction_out,transfer_out,exited,removed,closed,closing,balances"
)


def test_a_folder_in_and_out(tmp_path: Path) -> None:
    write(tmp_path, a_case())
    check_folder(tmp_path, "43", 2016)
    written = {path.name: path.read_text(encoding="utf-8").splitlines() for path in (tmp_path / "out").iterdir()}
    here, figures, unsurveyed = "430101001001", "8000.00,4000.00,2952.00", "unknown,unknown,unknown,unknown"
    assert written["closings.csv"] == [
        CLOSING_HEADER,
        f"2,,{here},,poor,registered,0,0,0,0,0,0,0,2,{figures},met,met,met,met,met,met,met",
        f"9,{here},{here},poor,poor,unchanged,2,0,0,0,0,0,0,2,{figures},met,met,met,met,met,met,met",
        f"10,{here},{here},exited,exited,unchanged,2,0,0,0,0,0,0,2,{figures},met,{unsurveyed},met,met",
    ]
    assert written["households_out.csv"] == [
        "household,status,attribute,first_identified,registered_year,exit_year,relapse_year,relapse_cause",
        "2,poor,01,2016,2016,,,",
    ]
    assert written["decisions_out.csv"] == ["decision,state,reason", "2,applied,", "9,refused,procedure", "10,lapsed,"]
    assert written["doubts.csv"] == [
        "rule,household,year",
        "exit_refused,9,2016",
        "not_surveyed,10,2016",
        "ready_not_exited,2,2016",
    ]
    assert written["balance.csv"][:2] == [
        BALANCE_HEADER,
        "city,4301,poor,households,1,0,1,0,0,0,0,0,0,0,0,0,0,0,2,1",
    ]
    assert len(written["balance.csv"]) == 1 + 5 * 2 * 2


def test_the_order_of_the_rows_does_not_matter(tmp_path: Path) -> None:
    case = a_case()
    expected = case.run()
    for rows in case.case.values():
        rows.reverse()
    assert case.run() == expected


def test_files_that_are_left_out_have_no_rows(tmp_path: Path) -> None:
    write(tmp_path, Written().household(1))
    for stem in ("campaigns", "decisions", "regions"):
        (tmp_path / "in" / f"{stem}.csv").unlink()
    check_folder(tmp_path, "43", 2016)
    with (tmp_path / "out" / "closings.csv").open(encoding="utf-8") as lines:
        assert [row["outcome"] for row in csv.DictReader(lines)] == ["unchanged"]


def test_differences_are_told_row_by_row() -> None:
    ours = a_case().run()
    theirs = a_case().edit("surveys", 9, water=0).run()
    theirs["closings"][0]["line"] = "2952"
    theirs["doubts"] = theirs["doubts"][1:]
    theirs["balance"] = [row for row in theirs["balance"] if row["level"] != "city"]
    assert differences(ours, ours) == []
    assert differences(ours, theirs) == [
        "closings 9: water met / unmet",
        "doubts exit_refused 9 2016: only ours",
        "balance city 4301 poor households: only ours",
        "balance city 4301 poor persons: only ours",
        "balance city 4301 registered households: only ours",
        "balance city 4301 registered persons: only ours",
    ]
    assert differences(theirs, ours)[1] == "doubts exit_refused 9 2016: only theirs"


def test_a_balance_row_of_zeros_may_be_missing() -> None:
    ours = Written().household(1, "candidate").decision(1, "exit").run()
    assert len(ours["balance"]) == 5 * 2 * 2
    assert differences(ours, ours | {"balance": []}) == []
