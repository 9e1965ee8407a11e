"""首次建库: a county comes in with the national system's layout, its past years along (domain.md §13.1).

sheets: which sheet and column tells of which year → dossiers: each household's rows over the years → members: who was in
it when → story: what that makes of the years, and what does not add up → contents: what is staged, and merged.
"""
