"""Foundation carries the house whatever the policy is: none of its names is a word of policy making."""

from __future__ import annotations

import ast
import re
from collections.abc import Collection, Iterator

import pytest

from tests.house.source import files, parsed

# Words of the product that also mean something else to a computer (a problem of RFC 9457, the capacity of a bucket,
# a document of JSON, the role of an element) are left out; so is space, by which the ledger is read.
POLICY_WORDS = {
    "comment",
    "confirmation",
    "council",
    "disposition",
    "drafter",
    "facilitator",
    "membership",
    "moderation",
    "organisation",
    "outcome",
    "participant",
    "proposal",
    "resident",
    "stage",
    "suggestion",
}


def names_given(tree: ast.Module) -> Iterator[tuple[int, str]]:
    """Line and text of every name the file itself gives: functions, classes, arguments, variables, attributes."""
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            yield node.lineno, node.name
        elif isinstance(node, ast.arg):
            yield node.lineno, node.arg
        elif isinstance(node, ast.Name):
            yield node.lineno, node.id
        elif isinstance(node, ast.Attribute):
            yield node.lineno, node.attr


def policy_words(tree: ast.Module, *, excused: Collection[str] = ()) -> list[str]:
    """Names that hold a policy word, alone or as a part: `comment_limit`, `HeldComments`."""
    words = POLICY_WORDS.difference(excused)
    return [f"line {line}: {name}" for line, name in names_given(tree) if words & set(words_of(name))]


def excused_in(name: str) -> set[str]:
    """Texts are rendered in two sizes, and what tells them apart has no better name: a document's and a comment's."""
    return {"comment"} if name.startswith("policyspace/foundation/text/") else set()


def words_of(name: str) -> list[str]:
    """The words a name is made of, in the singular."""
    parts = re.findall(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])", name)
    return [part.lower().removesuffix("s") for part in parts]


@pytest.mark.parametrize("name", files("policyspace/foundation", suffix=".py"))
def test_the_foundation_knows_no_policy_words(name: str) -> None:
    assert policy_words(parsed(name), excused=excused_in(name)) == []


@pytest.mark.parametrize(
    "line", ["COMMENT_LIMIT = 5", "class HeldComments: ...", "def go(proposal): ...", "x.stages"]
)
def test_a_policy_word_is_seen(line: str) -> None:
    assert policy_words(ast.parse(line)) != []


def test_a_word_that_only_contains_one_is_fine() -> None:
    assert policy_words(ast.parse("commentary = backstage(strip_comments=True)")) == []
