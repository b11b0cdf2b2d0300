"""A comment as safe HTML, made once, when it is saved."""

from __future__ import annotations

import secrets

from policyspace.foundation.text.guard import check_comment
from policyspace.foundation.text.render import render_comment


def rendered(body: str, *, field: str = "body") -> str:
    """Safe HTML of a comment. Raises Invalid, under the name of the field, for a text that would cost too much.

    Ids in it (of footnotes) must be unique on a page that shows many, so they begin with random signs: the
    comment has no id of its own yet.
    """
    check_comment(body, field=field)
    return render_comment(body, prefix=f"c{secrets.token_hex(5)}-")
