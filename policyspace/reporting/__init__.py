"""What the ledger tells: the activity of a space, in sentences.

Reads downward only; nothing below knows it exists.
"""
