"""Finding words in spaces, documents, records, answers and comments: an index of words, and who may read what.

The index is kept in the transaction of each change. It only points: whether someone may read what it points to is
asked of the rows themselves, in the same statement.
"""

from __future__ import annotations

from policyspace.reporting.searching import keeping
from policyspace.reporting.searching.filling import compare_index, fill_if_empty, rebuild_index
from policyspace.reporting.searching.queries import Found, FoundPage, count_search, find

__all__ = [
    "Found",
    "FoundPage",
    "compare_index",
    "count_search",
    "fill_if_empty",
    "find",
    "keeping",
    "rebuild_index",
]
