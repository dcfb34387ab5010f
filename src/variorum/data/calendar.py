"""Names of days, months, seasons, zones and holidays in English news, as plain data.

Source: the Gregorian calendar's own names with the abbreviations of the AP and Guardian style books;
zone offsets from the IANA time zone database (only abbreviations that mean one offset in news);
holidays from the public calendars of English-speaking countries.
"""

WEEKDAYS = {
    "monday": 0, "tuesday": 1, "wednesday": 2, "thursday": 3, "friday": 4, "saturday": 5, "sunday": 6,
    "mon": 0, "tue": 1, "tues": 1, "wed": 2, "weds": 2, "thu": 3, "thur": 3, "thurs": 3, "fri": 4,
    "sat": 5, "sun": 6,
}  # fmt: skip

MONTHS = {
    "january": 1, "february": 2, "march": 3, "april": 4, "may": 5, "june": 6, "july": 7, "august": 8,
    "september": 9, "october": 10, "november": 11, "december": 12,
    "jan": 1, "feb": 2, "mar": 3, "apr": 4, "jun": 6, "jul": 7, "aug": 8, "sep": 9, "sept": 9, "oct": 10,
    "nov": 11, "dec": 12,
}  # fmt: skip

NUMBERS = {
    "a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8,
    "nine": 9, "ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15,
    "sixteen": 16, "seventeen": 17, "eighteen": 18, "nineteen": 19, "twenty": 20, "thirty": 30, "forty": 40,
    "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90, "hundred": 100,
}  # fmt: skip

ORDINALS = {
    "first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8,
    "ninth": 9, "tenth": 10, "eleventh": 11, "twelfth": 12, "thirteenth": 13, "fourteenth": 14,
    "fifteenth": 15, "sixteenth": 16, "seventeenth": 17, "eighteenth": 18, "nineteenth": 19, "twentieth": 20,
    "twenty-first": 21,
}  # fmt: skip

DECADES = {
    "twenties": 20, "thirties": 30, "forties": 40, "fifties": 50, "sixties": 60, "seventies": 70,
    "eighties": 80, "nineties": 90,
}  # fmt: skip

# EDTF level 1 codes; the hemisphere is left open, as in the words.
SEASONS = {"spring": 21, "summer": 22, "autumn": 23, "fall": 23, "winter": 24}

ZONES = {
    "gmt": "Z", "utc": "Z", "bst": "+01:00", "wet": "Z", "cet": "+01:00", "cest": "+02:00", "eet": "+02:00",
    "eest": "+03:00", "msk": "+03:00", "est": "-05:00", "edt": "-04:00", "cdt": "-05:00", "mst": "-07:00",
    "mdt": "-06:00", "pst": "-08:00", "pdt": "-07:00", "akst": "-09:00", "akdt": "-08:00", "jst": "+09:00",
    "kst": "+09:00", "aest": "+10:00", "aedt": "+11:00", "awst": "+08:00", "nzst": "+12:00",
    "nzdt": "+13:00", "hkt": "+08:00", "sgt": "+08:00", "eat": "+03:00", "sast": "+02:00",
}  # fmt: skip

# Abbreviations that say which clock is meant, not which offset.
LOCAL_ZONES = ("et", "ct", "mt", "pt", "cst", "ist")

FIXED_HOLIDAYS = {
    "new year's eve": (12, 31), "new year's day": (1, 1), "christmas eve": (12, 24),
    "christmas day": (12, 25), "christmas": (12, 25), "boxing day": (12, 26), "st stephen's day": (12, 26),
    "halloween": (10, 31), "valentine's day": (2, 14), "st patrick's day": (3, 17),
    "st. patrick's day": (3, 17), "april fools' day": (4, 1), "april fool's day": (4, 1), "may day": (5, 1),
    "anzac day": (4, 25), "australia day": (1, 26), "canada day": (7, 1), "fourth of july": (7, 4),
    "july fourth": (7, 4), "bastille day": (7, 14), "guy fawkes night": (11, 5), "bonfire night": (11, 5),
    "armistice day": (11, 11), "veterans day": (11, 11), "burns night": (1, 25), "juneteenth": (6, 19),
    "st george's day": (4, 23), "st andrew's day": (11, 30), "all saints' day": (11, 1),
    "world aids day": (12, 1), "earth day": (4, 22), "international women's day": (3, 8),
    "inauguration day": (1, 20),
}  # fmt: skip

# (month, weekday, which): the n-th weekday of the month, -1 the last.
MOVING_HOLIDAYS = {
    "thanksgiving day": (11, 3, 4), "thanksgiving": (11, 3, 4), "labor day": (9, 0, 1),
    "memorial day": (5, 0, -1), "martin luther king day": (1, 0, 3),
    "martin luther king jr. day": (1, 0, 3), "presidents' day": (2, 0, 3), "presidents day": (2, 0, 3),
    "columbus day": (10, 0, 2),
}  # fmt: skip

# Days after Easter Sunday.
EASTER_HOLIDAYS = {
    "shrove tuesday": -47, "ash wednesday": -46, "palm sunday": -7, "maundy thursday": -3, "good friday": -2,
    "easter sunday": 0, "easter monday": 1, "easter": 0, "ascension day": 39, "pentecost": 49,
}  # fmt: skip

# The Tuesday after the first Monday of November (3 U.S.C. § 1).
ELECTION_DAY = "election day"

# A named year only ("the attacks of 9/11").
NAMED_DAYS = {"9/11": (2001, 9, 11)}

# Words before a weekday that make it the name of an event or a paper, not a day.
NOT_A_DAY_AFTER = frozenset("bloody black super cyber giving ruby casual taco man girl every each".split())
# Words after a weekday that make it the name of a paper or a broadcast.
NOT_A_DAY_BEFORE = frozenset(
    "times telegraph mirror herald independent mail express sun star observer post world sport business "
    "tribune nation mercury live review magazine standard school roast best islands island".split()
)

REPORTING_VERBS = frozenset(
    "say tell report announce state confirm add declare note claim explain write warn insist argue deny "
    "acknowledge admit tweet post quote comment describe recall reveal estimate suggest predict urge "
    "condemn vow pledge promise call release issue publish respond reply reiterate stress".split()
)

# What a coming event is, before "for Friday" or "on Friday" ("a vote scheduled for Friday").
APPOINTED = frozenset("expect schedule plan set due slate pencil".split())

# What a verb with "to" hangs on where it tells of something to come ("agreed to meet on Friday").
PROSPECTIVE = APPOINTED | frozenset(
    "intend hope aim await prepare propose poise anticipate agree want likely ready promise pledge vow threaten "
    "decide ask order urge call invite".split()
)

# "Postponed until Tuesday" looks ahead whatever the tense.
PUT_OFF = frozenset("postpone delay adjourn defer suspend extend reschedule push hold remand".split())
