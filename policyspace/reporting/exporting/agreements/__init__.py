"""The agreement of a shared outcome as a file: for people (HTML, PDF), and for the verifier (JSON).

What stands in a record becomes a paper like any other text; the file for people carries that for the verifier.
"""

from __future__ import annotations

from policyspace.reporting.exporting.agreements.carrying import open_carried
from policyspace.reporting.exporting.agreements.exporting import OUTCOME, AgreementFormat, export_agreement
from policyspace.reporting.exporting.agreements.verifying import Verdict, verify_file

__all__ = ["OUTCOME", "AgreementFormat", "Verdict", "export_agreement", "open_carried", "verify_file"]
