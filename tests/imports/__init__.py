"""Workbooks in: every one of these is written by program, and every person in them is invented."""
