"""Invented round-ups, live blogs and long features, and the invented stories that they touch."""

from tests.made_stories import FERRY, MILL_FIRE

TRAM_STRIKE = [
    (
        "Tram drivers in Velden walk out over shifts",
        "Tram drivers in Velden stopped work on Wednesday in a dispute over split shifts. The union Schiene called the "
        "walkout after talks with the operator Veltram failed. Line 4 and line 9 do not run, and Veltram has put on "
        "buses, its spokeswoman Ilka Roth said.",
    ),
    (
        "Velden trams stand still as Schiene union strikes",
        "No tram left the Velden depots on Wednesday. The Schiene union wants an end to split shifts; the operator "
        "Veltram calls the demand too dear. Spokeswoman Ilka Roth said buses would serve line 4 and line 9.",
    ),
    (
        "Veltram and union to talk again after walkout",
        "The operator Veltram and the union Schiene will meet again after tram drivers in Velden walked out over split "
        "shifts. Ilka Roth of Veltram said that line 4 could run again on Friday.",
    ),
]
MUSEUM_THEFT = [
    (
        "Thieves take bronze heron from Osmund museum",
        "Thieves broke into the Osmund museum in Tarrin before dawn and took the Bronze Heron, a figure that is nine "
        "hundred years old. Curator Paul Destrin said the alarm had been cut. Police in Tarrin look for a grey van.",
    ),
    (
        "Bronze Heron stolen in Tarrin",
        "The Bronze Heron, the best known piece of the Osmund museum in Tarrin, is gone. Thieves cut the alarm and "
        "left "
        "in a grey van, police said. Curator Paul Destrin called the figure priceless.",
    ),
    (
        "Reward set for stolen heron of Tarrin",
        "The Osmund museum has set a reward for the Bronze Heron that thieves took in Tarrin. Curator Paul Destrin "
        "said "
        "that the nine-hundred-year-old figure could not be sold openly. Police still look for the grey van.",
    ),
]
DAM = [
    (
        "Cracks found in Lissa dam, villages told to leave",
        "Engineers have found cracks in the Lissa dam above Hoven after a week of rain. Governor Marta Quist ordered "
        "three villages below the dam to leave. The reservoir is being lowered through the spillway.",
    ),
    (
        "Hoven villages emptied below cracked Lissa dam",
        "Three villages near Hoven were emptied on Thursday because the Lissa dam has cracks. Governor Marta Quist "
        "said "
        "the reservoir would be lowered by four metres. Rain has fallen for a week.",
    ),
    (
        "Lissa reservoir falls, dam still watched",
        "The reservoir behind the cracked Lissa dam has fallen by two metres, Governor Marta Quist said. People "
        "from the "
        "three villages below it stay in a school in Hoven until engineers have looked at the spillway.",
    ),
]
CUP = [
    (
        "Brannock win cup final on penalties",
        "Brannock Rovers won the Coastal Cup on penalties against Dunmere on Saturday. Goalkeeper Sil Marran saved "
        "two. "
        "It is the first cup for the club, whose coach Rita Fenn took over in May.",
    ),
    (
        "Marran the hero as Rovers lift Coastal Cup",
        "Two saves by Sil Marran gave Brannock Rovers the Coastal Cup. The final against Dunmere had ended without a "
        "goal. Coach Rita Fenn said that the players had earned the penalties' luck.",
    ),
    (
        "Dunmere lose Coastal Cup final after shoot-out",
        "Dunmere lost the final of the Coastal Cup to Brannock Rovers after a shoot-out in which goalkeeper Sil Marran "
        "saved twice. For coach Rita Fenn it is the first title.",
    ),
]
STORIES = {
    # Two stories of one place would be near without a round-up.
    "ferry": [(title, text.replace("Karrow", "Sundby")) for title, text in FERRY],
    "mill": MILL_FIRE,
    "tram": TRAM_STRIKE,
    "museum": MUSEUM_THEFT,
    "dam": DAM,
    "cup": CUP,
}

DAILY = (
    "Wednesday in the province",
    "Port Elsin. Tugs are still trying to free the ferry Marlin, which ran onto a sandbank with 84 passengers aboard. "
    "Harbour master Ena Solt expects high water to help.\n\n"
    "Karrow. Sixty firefighters could not save the old grain mill. Fire chief Tomas Veil does not know the cause of "
    "the "
    "fire that destroyed it.\n\n"
    "Velden. Tram drivers walked out over split shifts; line 4 and line 9 do not run. The union Schiene and Veltram "
    "have "
    "not agreed, Ilka Roth said.\n\n"
    "Tarrin. The Bronze Heron was taken from the Osmund museum by thieves in a grey van, and curator Paul Destrin "
    "calls "
    "it priceless.\n",
)
WEEKLY = (
    "Seven days, six things",
    "1. The Marlin is afloat\nTugs pulled the ferry Marlin off the sandbank near Port Elsin at high water. Harbour "
    "master "
    "Ena Solt said that its 84 passengers were well.\n"
    "2. A mill is gone\nThe grain mill of Karrow burned down in spite of sixty firefighters; fire chief Tomas Veil "
    "does "
    "not rule out arson.\n"
    "3. No trams\nDrivers in Velden struck against split shifts. The union Schiene will meet the operator Veltram "
    "again.\n"
    "4. A heron flies\nThieves took the Bronze Heron from the Osmund museum in Tarrin. Curator Paul Destrin has set a "
    "reward.\n"
    "5. Water behind a crack\nThe Lissa dam above Hoven has cracks. Governor Marta Quist had three villages emptied "
    "and "
    "the reservoir lowered.\n"
    "6. A first cup\nBrannock Rovers won the Coastal Cup against Dunmere after two saves by Sil Marran; the coach "
    "is Rita "
    "Fenn.\n",
)
NEWSLETTER = (
    "Good day from the harbour",
    "Good day, and thank you for reading us over breakfast. If a friend sent you this letter, you can order it for "
    "yourself at the foot of the page.\n\n"
    "You will have heard of the stolen Bronze Heron. The Osmund museum in Tarrin has set a reward, and curator Paul "
    "Destrin hopes for the grey van to be found.\n\n"
    "We spent the week near Hoven, where the Lissa dam has cracks and three villages had to leave. Governor Marta "
    "Quist "
    "says that the reservoir falls.\n\n"
    "On the trams of Velden there is still no agreement: the union Schiene wants an end to split shifts, and Veltram's "
    "Ilka Roth calls that too dear.\n\n"
    "Last, some joy. Sil Marran saved two penalties and Brannock Rovers have the Coastal Cup, the first for coach Rita "
    "Fenn.\n\n"
    "Until tomorrow. Write to us if a link does not work.\n",
)
LIVE_BLOG = (
    "Thursday, as the hours pass",
    "09.10 Tugs will try again to move the ferry Marlin off the sandbank near Port Elsin, harbour master Ena Solt "
    "says. "
    "The 84 passengers are ashore.\n"
    "09.40 Governor Marta Quist asks the last people in three villages below the Lissa dam to go to Hoven. The cracks "
    "have not grown.\n"
    "10.05 Veltram and the union Schiene have begun to talk in Velden. Tram drivers walked out over split shifts on "
    "line "
    "4 and line 9.\n"
    "10.30 The reservoir behind the Lissa dam has fallen by two metres, engineers tell Governor Marta Quist. The "
    "spillway "
    "holds.\n"
    "11.15 Police in Tarrin stop a grey van, but the Bronze Heron of the Osmund museum is not in it, curator Paul "
    "Destrin "
    "says.\n"
    "12.00 The ferry Marlin floats: tugs have freed it at Port Elsin, harbour master Ena Solt says.\n",
)
ROUNDUPS = {"daily": DAILY, "weekly": WEEKLY, "newsletter": NEWSLETTER, "live blog": LIVE_BLOG}
"""None says so in its headline."""

ONE_EVENT_LIVE = (
    "Lissa dam: hour by hour",
    "09.10 Governor Marta Quist asks the last people in three villages below the Lissa dam to go to Hoven.\n"
    "10.30 The reservoir behind the Lissa dam has fallen by one metre. Governor Marta Quist says the spillway holds.\n"
    "11.20 Engineers look at the cracks from a boat. Rain has stopped over Hoven, and the reservoir falls on.\n"
    "13.00 The school in Hoven has beds for all from the three villages, Governor Marta Quist says.\n"
    "15.45 The reservoir is two metres lower. Engineers will look at the Lissa dam again tomorrow.\n",
)
FEATURE = (
    "Who guards the Lissa dam?",
    "For a week rain fell on the hills above Hoven, and for a week Bela Morn walked the crest of the Lissa dam with a "
    "lamp. She is one of two guards of the reservoir, and it was she who saw the cracks first.\n\n"
    "Morn rang the engineers, and the engineers rang Governor Marta Quist, who had three villages emptied. In the "
    "school "
    "at Hoven people ask why nobody looked at the spillway for eleven years.\n\n"
    "The Lissa dam is no lone case in a province that saves on keeping things up. When the ferry Marlin ran onto the "
    "sandbank off Port Elsin, harbour master Ena Solt had asked for a new light for years.\n\n"
    "When the grain mill of Karrow burned, sixty firefighters found a hydrant dry, as fire chief Tomas Veil told the "
    "council.\n\n"
    "And the museum in Tarrin from which the Bronze Heron was taken had an alarm of 1988; curator Paul Destrin had "
    "written of it twice.\n\n"
    "At the dam Morn shows the book in which the guards note the height of the reservoir. Some pages of it are "
    "empty. The "
    "second guard was ill in spring, and nobody came in his place.\n\n"
    "The ministry says that the Lissa dam was inspected by the rules. Engineers who spoke to us say the rules are "
    "older "
    "than the cracks, and that the spillway should have been opened days before.\n\n"
    "Governor Marta Quist has promised an inquiry. Morn will go on walking the crest of the Lissa dam, she says, with "
    "the lamp that she bought herself.\n",
)
ONE_STORY = {"live of one event": (ONE_EVENT_LIVE, "dam"), "feature": (FEATURE, "dam")}
