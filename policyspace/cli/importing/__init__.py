"""`policyspace import-history` and `import-polis`: what people wrote elsewhere, brought in by the real services."""

from __future__ import annotations

from policyspace.cli.importing.history import import_history
from policyspace.cli.importing.polis import import_polis

__all__ = ["import_history", "import_polis"]
