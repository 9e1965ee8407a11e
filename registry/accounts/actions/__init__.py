"""Everything that changes users, postings, passwords and other people's sessions."""
