"""Synthetic populations: the same seed number, the same people, from a village to a province.

A plan (`plans`) is cut into streams, each some villages. A process tells a stream (`streams`): families are filled
(`families`, `newcomers`, `names`, `numbers`), each is given a way through the statuses (`paths`), conditions that agree
with it (`conditions`), comings and goings (`pasts`, `events`, `stories`), and in the open year a case of the closing
(`open_years`, `cases`) or a fault (`faults`). What was told is written as text (`rows`, `years`, `member_years`,
`closings`) and copied in under one act (`populations`, `copying`), or read back into a workbook (`workbooks`).
Nothing told depends on the database, the clock or another stream.
"""
