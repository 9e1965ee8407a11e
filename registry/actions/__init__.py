"""Every write: one act, one function, one transaction, one entry in the history."""
