"""首次建库: a county comes in with the national system's layout, its past years along (domain.md §13.1).

sheets: which sheet and column tells of which year → dossiers: each household's rows over the years → members and
crossings: who belonged to it when → statuses → closings: what a run of each year would have left → adding_up: what does
not add up → contents: what is staged → tables: what the merge copies in.
"""
