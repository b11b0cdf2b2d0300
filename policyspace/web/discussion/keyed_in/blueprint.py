"""The blueprint of the pages on which facilitators key in what others said."""

from __future__ import annotations

from flask import Blueprint

keyed_bp = Blueprint("keyed_in", __name__, url_prefix="/spaces/<slug>/documents/<int:number>/keyed-in")
ONE = "/<int:comment_id>"
