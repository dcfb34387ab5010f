"""Who stands in the middle of a story and is cited by nobody: a meeting of two sides told by one."""

from variorum.data.languages import language_name
from variorum.records.report import Report

MOST_REPORTS = 2 / 3
"""Share of the reports that must name a person before it means something that none cites him or her."""
NAMED_AT_LEAST = 2
"""Mentions, on the mean of the reports, below which a person stands at the story's edge."""


def unheard(report: Report) -> tuple[str, ...]:
    """Names of the people whom most reports name often and none quotes or cites, by name.

    Where nobody at all is cited, or there is one report only, nothing is said: then silence is no sign.
    """
    reports = len(report.compared)
    heard = {q.speaker for q in report.quotes if q.speaker}
    heard |= {s.name for p in report.points for c in p.claims for s in c.attribution}
    if reports < 2 or not heard:
        return ()
    # Two who speak with one voice ("X and Y") are told by whoever tells it; neither is heard alone.
    out = []
    for entity in report.entities:
        if entity.type != "person" or entity.name in heard or set(entity.aliases) & heard:
            continue
        told_by = {m.article for m in entity.mentions}
        if len(told_by) >= MOST_REPORTS * reports and len(entity.mentions) >= NAMED_AT_LEAST * reports:
            out.append(entity.name)
    return tuple(sorted(out))


def unheard_sentence(report: Report) -> str:
    """One plain sentence on them, or ""."""
    names = unheard(report)
    if not names:
        return ""
    listed = names[0] if len(names) == 1 else f"{', '.join(names[:-1])} or {names[-1]}"
    beside = len(report.compared) < len(report.articles)
    tongue = f"{language_name(report.compared[0].language)} " if beside else ""
    return f"No {tongue}report quotes or cites {listed}."
