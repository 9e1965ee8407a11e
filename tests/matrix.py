"""Who may open what: the table that tests/test_matrix.py holds the site to. Reviewed by hand, read from no code.

Every address has a row. Whoever adds an address adds its row, in words of the cast (tests/cast.py): those named in
`who` reach it for what lies in their area; for what lies elsewhere it does not exist (404); for anybody else it is
forbidden (403); strangers are sent to the log-in (302).
"""

from dataclasses import dataclass

from .cast import PARTS

EVERYBODY = frozenset(PARTS)
COUNTY_CLERKS = frozenset({"county_clerk", "neighbour_clerk"})
CLERKS = COUNTY_CLERKS | {"township_clerk"}
PROVINCIAL = frozenset({"provincial_administrator", "second_administrator", "foreign_administrator"})
VILLAGERS = frozenset({"first_secretary", "neighbouring_secretary", "team_member"})
READERS = (
    CLERKS
    | PROVINCIAL
    | VILLAGERS
    | {"county_approver", "county_leader", "township_reviewer", "assessor", "prefecture_reader", "auditor"}
)
RESOLVERS = CLERKS | {"township_reviewer"}
CHECKERS = frozenset({"township_reviewer", "county_approver"})
REVEALERS = COUNTY_CLERKS | {"county_approver", "auditor"}
USER_MAKERS = frozenset({"system_administrator", "county_administrator"})
# Each imports what they may change by hand; the batch of the addresses is one of households.
IMPORTERS = CLERKS | PROVINCIAL | USER_MAKERS
IMPORT_READERS = RESOLVERS | IMPORTERS | {"county_approver", "auditor"}
JOB_READERS = CLERKS | PROVINCIAL | {"county_approver", "auditor"} | USER_MAKERS
JOB_CANCELLERS = PROVINCIAL | USER_MAKERS
SECURITY = frozenset({"security_administrator"})
USER_READERS = USER_MAKERS | SECURITY | {"audit_administrator"}


@dataclass(frozen=True)
class Row:
    """`who` gets `get` and `post`, None where the method is not admitted (405).

    `of` is the kind of object in the address; `shows`: a page that is reached names the household behind it;
    `open`: strangers come in as well; `patch`: what a reader who may not write gets for it; `blind`: of `who`, those
    for whom this object does not exist, wherever it lies.
    """

    who: frozenset[str]
    get: int | None = 200
    post: int | None = None
    patch: int = 405
    of: str = ""
    shows: bool = False
    open: bool = False
    blind: frozenset[str] = frozenset()


ROWS = {
    "accounts:login": Row(EVERYBODY, get=302, post=302, open=True),
    "accounts:logout": Row(EVERYBODY, get=None, post=302),
    "accounts:password": Row(EVERYBODY, post=200),
    "accounts:logins": Row(SECURITY),
    "accounts:online": Row(SECURITY),
    "accounts:password_reset": Row(USER_MAKERS, get=None, post=302, of="user"),
    "accounts:posting_end": Row(USER_MAKERS, post=200, of="posting"),
    "accounts:posting_start": Row(USER_MAKERS, post=200, of="user"),
    "accounts:posting_transfer": Row(USER_MAKERS, post=200, of="posting"),
    "accounts:roles": Row(EVERYBODY),
    "accounts:session_end": Row(SECURITY, get=None, post=302, of="session"),
    "accounts:user": Row(USER_READERS, of="user"),
    "accounts:user_create": Row(USER_MAKERS, post=200),
    "accounts:user_disable": Row(USER_MAKERS, get=None, post=302, of="user"),
    "accounts:user_enable": Row(USER_MAKERS, get=None, post=302, of="user"),
    "accounts:user_unlock": Row(SECURITY, get=None, post=302, of="user"),
    "accounts:users": Row(USER_READERS),
    "accounts:token_end": Row(EVERYBODY, get=None, post=302, of="token"),
    "accounts:tokens": Row(EVERYBODY, post=200),
    "api:balance": Row(READERS, of="run"),
    "api:decision": Row(READERS, of="decision"),
    "api:decision_approve": Row(frozenset({"county_approver"}), get=None, post=428, of="decision"),
    "api:decision_withdraw": Row(READERS, get=None, post=428, of="decision"),
    "api:decisions": Row(READERS, post=400),
    "api:docs": Row(EVERYBODY),
    "api:household": Row(READERS, of="household"),
    "api:households": Row(READERS),
    "api:jobs": Row(JOB_READERS),
    "api:members": Row(READERS, of="household", shows=True),
    "api:regions": Row(EVERYBODY),
    "api:runs": Row(READERS),
    "api:schema": Row(EVERYBODY),
    "api:year": Row(READERS, patch=404, of="household_year"),
    "jobs:cancel": Row(JOB_CANCELLERS, get=None, post=302, of="job"),
    "jobs:detail": Row(JOB_READERS, of="job"),
    "jobs:list": Row(JOB_READERS),
    "parameters:calendar": Row(READERS),
    "parameters:calendar_edit": Row(PROVINCIAL, post=200),
    "parameters:history": Row(READERS, of="parameter"),
    "parameters:line": Row(PROVINCIAL, post=200),
    "parameters:lines": Row(READERS),
    "parameters:list": Row(READERS),
    "parameters:parameter": Row(PROVINCIAL, post=200, of="parameter"),
    "regions:pick": Row(EVERYBODY),
    "registry:acts": Row(frozenset({"auditor", "audit_administrator"})),
    "registry:baseline_report": Row(IMPORT_READERS, of="batch", blind=USER_MAKERS),
    "registry:baseline_report_file": Row(IMPORT_READERS, get=None, post=409, of="batch", blind=USER_MAKERS),
    "registry:batch": Row(IMPORT_READERS, of="batch", blind=USER_MAKERS),
    "registry:batch_cancel": Row(IMPORTERS, get=None, post=302, of="batch", blind=IMPORTERS - CLERKS),
    "registry:batch_change": Row(CLERKS, get=None, post=302),
    "registry:batch_changed": Row(CLERKS, of="batch_change"),
    "registry:batch_confirm": Row(IMPORTERS, get=None, post=302, of="batch", blind=IMPORTERS - CLERKS),
    "registry:batch_errors": Row(IMPORTERS, get=None, post=200, of="batch", blind=IMPORTERS - CLERKS),
    "registry:batch_original": Row(IMPORT_READERS, get=None, post=302, of="batch", blind=IMPORT_READERS - REVEALERS),
    "registry:batch_passwords": Row(IMPORTERS, get=None, post=409, of="batch", blind=IMPORTERS - CLERKS),
    "registry:batch_recheck": Row(IMPORTERS, get=None, post=302, of="batch", blind=IMPORTERS - CLERKS),
    "registry:batch_template": Row(IMPORTERS),
    "registry:batch_undo": Row(IMPORTERS, get=None, post=409, of="batch", blind=IMPORTERS - CLERKS),
    "registry:batch_upload": Row(IMPORTERS, get=None, post=400),
    "registry:batches": Row(IMPORT_READERS),
    "registry:collection": Row(READERS, of="household", shows=True),
    "registry:collection_return": Row(CHECKERS, get=None, post=302, of="household"),
    "registry:collection_submit": Row(CLERKS, get=None, post=302, of="household"),
    "registry:collections": Row(READERS, shows=True),
    "registry:collections_check": Row(CHECKERS, get=None, post=302),
    "registry:collections_unconfirmed": Row(READERS, shows=True),
    "registry:households_conditions": Row(READERS),
    "registry:households_count": Row(READERS),
    "registry:households_display": Row(READERS, get=None, post=302),
    "registry:progress": Row(READERS),
    "registry:code_lists": Row(EVERYBODY),
    "registry:decision_approve": Row(frozenset({"county_approver"}), get=None, post=302, of="decision"),
    "registry:decision_propose": Row(CLERKS, post=200, of="household", shows=True),
    "registry:decision_withdraw": Row(READERS, get=None, post=302, of="decision"),
    "registry:decisions": Row(READERS, shows=True),
    "registry:doubt_settle": Row(RESOLVERS, get=None, post=302, of="doubt"),
    "registry:doubts": Row(READERS, shows=True),
    "registry:export": Row(EVERYBODY, of="export"),
    "registry:export_answer": Row(REVEALERS, get=None, post=302, of="export_waiting"),
    "registry:export_discard": Row(EVERYBODY, get=None, post=302, of="export"),
    "registry:export_order": Row(READERS, get=None, post=302, of="listing"),
    "registry:export_take": Row(EVERYBODY, get=None, post=200, of="export"),
    "registry:exports": Row(EVERYBODY),
    "registry:exports_record": Row(frozenset({"auditor", "audit_administrator"})),
    "registry:extra_change": Row(PROVINCIAL, post=200, of="extra"),
    "registry:extra_define": Row(PROVINCIAL, post=200),
    "registry:extras": Row(READERS),
    "registry:draft": Row(EVERYBODY, post=400),
    "registry:entry_check": Row(CLERKS, get=None, post=400),
    "registry:figure_corrected": Row(READERS, get=404),
    "registry:figure_corrected_people": Row(READERS, get=404),
    "registry:figure_corrections": Row(READERS),
    "registry:figure_flow_list": Row(READERS, get=404),
    "registry:figure_flows": Row(READERS),
    "registry:figure_households": Row(READERS, shows=True),
    "registry:figure_persons": Row(READERS, shows=True),
    "registry:figures": Row(READERS),
    "registry:find": Row(READERS, get=None, post=302),
    "registry:gallery": Row(EVERYBODY),
    "registry:home": Row(EVERYBODY),
    "registry:home_progress": Row(READERS),
    "registry:home_stock": Row(READERS),
    "registry:household": Row(READERS, of="household", shows=True),
    "registry:household_edit": Row(CLERKS, post=200, of="household", shows=True),
    "registry:household_history": Row(READERS, of="household", shows=True),
    "registry:household_print": Row(READERS, of="household", shows=True),
    "registry:household_print_numbers": Row(REVEALERS, get=None, post=302, of="household"),
    "registry:household_year": Row(CLERKS, post=200, of="household", shows=True),
    "registry:households": Row(READERS, shows=True),
    "registry:member_correct": Row(CLERKS, post=200, of="person", shows=True),
    "registry:member_join": Row(CLERKS, post=200, of="household", shows=True),
    "registry:member_leave": Row(CLERKS, post=200, of="household", shows=True),
    "registry:poor_village": Row(frozenset({"county_approver"}), post=200, of="poor_village"),
    "registry:poor_village_remove": Row(frozenset({"county_approver"}), get=None, post=302, of="poor_village"),
    "registry:poor_villages": Row(READERS),
    "registry:print": Row(READERS),
    "registry:print_numbers": Row(REVEALERS, get=None, post=302),
    "registry:head_change": Row(CLERKS, post=200, of="household", shows=True),
    "registry:merge": Row(CLERKS, post=200, of="household", shows=True),
    "registry:move_accept": Row(CLERKS, get=None, post=302, of="move_in"),
    "registry:move_decline": Row(CLERKS, get=None, post=302, of="move_in"),
    "registry:move_propose": Row(CLERKS, post=200, of="household", shows=True),
    "registry:move_withdraw": Row(CLERKS, get=None, post=302, of="move"),
    "registry:moves": Row(READERS),
    "registry:notices": Row(READERS),
    "registry:numbers": Row(READERS, shows=True),
    "registry:operation": Row(CLERKS, of="operation"),
    "registry:operation_undo": Row(CLERKS, get=None, post=409, of="operation"),
    "registry:operations": Row(CLERKS),
    "registry:query_delete": Row(READERS, get=None, post=302),
    "registry:query_rename": Row(READERS, get=None, post=302),
    "registry:query_save": Row(READERS, get=None, post=302),
    "registry:saved_queries": Row(READERS),
    "registry:split": Row(CLERKS, post=200, of="household", shows=True),
    "registry:register": Row(CLERKS, post=200),
    "registry:reveal": Row(REVEALERS, get=None, post=302, of="person"),
    "registry:run": Row(READERS, of="run"),
    "registry:run_approve": Row(PROVINCIAL, post=200, of="run"),
    "registry:run_comparison": Row(READERS, of="run"),
    "registry:run_exceptions": Row(READERS, of="run"),
    "registry:run_plan": Row(PROVINCIAL, post=200, of="run"),
    "registry:run_progress": Row(READERS, of="run"),
    "registry:run_freeze": Row(PROVINCIAL, post=200, of="run"),
    "registry:run_open": Row(PROVINCIAL, get=None, post=302),
    "registry:run_provinces": Row(READERS),
    "registry:run_rehearse": Row(PROVINCIAL, get=None, post=302, of="run"),
    "registry:run_result": Row(READERS, of="result", shows=True),
    "registry:run_results": Row(READERS, of="run", shows=True),
    "registry:run_start": Row(PROVINCIAL, get=None, post=302, of="run"),
    "registry:run_undo": Row(PROVINCIAL, post=200, of="run"),
    "registry:run_undo_confirm": Row(PROVINCIAL, get=None, post=302, of="run"),
    "registry:run_undo_withdraw": Row(PROVINCIAL, get=None, post=302, of="run"),
    "registry:runs": Row(READERS),
    "registry:unit_year": Row(frozenset({"county_approver"}), post=200, of="unit_year"),
    "registry:unit_years": Row(READERS),
}
