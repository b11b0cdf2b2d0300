"""The brand is our own, and its words can be read by anyone."""

from __future__ import annotations

import re

import pytest

from tests.look.drawing import DIST, ROOT

SETTINGS = (ROOT / "static/src/scss/_settings.scss").read_text()
NAMED = dict(re.findall(r"^\$([\w-]+): (#[0-9a-f]{6});", SETTINGS, re.MULTILINE)) | {"white": "#ffffff"}
CSS = next(DIST.glob("policyspace.*.css")).read_text()

WORDS = ("ink", "ink-soft", "pine", "pine-deep", "link", "link-deep", "plum", "crimson", "green")
GROUNDS = ("white", "mist", "paper")


def luminance(colour: str) -> float:
    """Relative luminance, as WCAG 2.2 defines it."""
    parts = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Contrast ratio from 1 to 21, as WCAG 2.2 defines it."""
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def rules(selector: str) -> dict[str, str]:
    """The declarations of the first rule for exactly `selector` in the built style sheet, short colours spelt out."""
    found = re.search(rf"(?:^|}}){re.escape(selector)}{{([^}}]*)}}", CSS)
    assert found, selector
    pairs = (each.split(":", 1) for each in found[1].split(";") if ":" in each)
    return {name: re.sub(r"^#(.)(.)(.)$", r"#\1\1\2\2\3\3", value) for name, value in pairs}


def test_contrast_is_reckoned_as_wcag_does() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("ground", GROUNDS)
@pytest.mark.parametrize("words", WORDS)
def test_every_colour_of_words_is_enhanced_contrast_on_every_ground(words: str, ground: str) -> None:
    assert contrast(NAMED[words], NAMED[ground]) >= 7


@pytest.mark.parametrize("tone", ["begun", "waiting", "done", "again"])
def test_states_can_be_read_on_their_own_colour_and_are_never_red(tone: str) -> None:
    drawn = rules(f".ps-tag--{tone}")
    assert contrast(drawn["color"], drawn["background-color"]) >= 7
    red, green, blue = (int(drawn["background-color"][at : at + 2], 16) for at in (1, 3, 5))
    assert not (red > green + 20 and red > blue + 20)


def test_words_on_the_header_and_on_buttons_can_be_read() -> None:
    assert contrast("#ffffff", NAMED["pine"]) >= 7
    assert contrast("#ffffff", NAMED["crimson"]) >= 7
    assert rules(".govuk-button--secondary")["color"] == NAMED["pine"]


@pytest.mark.parametrize("theirs", ["GDS Transport", "#1d70b8", "#003078", "crest", "@font-face", "url("])
def test_nothing_of_gov_uk_s_brand_is_in_the_style_sheet(theirs: str) -> None:
    assert theirs.lower() not in CSS.lower()


def test_the_crown_is_on_no_page() -> None:
    frame = (ROOT / "templates/layout/base.html").read_text()
    assert "crown" not in frame.lower()
    assert "GOV.UK" not in frame


def test_names_at_carets_can_be_read_and_eight_people_have_eight_colours() -> None:
    sheet = next(DIST.glob("editor.*.css")).read_text()
    grounds = re.findall(r"\.ps-caret--(\d)::?after\{background:(#[0-9a-f]{3,6})\}", sheet)
    assert [number for number, _colour in grounds] == list("01234567")
    colours = [re.sub(r"^#(.)(.)(.)$", r"#\1\1\2\2\3\3", colour) for _number, colour in grounds]
    assert len(set(colours)) == len(colours)
    for colour in colours:
        assert contrast(colour, NAMED["white"]) >= 7
