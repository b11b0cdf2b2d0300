"""How the application builds the addresses of its routes."""

from __future__ import annotations

from collections.abc import Callable

from werkzeug.routing import Rule


class LateRule(Rule):
    """A route that compiles what builds its address when an address is first built, not when the service starts.

    werkzeug writes two functions for each route, compiles them, and uses few of them in most processes.
    """

    def _compile_builder(self, append_unknown: bool = True) -> Callable[..., tuple[str, str]]:
        compiled: list[Callable[..., tuple[str, str]]] = []

        def build(rule: Rule, **values: str) -> tuple[str, str]:
            if not compiled:  # two threads that come at once compile the same
                compiled.append(super(LateRule, self)._compile_builder(append_unknown))
            return compiled[0](rule, **values)

        return build
