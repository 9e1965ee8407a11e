"""Trials: the year is closed while what runs it is killed, and must come out as if nothing had happened.

digest: what the register says, as one figure → place: servers and processes of their own → wreckage: what is done to
them → trials: one after the other, each compared with the undisturbed run.
"""
