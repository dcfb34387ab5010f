"""Invented reports of invented events, as streams."""

from datetime import UTC, datetime, timedelta

from variorum.records.story_stream import Arrival
from variorum.steps.stories import StoryStream

FERRY = [
    (
        "Ferry runs aground off Port Elsin",
        "The ferry Marlin ran aground on a sandbank off Port Elsin on Monday with 84 people aboard. Tugs from "
        "Karrow pulled at the hull through the night. Nobody was hurt, said harbour master Ena Solt.",
    ),
    (
        "Marlin ferry stuck on sandbank near Port Elsin",
        "Tugs were trying to free the ferry Marlin, which ran onto a sandbank near Port Elsin on Monday. All 84 "
        "passengers are safe, harbour master Ena Solt said. The line will stay closed.",
    ),
    (
        "Passengers spend night on stranded ferry Marlin",
        "Eighty-four passengers spent the night aboard the Marlin after the ferry ran aground off Port Elsin. "
        "Harbour master Ena Solt said that tugs would try again at high water.",
    ),
    (
        "Tugs free ferry Marlin off Port Elsin",
        "The ferry Marlin floats again: tugs pulled it from the sandbank off Port Elsin at high water on Tuesday. "
        "The 84 passengers went ashore, harbour master Ena Solt said.",
    ),
]
FERRY_INQUIRY = [
    (
        "Parliament opens inquiry into ferry safety rules",
        "Parliament voted on Friday for an inquiry into the rules for ferry crews after a report by the auditors "
        "Quill and Marsh. Deputy Oskar Brenn will lead the committee.",
    ),
    (
        "Brenn to lead ferry safety inquiry",
        "Deputy Oskar Brenn will lead the parliamentary inquiry into rules for ferry crews. The auditors Quill and"
        " Marsh had found gaps. Parliament voted for it on Friday.",
    ),
]
MILL_FIRE = [
    (
        "Fire destroys grain mill in Karrow",
        "A fire destroyed the old grain mill of Karrow early on Tuesday. Sixty firefighters fought the flames for "
        "nine hours, said fire chief Tomas Veil. The cause is not known.",
    ),
    (
        "Karrow mill burns down",
        "The grain mill in Karrow burned to the ground on Tuesday. Fire chief Tomas Veil said that sixty "
        "firefighters had fought the blaze for nine hours.",
    ),
    (
        "Historic mill lost to flames in Karrow",
        "Karrow has lost its historic grain mill: the building burned down on Tuesday despite sixty firefighters. "
        "The cause is unknown, fire chief Tomas Veil said.",
    ),
    (
        "Arson not ruled out in Karrow mill fire",
        "Police do not rule out arson in the fire that destroyed the grain mill of Karrow on Tuesday, fire chief "
        "Tomas Veil said. Sixty firefighters had been at work.",
    ),
]


def arrivals(reports, prefix, *, first_day=None):
    """Reports as arrivals named prefix0, prefix1, …, one a day from a day in March 2031 on, or without dates."""
    begin = datetime(2031, 3, 1, tzinfo=UTC)
    return [
        Arrival(
            article=f"{prefix}{n}",
            title=title,
            text=text,
            at=None if first_day is None else (begin + timedelta(days=first_day - 1 + n)).timestamp(),
        )
        for n, (title, text) in enumerate(reports)
    ]


def follow(given, *, encoder=None):
    """A stream after these arrivals, and its events."""
    stream = StoryStream(encoder=encoder)
    return stream, [e for a in given for e in stream.add(a)]
