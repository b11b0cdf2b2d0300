"""Templates as the tests of the house read them: their syntax tree, and the HTML that stands between the code."""

from __future__ import annotations

from collections.abc import Iterator
from html.parser import HTMLParser

from jinja2 import Environment, nodes

ENVIRONMENT = Environment(extensions=["jinja2.ext.i18n", "jinja2.ext.do"], autoescape=True)
CODE_STARTS = {"block_begin", "variable_begin", "comment_begin", "raw_begin"}
CODE_ENDS = {"block_end", "variable_end", "comment_end", "raw_end"}


def tree_of(text: str) -> nodes.Template:
    """The syntax tree of a template."""
    return ENVIRONMENT.parse(text)


def skeleton(text: str, *, translated_too: bool) -> str:
    """The template without its code: each printed value is a `0`, line numbers stay.

    What stands in `{% trans %}` blocks is left out unless `translated_too`.
    """
    kept: list[str] = []
    block_name = ""
    inside_code = inside_translation = False
    for _, kind, value in ENVIRONMENT.lex(text):
        if kind in CODE_STARTS:
            inside_code, block_name = True, "0" if kind == "variable_begin" else ""
            kept.append(block_name)
        elif kind == "name" and inside_code and not block_name:
            block_name = value
            inside_translation = block_name == "trans" or (inside_translation and block_name != "endtrans")
        shown = kind == "data" and (translated_too or not inside_translation)
        kept.append(value if shown else "\n" * value.count("\n"))
        inside_code = inside_code and kind not in CODE_ENDS
    return "".join(kept)


class Html(HTMLParser):
    """Reads a skeleton into `tags` (line, tag, attributes) and `texts` (line, enclosing tag, text)."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[tuple[int, str, dict[str, str]]] = []
        self.texts: list[tuple[int, str, str]] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((self.getpos()[0], tag, {name: value or "" for name, value in attrs}))

    def handle_data(self, data: str) -> None:
        last = self.tags[-1][1] if self.tags else ""
        self.texts.append((self.getpos()[0], last, data))


def options(tree: nodes.Template) -> Iterator[tuple[str, nodes.Expr]]:
    """Everything given by name to a macro: pairs of dicts and keyword arguments."""
    for pair in tree.find_all(nodes.Pair):
        if isinstance(pair.key, nodes.Const):
            yield str(pair.key.value), pair.value
    for keyword in tree.find_all(nodes.Keyword):
        yield keyword.key, keyword.value
