"""Every list that can be taken out, by its word."""

from .figures_corrections import CORRECTIONS_LISTS
from .figures_flows import FLOWS_LISTS
from .figures_lists import FIGURES_LISTS
from .households import HOUSEHOLDS
from .notices import NOTICES
from .office_lists import OFFICE_LISTS
from .register_lists import REGISTER_LISTS

LISTINGS = {
    one.word: one
    for one in (HOUSEHOLDS, NOTICES, *REGISTER_LISTS, *FIGURES_LISTS, *FLOWS_LISTS, *CORRECTIONS_LISTS, *OFFICE_LISTS)
}
