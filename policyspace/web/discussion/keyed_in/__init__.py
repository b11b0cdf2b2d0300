"""Pages on which facilitators key in what others said, print reply slips, and on which a code is looked up."""

from __future__ import annotations

from policyspace.web.discussion.keyed_in import codes, keying, packs
from policyspace.web.discussion.keyed_in.blueprint import keyed_bp
from policyspace.web.discussion.keyed_in.codes import codes_bp

__all__ = ["codes", "codes_bp", "keyed_bp", "keying", "packs"]
