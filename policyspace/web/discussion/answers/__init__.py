"""Pages of answers: the team's workbench, and what everyone reads of what became of comments."""

from __future__ import annotations

from policyspace.web.discussion.answers import publishing, told, workbench, writing
from policyspace.web.discussion.answers.blueprint import answers_bp

__all__ = ["answers_bp", "publishing", "told", "workbench", "writing"]
