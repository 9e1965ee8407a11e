"""Lists as files: what each list is (listing.py and those beside it), and the job that writes one (work.py)."""
