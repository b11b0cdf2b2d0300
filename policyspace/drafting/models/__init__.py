"""Tables of drafting: documents with their revisions, suggestions, templates, and books kept about readers."""

from __future__ import annotations

from policyspace.drafting.models.books import Editing, LastLook
from policyspace.drafting.models.documents import Document, ProposalProblem, Revision, StateChange
from policyspace.drafting.models.live import LiveClient, LiveText, LiveUpdate
from policyspace.drafting.models.suggestions import Suggestion, SuggestionStep
from policyspace.drafting.models.templates import Template

__all__ = [
    "Document",
    "Editing",
    "LastLook",
    "LiveClient",
    "LiveText",
    "LiveUpdate",
    "ProposalProblem",
    "Revision",
    "StateChange",
    "Suggestion",
    "SuggestionStep",
    "Template",
]
