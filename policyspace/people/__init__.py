"""Persons, the organisations they belong to, and how they sign in.

Residents need an email address only; officials belong to an organisation by a confirmed address on its domain.
"""
