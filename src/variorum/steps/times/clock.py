"""Times of day: minutes, suffixes, and two clocks side by side."""

from variorum.data.calendar import NUMBERS, ZONES
from variorum.steps.times.groups import Expression

_DAY_MINUTES = 24 * 60
# Civil clocks run from 12 hours behind to 14 hours ahead of UTC (IANA time zone database).
_EARLIEST_OFFSET, _LATEST_OFFSET = -12 * 60, 14 * 60


def clock_minutes(e: Expression) -> int | None:
    """Minutes after the day's beginning, or None where the words do not settle morning or evening."""
    if e.clock is None:
        return None
    fields = e.clock.fields
    if e.clock.kind == "noon":
        # Midnight belongs to two days; only "an hour before midnight" says which.
        base = 12 * 60 if fields["name"] != "midnight" else _DAY_MINUTES if e.shift < 0 else None
        return None if base is None else base + e.shift
    hour = NUMBERS.get(fields["hour"]) or int(fields["hour"])
    part = fields.get("part") or (e.part.fields.get("part", "") if e.part else "")
    half = fields.get("half", "")
    if half:
        hour = hour % 12 + (12 if half == "p" else 0) if hour <= 12 else hour
    elif (part in ("afternoon", "evening") and hour < 12) or (part == "night" and 5 <= hour < 12):
        hour += 12
    elif e.clock.kind == "oclock" and not part and not (e.part and e.part.kind == "early_hours"):
        return None
    total = hour * 60 + int(fields.get("minute", "0")) + e.shift
    return total if 0 <= total < _DAY_MINUTES else None


def clock_suffix(e: Expression) -> str:
    """The suffix "T06:10", with "Z" or an offset where the words state a zone; "TNI" for a bare midnight."""
    if e.clock is None:
        return ""
    minutes = clock_minutes(e)
    if minutes is None:
        return "TNI" if e.clock.kind == "noon" else ""
    zone = ZONES.get(e.clock.fields.get("zone", ""), "")
    return f"T{minutes // 60:02d}:{minutes % 60:02d}{zone}"


def beside(first: Expression, second: Expression) -> int | None:
    """Days from `first` to `second` where they give one moment on two clocks, else None.

    One of them states a zone and stands right after the other ("6:07 a.m. local time (2107 GMT)").
    """
    if first.clock is None or second.clock is None:
        return None
    gap = first.reading.text[first.end : second.start]
    if len(gap) > 3 or not set(gap) <= set(" (/,–-"):
        return None
    if not second.clock.fields.get("zone") and not first.clock.fields.get("zone"):
        return None
    one, two = clock_minutes(first), clock_minutes(second)
    if one is None or two is None:
        return None
    offsets = {days: one - two - days * _DAY_MINUTES for days in (-1, 0, 1)}
    fit = {d: o for d, o in offsets.items() if _EARLIEST_OFFSET <= o <= _LATEST_OFFSET}
    if second.clock.fields.get("zone") is None:  # the zoned clock stands first
        fit = {d: o for d, o in offsets.items() if _EARLIEST_OFFSET <= -o <= _LATEST_OFFSET}
    return min(fit, key=lambda d: (abs(fit[d]), d), default=None)
