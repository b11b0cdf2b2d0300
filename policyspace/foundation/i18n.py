"""Translation of every sentence shown to people.

`_` translates now, `lazy` when the sentence is shown, `plural` chooses by number. Extraction
knows these names.
"""

from __future__ import annotations

from typing import Any

from babel import Locale
from babel.support import NullTranslations
from flask import Flask, current_app, g
from flask_babel import get_translations, gettext, lazy_gettext, ngettext


def start(app: Flask) -> None:
    """Let the templates of `app` look up the catalogue once for each language: a page holds hundreds of sentences."""
    app.jinja_env.install_gettext_callables(  # type: ignore[attr-defined]  # the i18n extension adds it
        gettext=lambda sentence: _catalogue().ugettext(sentence),
        ngettext=lambda one, many, number: _catalogue().ungettext(one, many, number),
        newstyle=True,
    )


def _catalogue() -> NullTranslations:
    """The translations for the language that is spoken now.

    Flask-Babel holds that language beside the request and asks anew for its catalogue at every sentence.
    """
    spoken: Any = g.get("_flask_babel") if g else None
    language = getattr(spoken, "babel_locale", None)
    if language is None:
        return get_translations()  # type: ignore[no-any-return]  # Flask-Babel is loosely typed
    held: tuple[Locale, NullTranslations] | None = getattr(spoken, "catalogue", None)
    if held is None or held[0] is not language:
        held = spoken.catalogue = (language, get_translations())
    return held[1]


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
