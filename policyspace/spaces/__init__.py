"""Spaces and who is in them, in which role and capacity; and the notice board.

`queries.get_space` is the front door: what it returns settles reading rights for everything inside.
"""
