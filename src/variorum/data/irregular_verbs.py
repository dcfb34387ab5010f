"""Past tenses that are not made with -ed.

Source: written by hand; the common irregular verbs of English (Quirk et al. 1985, 3.11-3.20).
"""

_LINES = (
    "arise/arose awake/awoke be/was bear/bore beat/beat become/became begin/began bend/bent bet/bet",
    "bid/bid bind/bound bite/bit bleed/bled blow/blew break/broke breed/bred bring/brought",
    "broadcast/broadcast build/built burst/burst buy/bought cast/cast catch/caught choose/chose",
    "cling/clung come/came cost/cost creep/crept cut/cut deal/dealt dig/dug do/did draw/drew",
    "drink/drank drive/drove eat/ate fall/fell feed/fed feel/felt fight/fought find/found flee/fled",
    "fling/flung fly/flew forbid/forbade forecast/forecast forget/forgot forgive/forgave",
    "freeze/froze get/got give/gave go/went grind/ground grow/grew hang/hung have/had hear/heard",
    "hide/hid hit/hit hold/held hurt/hurt keep/kept kneel/knelt know/knew lay/laid lead/led",
    "leap/leapt leave/left lend/lent let/let lie/lay light/lit lose/lost make/made mean/meant",
    "meet/met mislead/misled mistake/mistook overcome/overcame overtake/overtook overthrow/overthrew",
    "pay/paid put/put quit/quit read/read rid/rid ride/rode ring/rang rise/rose run/ran say/said",
    "see/saw seek/sought sell/sold send/sent set/set shake/shook shed/shed shine/shone shoot/shot",
    "show/showed shrink/shrank shut/shut sing/sang sink/sank sit/sat slay/slew sleep/slept",
    "slide/slid speak/spoke speed/sped spend/spent spin/spun split/split spread/spread spring/sprang",
    "stand/stood steal/stole stick/stuck sting/stung strike/struck strive/strove swear/swore",
    "sweep/swept swim/swam swing/swung take/took teach/taught tear/tore tell/told think/thought",
    "throw/threw tread/trod undergo/underwent understand/understood undertake/undertook undo/undid",
    "uphold/upheld upset/upset wake/woke wear/wore weave/wove weep/wept win/won wind/wound",
    "withdraw/withdrew withhold/withheld withstand/withstood write/wrote",
)
PAST: dict[str, str] = {}
for _line in _LINES:
    for _pair in _line.split():
        _lemma, _past = _pair.split("/")
        PAST[_lemma] = _past

# A last consonant is doubled before -ed in these of more than one syllable.
DOUBLED = frozenset(
    verb
    for line in (
        "admit commit compel confer control defer deter equip expel incur infer occur omit patrol",
        "permit prefer propel rebel recur refer regret remit submit transfer transmit",
    )
    for verb in line.split()
)
