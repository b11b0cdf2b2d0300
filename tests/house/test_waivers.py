"""Every waiver names what it waives and has its reason beside it."""

from __future__ import annotations

import io
import re
import tokenize

import pytest

from tests.house.source import kept_files, read

PYTHON = [name for name in kept_files() if name.endswith(".py")]
WAIVER = re.compile(r"#\s*(?:ruff:\s*)?(?:noqa|type:\s*ignore|mypy:|pragma:|nosec|fmt:\s*(?:off|skip))")
NAMED = re.compile(
    r"#\s*(?:noqa:\s*[A-Z]+\d+(?:\s*,\s*[A-Z]+\d+)*|type:\s*ignore\[[a-z, -]+\])\s*[#:,;–-]*\s*(?P<reason>.*)"
)
WORDS_OF_A_REASON = 3


def bare_waivers(text: str) -> list[str]:
    """Comments that switch a check off without naming it, or without a reason of a few words on the same line."""
    comments = [
        (token.start[0], token.string)
        for token in tokenize.generate_tokens(io.StringIO(text).readline)
        if token.type == tokenize.COMMENT
    ]
    return [f"line {line}: {said}" for line, said in comments if WAIVER.search(said) and not reasoned(said)]


def reasoned(comment: str) -> bool:
    """Whether a waiver names what it waives and says why."""
    named = NAMED.search(comment)
    return bool(named and len(re.findall(r"\w+", named["reason"])) >= WORDS_OF_A_REASON)


@pytest.mark.parametrize("name", PYTHON)
def test_every_waiver_has_its_reason(name: str) -> None:
    assert bare_waivers(read(name)) == []


def test_everything_ruff_is_told_to_ignore_has_its_reason() -> None:
    ignored = re.search(r"^ignore = \[\n(.*?)^\]", read("pyproject.toml"), re.DOTALL | re.MULTILINE)
    assert ignored
    assert [line for line in ignored[1].splitlines() if not re.search(r"# (\w+\W+){3}", line)] == []


@pytest.mark.parametrize("sort", ["noqa", "noqa: S608", "noqa: S608 # trusted", "type: ignore", "fmt: off"])
def test_a_bare_waiver_is_seen(sort: str) -> None:
    assert bare_waivers(f"x = 1  # {sort}\n") != []


def test_a_waiver_with_its_reason_is_fine() -> None:
    assert bare_waivers("x = 1  # noqa: S608 - the table's name is our own\n") == []
    assert bare_waivers("x = 1  # type: ignore[misc]  # the library has no types\n") == []


def test_a_waiver_in_a_string_is_no_waiver() -> None:
    assert bare_waivers("x = '# noqa'\n") == []
