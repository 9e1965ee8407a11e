"""The columns that COPY fills, by table. What is left out has a default in the database, or is null."""

from .incomes import Items
from .living import Living, Surveyed, columns_of

STATE = ("education", "school", "absence", "health", "labour", "work_area", "work_months")
AID = ("dibao", "destitute", "relocated")
COVER = (
    *("resident_insurance", "employee_insurance", "serious_insurance", "commercial_insurance", "accident_insurance"),
    *("resident_pension", "employee_pension", "soldier"),
)
GUARANTEES = ("income", "food", "clothing", "water", "housing", "education", "medical")
MOVEMENTS = (
    *("members_opening", "increase_natural", "increase_correction", "increase_transfer"),
    *("decrease_natural", "decrease_correction", "decrease_transfer", "members_closing"),
)

COLUMNS: dict[str, tuple[str, ...]] = {
    "registry_household": (
        *("id", "village_id", "village_code", "natural_village", "group", "address", "phone_sealed", "phone_index"),
        *("bank", "card_sealed", "card_last4", "planned_exit_year", "first_identified", "first_identified_month"),
        *("registered_year", "exit_year", "relapse_year", "split_from_id", "split_year", "martyr_family", "one_child"),
        *("two_daughters", "relocation", "relocation_willing", "resettlement", "resettlement_address", "version"),
        *("standard", "attribute", "main_cause", "other_causes", "status", "relapse_cause"),
    ),
    "registry_person": (
        *("id", "village_code", "name", "name_key", "initials", "sex", "id_type", "id_sealed", "id_index", "id_last4"),
        *("born", "ethnicity", "politics", "version"),
    ),
    "registry_membership": (
        *("person_id", "household_id", "village_code", "counted_from", "joined_on", "counted_until", "left_on"),
        *("version", "relation", "kind_in", "reason_in", "kind_out", "reason_out"),
    ),
    "registry_memberyear": ("person_id", "village_code", *AID, "year", "confirmed", *STATE, *COVER, "version"),
    "registry_statement": (
        *("household_id", "year", "village_code", "period_start", "period_end", "excluded_note", "version"),
        *Items._fields,
    ),
    "registry_survey": (
        *("household_id", "year", "village_code", "confirmed", "version"),
        *columns_of(Surveyed),
        *columns_of(Living),
    ),
    "registry_decision": (
        *("id", "household_id", "village_code", "year", "kind", "state", "reason", "cause", "source"),
        *("document_number", "decided_on", "campaign_id", "procedure_complete", "announced_on", "refusal"),
        *("proposed_at", "approved_at", "version"),
    ),
    "registry_closing": (
        *("household_id", "year", "village_opening", "village_code", "split", *MOVEMENTS, "net_income"),
        *("income_per_head", "line", "decision_id", "opening_status", "closing_status", "outcome", "attribute"),
        *(*GUARANTEES, "refusal", "doubts"),
    ),
}
