"""Texts that people write together: problems and proposals, their immutable revisions, merging and comparing.

The rules are pure functions; nothing typed is ever thrown away.
"""
