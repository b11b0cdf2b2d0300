"""Translation of every sentence shown to people.

`_` translates now, `lazy` when the sentence is shown, `plural` chooses by number. Extraction
knows these names.
"""

from __future__ import annotations

from typing import Any

from babel import Locale
from flask import current_app
from flask_babel import gettext, lazy_gettext, ngettext


def _(sentence: str, **values: Any) -> str:
    """The sentence in the reader's language, `%(name)s` filled from `values`."""
    return str(gettext(sentence, **values))


def plural(one: str, many: str, number: int, **values: Any) -> str:
    """The sentence for `number` in the reader's language; `%(num)s` is the number itself."""
    return str(ngettext(one, many, number, **values))


def lazy(sentence: str, **values: Any) -> Any:
    """A sentence translated each time it is shown; for words that stand in data and classes."""
    return lazy_gettext(sentence, **values)


def languages() -> dict[str, str]:
    """The languages that pages can be read in: code to its own name ("cy": "Cymraeg")."""
    translated = current_app.extensions["babel"].instance.list_translations()
    offered = [Locale("en"), *(each for each in translated if each.language != "en")]
    return {str(each): str(each.get_display_name(each)).capitalize() for each in offered}
