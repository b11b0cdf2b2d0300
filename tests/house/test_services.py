"""Every service is a command that names its actor first, takes the rest by keyword, and asks the charter."""

from __future__ import annotations

import ast
import importlib
import inspect
from collections.abc import Callable, Iterator
from functools import cache
from types import ModuleType
from typing import Any

import pytest

from tests.house.source import ROOT, files

PACKAGES = ("people", "spaces", "drafting", "discussion", "outcomes")
OPENING_THE_DOOR = {"begin_session"}
"""Services whose caller has proved who the actor is: there is nothing to ask the table yet."""


def services() -> Iterator[tuple[str, Callable[..., Any]]]:
    """Every command of the packages, with the name of its package."""
    for package in PACKAGES:
        for module in modules_of(package):
            for function in vars(module).values():
                if inspect.isfunction(function) and is_command(function, module):
                    yield package, function


def is_command(function: Callable[..., Any], module: ModuleType) -> bool:
    """Whether `module` declares `function` as a command."""
    return getattr(function, "is_command", False) and function.__module__ == module.__name__


def modules_of(package: str) -> Iterator[ModuleType]:
    """The modules of a package that hold services."""
    for name in files(f"policyspace/{package}", suffix=".py"):
        if "/services" in name:
            yield importlib.import_module(
                name.removesuffix(".py").removesuffix("/__init__").replace("/", ".")
            )


FOUND = list(services())


def test_there_are_services_in_every_package() -> None:
    assert {package for package, _ in FOUND} == set(PACKAGES)


@pytest.mark.parametrize("package", PACKAGES)
def test_what_a_package_offers_as_a_service_is_a_command(package: str) -> None:
    module = importlib.import_module(f"policyspace.{package}.services")
    offered = [getattr(module, name) for name in module.__all__]
    bare = [
        each.__name__
        for each in offered
        if inspect.isfunction(each)
        and list(inspect.signature(each).parameters)[:1] == ["actor"]
        and not getattr(each, "is_command", False)
    ]
    assert not bare


@pytest.mark.parametrize(("package", "service"), FOUND, ids=lambda each: getattr(each, "__name__", each))
def test_a_service_names_its_actor_first_and_takes_values_by_keyword(
    package: str, service: Callable[..., Any]
) -> None:
    parameters = list(inspect.signature(service).parameters.values())
    assert parameters[0].name == "actor", f"{package}.{service.__name__} names no actor"
    rows = [each for each in parameters[1:] if each.kind is each.POSITIONAL_OR_KEYWORD]
    plain = {"str", "int", "bool", "date", "datetime", "str | None", "int | None"}
    assert not [each.name for each in rows if each.annotation in plain], "plain values go by keyword"


@pytest.mark.parametrize(("package", "service"), FOUND, ids=lambda each: getattr(each, "__name__", each))
def test_a_service_asks_the_charter(package: str, service: Callable[..., Any]) -> None:
    if service.__name__ in OPENING_THE_DOOR:
        return
    assert "require" in reached(service.__name__, calls_in(package)), service.__name__


def test_a_service_that_asks_nobody_would_be_found() -> None:
    assert "require" not in reached("open_wide", {"open_wide": {"helper"}, "helper": {"record"}})


@cache
def calls_in(package: str) -> dict[str, set[str]]:
    """For each function of the package's services, the names it calls."""
    calls: dict[str, set[str]] = {}
    for name in files(f"policyspace/{package}", suffix=".py"):
        for node in ast.walk(ast.parse((ROOT / name).read_text())):
            if isinstance(node, ast.FunctionDef):
                called = {_called(each) for each in ast.walk(node) if isinstance(each, ast.Call)}
                calls.setdefault(node.name, set()).update(called)
    return calls


def _called(call: ast.Call) -> str:
    target = call.func
    return target.attr if isinstance(target, ast.Attribute) else getattr(target, "id", "")


def reached(start: str, calls: dict[str, set[str]]) -> set[str]:
    """Every name that `start` calls, at first or further hand."""
    seen: set[str] = set()
    waiting = [start]
    while waiting:
        for name in calls.get(waiting.pop(), set()) - seen:
            seen.add(name)
            waiting.append(name)
    return seen
