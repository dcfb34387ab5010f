"""Words of number, measure and count, as plain data.

Source: number words, currencies (codes of ISO 4217), conversion factors (NIST Special Publication 811,
Appendix B) and word classes were written for this project.
"""

ONES = {
    "zero": 0, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8,
    "nine": 9, "ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15,
    "sixteen": 16, "seventeen": 17, "eighteen": 18, "nineteen": 19,
}  # fmt: skip
TENS = {
    "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80,
    "ninety": 90,
}  # fmt: skip
SCALES = {
    "dozen": 12.0, "score": 20.0, "hundred": 1e2, "thousand": 1e3, "lakh": 1e5, "million": 1e6, "crore": 1e7,
    "billion": 1e9, "trillion": 1e12, "m": 1e6, "mn": 1e6, "mln": 1e6, "bn": 1e9, "bln": 1e9, "b": 1e9,
    "tn": 1e12, "trn": 1e12, "k": 1e3,
}  # fmt: skip
WORD_SCALES = frozenset(
    {
        "dozen",
        "hundred",
        "thousand",
        "lakh",
        "million",
        "crore",
        "billion",
        "trillion",
        "bn",
        "mn",
        "tn",
        "mln",
        "bln",
    }
)
# Plural scales alone say only how many at least: "dozens" are two dozen or more.
PLURAL_SCALES = {
    "dozens": 12.0, "scores": 20.0, "tens": 10.0, "hundreds": 1e2, "thousands": 1e3, "millions": 1e6,
    "billions": 1e9, "trillions": 1e12,
}  # fmt: skip
FRACTIONS = {
    "half": 2, "third": 3, "thirds": 3, "quarter": 4, "quarters": 4, "fourths": 4, "fifth": 5, "fifths": 5,
    "sixth": 6, "sixths": 6, "seventh": 7, "sevenths": 7, "eighth": 8, "eighths": 8, "tenth": 10, "tenths": 10,
}  # fmt: skip

CURRENCY_SIGNS = {
    "$": "usd", "us$": "usd", "usd": "usd", "a$": "aud", "au$": "aud", "aud": "aud", "c$": "cad", "ca$": "cad",
    "cad": "cad", "hk$": "hkd", "s$": "sgd", "sg$": "sgd", "nz$": "nzd", "nt$": "twd", "r$": "brl", "€": "eur",
    "eur": "eur", "£": "gbp", "gbp": "gbp", "¥": "jpy", "jpy": "jpy", "cn¥": "cny", "rmb": "cny", "₩": "krw",
    "₹": "inr", "rs": "inr", "rs.": "inr", "₽": "rub", "₺": "try", "₪": "ils", "₦": "ngn", "₱": "php", "฿": "thb",
    "chf": "chf",
}  # fmt: skip
CURRENCY_WORDS = {
    "dollar": "usd", "dollars": "usd", "euro": "eur", "euros": "eur", "yen": "jpy", "won": "krw", "yuan": "cny",
    "renminbi": "cny", "rupee": "inr", "rupees": "inr", "ruble": "rub", "rubles": "rub", "rouble": "rub",
    "roubles": "rub", "franc": "chf", "francs": "chf", "lira": "try", "peso": "peso", "pesos": "peso",
    "baht": "thb", "krona": "sek", "kronor": "sek", "kroner": "krone", "rand": "zar", "real": "brl", "reais": "brl",
    "shekel": "ils", "shekels": "ils", "zloty": "pln", "rupiah": "idr", "ringgit": "myr", "naira": "ngn",
    "dirham": "aed", "dirhams": "aed", "riyal": "sar", "riyals": "sar", "quid": "gbp",
}  # fmt: skip
# What stands before "dollars" and "pounds" where the word alone leaves the country open.
DOLLARS_OF = {
    "us": "usd", "u.s.": "usd", "american": "usd", "australian": "aud", "canadian": "cad", "singapore": "sgd",
    "zealand": "nzd", "taiwan": "twd", "kong": "hkd",
}  # fmt: skip

UNITS: dict[str, tuple[str, float]] = {
    **dict.fromkeys(("metre", "metres", "meter", "meters"), ("m", 1.0)),
    **dict.fromkeys(("km", "kms", "kilometre", "kilometres", "kilometer", "kilometers"), ("m", 1000.0)),
    **dict.fromkeys(("cm", "centimetre", "centimetres", "centimeter", "centimeters"), ("m", 0.01)),
    **dict.fromkeys(("mm", "millimetre", "millimetres", "millimeter", "millimeters"), ("m", 0.001)),
    **dict.fromkeys(("ft", "ft.", "foot", "feet"), ("m", 0.3048)),
    **dict.fromkeys(("inch", "inches"), ("m", 0.0254)),
    **dict.fromkeys(("yard", "yards", "yd", "yds"), ("m", 0.9144)),
    **dict.fromkeys(("mile", "miles"), ("m", 1609.344)),
    **dict.fromkeys(
        ("kg", "kgs", "kilo", "kilos", "kilogram", "kilograms", "kilogramme", "kilogrammes"), ("kg", 1.0)
    ),
    **dict.fromkeys(("lb", "lbs", "lb.", "lbs.", "pound", "pounds"), ("kg", 0.45359237)),
    **dict.fromkeys(("gram", "grams", "gramme", "grammes"), ("kg", 0.001)),
    **dict.fromkeys(("ounce", "ounces", "oz"), ("kg", 0.028349523)),
    **dict.fromkeys(("ton", "tons", "tonne", "tonnes"), ("kg", 1000.0)),
    **dict.fromkeys(("stone",), ("kg", 6.35029318)),
    **dict.fromkeys(("mph",), ("km/h", 1.609344)),
    **dict.fromkeys(("kph", "kmh", "km/h", "kmph"), ("km/h", 1.0)),
    **dict.fromkeys(("knot", "knots"), ("km/h", 1.852)),
    **dict.fromkeys(("hectare", "hectares", "ha"), ("m2", 10_000.0)),
    **dict.fromkeys(("acre", "acres"), ("m2", 4046.8564)),
    **dict.fromkeys(("litre", "litres", "liter", "liters"), ("l", 1.0)),
    **dict.fromkeys(("gallon", "gallons"), ("l", 3.785412)),
    **dict.fromkeys(("barrel", "barrels"), ("barrel", 1.0)),
    **dict.fromkeys(("second", "seconds", "sec", "secs"), ("minute", 1 / 60)),
    **dict.fromkeys(("minute", "minutes", "min", "mins"), ("minute", 1.0)),
    **dict.fromkeys(("hour", "hours", "hr", "hrs"), ("minute", 60.0)),
    **dict.fromkeys(("day", "days"), ("day", 1.0)),
    **dict.fromkeys(("week", "weeks"), ("day", 7.0)),
    **dict.fromkeys(("month", "months"), ("year", 1 / 12)),
    **dict.fromkeys(("year", "years", "yr", "yrs"), ("year", 1.0)),
    **dict.fromkeys(("decade", "decades"), ("year", 10.0)),
    **dict.fromkeys(("century", "centuries"), ("year", 100.0)),
    **dict.fromkeys(("%", "percent", "pct", "percentage"), ("percent", 1.0)),
    **dict.fromkeys(("megawatt", "megawatts", "mw"), ("mw", 1.0)),
    **dict.fromkeys(("gigawatt", "gigawatts", "gw"), ("mw", 1000.0)),
    **dict.fromkeys(("°c", "celsius"), ("celsius", 1.0)),
}
# Short forms that are units only when written against a figure ("20m" is metres or millions: never alone).
TIGHT_UNITS = {
    "kg",
    "km",
    "cm",
    "mm",
    "ft",
    "lb",
    "lbs",
    "mph",
    "kph",
    "mins",
    "min",
    "hrs",
    "hr",
    "yrs",
    "yr",
    "oz",
    "kmh",
}
SPEED_TAILS = frozenset({"hour", "hr", "h"})
SQUARES = frozenset({"square", "sq"})

# Qualifiers, longest first within each class; all are matched on lower-case token texts.
AT_LEAST = (
    "a minimum of", "no fewer than", "no less than", "not less than", "not fewer than", "upwards of", "upward of",
    "in excess of", "at least", "at minimum", "more than", "greater than", "higher than", "longer than",
    "larger than", "over", "above", "exceeding", "topping", "well over", "just over", "well above", "minimum",
)  # fmt: skip
AT_MOST = (
    "a maximum of", "no more than", "not more than", "as many as", "as much as", "as high as", "at most", "up to",
    "fewer than", "less than", "lower than", "just under", "well under", "under", "below", "maximum",
)  # fmt: skip
ABOUT = (
    "in the region of", "somewhere around", "an estimated", "estimated", "approximately", "in the order of",
    "roughly", "about", "around", "some", "circa", "approx", "approx.", "~", "an average of", "average",
)  # fmt: skip
NEARLY = ("close to", "just short of", "nearly", "almost", "virtually", "approaching", "nearing")
AFTER_AT_LEAST = (
    "or more",
    "and more",
    "and counting",
    "or above",
    "or over",
    "plus",
    "+",
    "or greater",
    "or older",
)
AFTER_AT_MOST = ("or less", "or fewer", "or under", "at most", "or lower", "or younger")
AFTER_ABOUT = ("or so", "odd", "or thereabouts", "give or take")

VAGUE: dict[str, tuple[float, float | None]] = {
    "several": (3, None), "numerous": (3, None), "multiple": (2, None), "a few": (2, None),
    "a number of": (2, None), "a handful of": (2, None), "a couple of": (2, 3), "a couple": (2, 3),
    "a pair of": (2, 2), "a dozen": (12, 12), "half a dozen": (6, 6),
}  # fmt: skip

PEOPLE = frozenset(
    [
        "person",
        "people",
        "man",
        "woman",
        "men",
        "women",
        "child",
        "children",
        "boy",
        "girl",
        "kid",
        "teenager",
        "teen",
        "youth",
        "adult",
        "baby",
        "toddler",
        "infant",
        "victim",
        "passenger",
        "resident",
        "citizen",
        "civilian",
        "national",
        "foreigner",
        "tourist",
        "traveler",
        "traveller",
        "visitor",
        "guest",
        "worker",
        "employee",
        "staff",
        "officer",
        "official",
        "soldier",
        "troop",
        "serviceman",
        "marine",
        "guard",
        "policeman",
        "fireman",
        "firefighter",
        "paramedic",
        "rescuer",
        "volunteer",
        "nurse",
        "doctor",
        "patient",
        "student",
        "pupil",
        "teacher",
        "parent",
        "protester",
        "demonstrator",
        "activist",
        "marcher",
        "migrant",
        "refugee",
        "settler",
        "villager",
        "voter",
        "supporter",
        "fan",
        "spectator",
        "onlooker",
        "bystander",
        "witness",
        "survivor",
        "hostage",
        "captive",
        "prisoner",
        "inmate",
        "detainee",
        "suspect",
        "militant",
        "fighter",
        "insurgent",
        "rebel",
        "gunman",
        "attacker",
        "assailant",
        "bomber",
        "terrorist",
        "extremist",
        "recruit",
        "cadet",
        "driver",
        "pilot",
        "crew",
        "member",
        "customer",
        "shopper",
        "diner",
        "worshipper",
        "pilgrim",
        "hiker",
        "climber",
        "miner",
        "fisherman",
        "sailor",
        "crewman",
        "personnel",
        "individual",
        "other",
        "family_member",
        "relative",
        "journalist",
        "reporter",
        "expert",
        "scientist",
        "player",
        "athlete",
        "lawmaker",
        "politician",
        "delegate",
        "representative",
        "American",
        "Canadian",
        "Briton",
        "Israeli",
    ]
)
GENERIC_PEOPLE = frozenset({"person", "people", "individual", "victim", "other", "casualty"})

STATE_NOUNS = {
    "death": "dead", "fatality": "dead", "dead": "dead", "body": "dead", "corpse": "dead",
    "injury": "injured", "injured": "injured", "wounded": "injured", "casualty": "casualty",
    "arrest": "arrested", "missing": "missing", "survivor": "survived",
}  # fmt: skip
STATE_WORDS = {
    "dead": "dead", "killed": "dead", "deceased": "dead", "slain": "dead", "injured": "injured", "wounded": "injured",
    "hurt": "injured", "missing": "missing", "trapped": "trapped", "arrested": "arrested", "detained": "arrested",
    "hospitalized": "hospitalised", "hospitalised": "hospitalised", "unaccounted": "missing", "rescued": "rescued",
    "evacuated": "evacuated", "stranded": "stranded", "displaced": "displaced",
}  # fmt: skip
# Verb lemma -> state of its object or passive subject.
STATE_OF_OBJECT = {
    "kill": "dead", "slay": "dead", "murder": "dead", "massacre": "dead", "claim": "", "injure": "injured",
    "wound": "injured", "hurt": "injured", "trap": "trapped", "arrest": "arrested", "detain": "arrested",
    "rescue": "rescued", "free": "rescued", "evacuate": "evacuated", "hospitalize": "hospitalised",
    "hospitalise": "hospitalised", "displace": "displaced", "strand": "stranded", "treat": "treated",
}  # fmt: skip
# Verb lemma -> state of its subject.
STATE_OF_SUBJECT = {"die": "dead", "perish": "dead", "survive": "survived", "escape": "survived"}
CARRIED = frozenset({"take", "rush", "transport", "bring", "admit", "carry", "airlift", "send", "transfer"})
