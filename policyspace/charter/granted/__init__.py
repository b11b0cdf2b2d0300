"""The rows of the permission table, in the order in which it is printed."""

from __future__ import annotations

from policyspace.charter.granted import accounts, discussion, documents, records, spaces

ROWS = (*accounts.ROWS, *spaces.ROWS, *documents.ROWS, *discussion.ROWS, *records.ROWS)
