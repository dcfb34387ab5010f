"""Lineage: who leans on whom, stated or shown, which articles carry one reporting, and where claims come from.

`trace` and `claims` read one story closely; `candidates`, `passages` and `stated` read a corpus of any size.
"""

from variorum.steps.lineage.claims import trace_claims
from variorum.steps.lineage.trace import trace_lineage

__all__ = ["trace_claims", "trace_lineage"]
