"""Markdown becomes the HTML this house shows."""

from __future__ import annotations

import inspect
import sys
from contextlib import suppress
from html import unescape
from xml.etree.ElementTree import Element, SubElement

import pytest

from policyspace.foundation.text import render
from policyspace.foundation.text.blocks import split_blocks
from policyspace.foundation.text.definitions import definitions_for
from policyspace.foundation.text.finish import Unfinished, finish
from policyspace.foundation.text.render import block_key, block_keys, render_blocks, render_comment
from tests.foundation.text.fragment import faults, text_of

REL = 'rel="nofollow ugc noopener noreferrer"'


def rendered(text: str, prefix: str = "") -> list[str]:
    return render_blocks(split_blocks(text), prefix=prefix)


@pytest.mark.parametrize(
    ("text", "html"),
    [
        (
            "words *one* **two** `a < b`",
            "<p>words <em>one</em> <strong>two</strong> <code>a &lt; b</code></p>",
        ),
        ("one  \ntwo", "<p>one<br>two</p>"),
        ("a &mdash; &lt;b&gt; &amp;lt; AT&T &copy2", "<p>a — &lt;b&gt; &amp;lt; AT&amp;T &amp;copy2</p>"),
        ("<b onclick=x>bold</b>", "<p>&lt;b onclick=x&gt;bold&lt;/b&gt;</p>"),
        ("<div>\n\nwords", "<p>&lt;div&gt;</p>"),
        ("- one\n- two", "<ul><li>one</li><li>two</li></ul>"),
        ("3. three\n4. four", '<ol start="3"><li>three</li><li>four</li></ol>'),
        ("> quoted", "<blockquote><p>quoted</p></blockquote>"),
        ("Term\n: meaning", "<dl><dt>Term</dt><dd>meaning</dd></dl>"),
        ("---", "<hr>"),
        ("```python\nif a < b:\n\n\tx\n```", "<pre><code>if a &lt; b:\n\n\tx\n</code></pre>"),
        ("    a & b\n\n    c", "<pre><code>a &amp; b\n\nc\n</code></pre>"),
        ("me <me@a.org>", f'<p>me <a href="mailto:me@a.org" {REL}>me@a.org</a></p>'),
        ("[x](/a 'title')", f'<p><a href="/a" title="title" {REL}>x</a></p>'),
        ("[x](javascript:123)", "<p><span>x</span></p>"),
        (
            "[x](http://) [y](mailto:) [z](http://a.org:port/)",
            "<p><span>x</span> <span>y</span> <span>z</span></p>",
        ),
        ("[](http://a.org)", f'<p><a href="http://a.org" {REL}>http://a.org</a></p>'),
        ("\\# \\* \\[", "<p># * [</p>"),
    ],
)
def test_markdown_is_rendered(text: str, html: str) -> None:
    assert rendered(text)[0] == html


@pytest.mark.parametrize(
    ("typed", "address", "after"),
    [
        ("http://a.org/b_c_d.", "http://a.org/b_c_d", "."),
        ("(https://a.org/x_(y))", "https://a.org/x_(y)", ")"),
        ("*http://a.org/*", "http://a.org/", ""),
        ("http://a.org/?a=1&b=2, and", "http://a.org/?a=1&amp;b=2", ", and"),
    ],
)
def test_a_web_address_without_signs_around_it_is_a_link(typed: str, address: str, after: str) -> None:
    assert f'<a href="{address}" {REL}>{address}</a>' in rendered(typed)[0]
    assert text_of(rendered(typed)[0]).endswith(after)


def test_an_image_is_a_link_to_it_with_its_alternative_text() -> None:
    assert rendered("![A map](http://a.org/map.png)") == [
        f'<p><a href="http://a.org/map.png" {REL}>A map</a></p>'
    ]
    assert rendered("![](/map.png)") == [f'<p><a href="/map.png" {REL}>/map.png</a></p>']
    inside = rendered("[![A map](http://a.org/map.png)](http://b.org)")
    assert inside == [f'<p><a href="http://b.org" {REL}><span>A map</span></a></p>']


def test_headings_stand_below_the_heading_of_the_page() -> None:
    text = "# a\n\n## b\n\n##### e\n\n###### f\n\ng\n===\n\n#\n"
    assert rendered(text) == ["<h2>a</h2>", "<h3>b</h3>", "<h6>e</h6>", "<h6>f</h6>", "<h2>g</h2>", "<p></p>"]


def test_headings_in_a_comment_are_strong_words() -> None:
    assert render_comment("# A *b* c", prefix="c1-") == "<p><strong>A <em>b</em> c</strong></p>"
    assert "<h" not in render_comment("> # a\n\n- # b", prefix="c1-")


def test_a_table_can_be_scrolled_and_names_its_columns() -> None:
    html = rendered("| Who | Cost |\n|---|--:|\n| Council | 5 |")[0]
    assert html.startswith('<div class="md-table" role="group" tabindex="0" aria-label="Who, Cost"><table>')
    assert '<th scope="col">Who</th><th class="md-right" scope="col">Cost</th>' in html
    assert '<td>Council</td><td class="md-right">5</td>' in html


def test_an_empty_corner_is_no_header() -> None:
    assert "<thead><tr><td></td><th" in rendered("| | a |\n|---|---|\n| b | c |")[0]


def test_a_row_with_too_many_cells_keeps_its_words() -> None:
    assert "<td>1</td><td>2 | 3 | 4</td>" in rendered("a | b\n--|--\n1 | 2 | 3 | 4")[0]


def test_a_short_row_is_at_most_doubled() -> None:
    head = "|".join("abcdefgh")
    assert rendered(f"{head}\n{'|'.join(['-'] * 8)}\n1 | 2")[0].count("<td>") == 4


def test_footnotes_are_numbered_through_the_text_and_lead_both_ways() -> None:
    html = rendered("one[^b] two[^a]\n\nagain[^b]\n\n[^b]: first *note*\n[^a]: second", prefix="d7-")
    assert 'id="d7-fnref-1-1"><a href="#d7-fn-1" role="doc-noteref"' in html[0]
    assert 'id="d7-fnref-2-1"' in html[0]
    assert 'id="d7-fnref-1-2"' in html[1]
    assert html[2].startswith('<ol class="md-notes" start="1"><li id="d7-fn-1"><p>first <em>note</em>')
    assert html[2].count('role="doc-backlink"') == 3
    assert faults("".join(html)) == []


def test_footnotes_defined_in_two_places_go_on_counting() -> None:
    html = rendered("a[^1]\n\n[^1]: one\n\nb[^2]\n\n[^2]: two\n\n    more")
    assert 'start="2"><li id="fn-2"><p>two</p><p>more' in html[3]


def test_two_footnotes_of_one_name_are_both_listed() -> None:
    html = rendered("a[^1]\n\n[^1]: one\n[^1]: other")
    assert 'href="#fn-1"' in html[0]
    assert "one" in html[1]
    assert '<li id="fn-2"><p>other</p></li>' in html[1]


def test_a_footnote_with_many_marks_is_not_taken_for_a_bomb() -> None:
    html = rendered("word[^1] " * 40 + "\n\n[^1]: x", prefix="c123456-")
    assert html[1].count("doc-backlink") == 40


def test_a_mark_without_a_footnote_is_words() -> None:
    assert rendered("a[^1]") == ["<p>a[^1]</p>"]


def test_definitions_apply_in_every_block() -> None:
    html = rendered(
        "# [Ref]\n\n[words][ref] for the LA\n\n- LA\n\n[ref]: http://a.org 'T'\n*[LA]: local authority"
    )
    assert f'<h2><a href="http://a.org" title="T" {REL}>Ref</a></h2>' in html
    assert '<abbr title="local authority">LA</abbr>' in html[1]
    assert '<abbr title="local authority">LA</abbr>' in html[2]
    assert html[3] == ""


def test_an_abbreviation_is_explained_where_it_first_stands_in_a_block() -> None:
    html = rendered("LA and *LA* and LAs, `LA`\n\n*[LA]: local authority")[0]
    assert html.count("<abbr") == 1
    assert html.startswith("<p><abbr")


def test_what_an_abbreviation_stands_for_is_cleaned_like_all_text() -> None:
    assert '<abbr title="a & b">' in unescape(rendered("LA\n\n*[LA]: a &amp;\x08 b&#x202e;")[0])


def test_a_definition_that_nothing_uses_is_shown_as_words() -> None:
    assert rendered("words\n\n[Note]: important\n*[LA]: local authority") == [
        "<p>words</p>",
        "<p>[Note]: important</p><p>*[LA]: local authority</p>",
    ]


def test_a_definition_inside_a_list_is_words() -> None:
    assert "[a]: " in text_of(rendered("- b\n  [a]: http://a.org")[0])


def test_fragments_of_one_page_share_no_id() -> None:
    text = "a[^1]\n\n[^1]: b"
    page = "".join(rendered(text)) + render_comment(text, prefix="c1-") + render_comment(text, prefix="c2-")
    assert faults(page) == []


@pytest.mark.parametrize("prefix", ["c1", "C1-", "1-", "a b-", '"-', "-"])
def test_only_a_plain_prefix_is_taken(prefix: str) -> None:
    with pytest.raises(ValueError, match="prefix"):
        render_comment("a", prefix=prefix)


def test_a_known_block_is_not_rendered_again() -> None:
    blocks = split_blocks("one\n\ntwo")
    keys = block_keys(blocks)
    assert render_blocks(blocks, known={keys[0]: "<p>kept</p>"}) == ["<p>kept</p>", "<p>two</p>"]


def test_a_change_changes_the_keys_of_the_blocks_it_touches_alone() -> None:
    old = "# a\n\none[^1] LA\n\ntwo\n\n[^1]: x\n*[LA]: y"
    for new, changed in [
        (old.replace("two", "three"), [2]),
        (old.replace(": x", ": z"), [3]),
        (old.replace(": y", ": z"), [1, 3]),
        (old.replace("# a\n", "# a[^1]\n"), [0, 1, 3]),
        (old.replace("two\n\n", "two\n\n\n\n"), []),
    ]:
        before, after = block_keys(split_blocks(old)), block_keys(split_blocks(new))
        assert [at for at, (a, b) in enumerate(zip(before, after, strict=True)) if a != b] == changed


def test_equal_blocks_have_equal_keys_and_other_prefixes_other_keys() -> None:
    blocks = split_blocks("one\n\none")
    assert block_keys(blocks)[0] == block_keys(blocks)[1] != block_keys(blocks, prefix="c1-")[0]
    assert block_keys(blocks)[0] == block_key(blocks[0], definitions_for(blocks)[0])


def test_what_grows_too_much_is_shown_as_typed() -> None:
    long_title = "[a]: http://b.org '" + "c" * 3_000 + "'"
    assert rendered("[a] " * 600 + "\n\n" + long_title)[0] == "<p>" + "[a] " * 600 + "</p>"


def test_words_that_the_parser_left_behind_are_not_given_up_for_lost() -> None:
    root = Element("div")
    SubElement(root, "p").text = "words \x02klzzwxh:0000\x03"
    with pytest.raises(Unfinished):
        finish(root, comment=False, abbreviations={})


def test_what_passes_the_limits_is_shown_as_typed() -> None:
    assert rendered("- a\n" * 1_001)[0].startswith("<p>- a<br>- a<br>")


def test_after_a_few_slips_of_the_parser_stars_are_shown_as_typed() -> None:
    assert rendered("*a**b " * 5 + "**c**")[0].endswith("<strong>c</strong></p>")
    assert rendered("*a**b " * 100 + "**c**")[0].endswith("**c**</p>")


def test_a_parser_that_broke_is_not_used_again() -> None:
    deep = "\n".join("    " * step + "- a" for step in range(12))
    usual, broken = sys.getrecursionlimit(), 0
    for room in range(30, 120, 5):
        try:
            sys.setrecursionlimit(len(inspect.stack()) + room)
            broken += rendered(deep)[0].startswith("<p>- a<br>")
        except RecursionError:
            broken += 1
        finally:
            sys.setrecursionlimit(usual)
        assert rendered("words") == ["<p>words</p>"]
    assert broken


def test_a_parser_that_broke_is_let_go_where_no_other_can_be_made_yet(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def break_down(*_: object, **__: object) -> None:
        raise RecursionError

    rendered("words")
    monkeypatch.setattr(render._tools.parser, "parse", break_down)
    with monkeypatch.context() as crowded, suppress(RecursionError):
        crowded.setattr(render, "Parser", break_down)
        rendered("**words**")
    assert rendered("**words**") == ["<p><strong>words</strong></p>"]
