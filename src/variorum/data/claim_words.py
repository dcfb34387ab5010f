"""Words that bear on how a clause is said: attribution, certainty, negation, connectives, occasions.

Source: written by hand from general English grammar (Quirk et al., A Comprehensive Grammar of the English
Language, 1985, ch. 4, 10, 15 and 16) and from the classes of Saurí and Pustejovsky, FactBank (2009). Verbs
and nouns are lemmas.
"""


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# Verbs that only report words; "agree" and "pledge" are acts and do not stand here.
SPEECH_VERBS = _words(
    "say tell add note state remark report announce explain comment reply respond answer recall "
    "claim argue insist maintain contend assert declare stress emphasize emphasise reiterate repeat "
    "observe mention write tweet post quote cite continue conclude admit acknowledge concede confirm "
    "reveal disclose describe warn suggest indicate estimate reckon caution quip testify recount "
    "relate inform brief clarify underscore underline highlight joke lament complain speculate "
    "predict forecast believe think feel understand know hear learn read allege speak"
)
# Verbs that tell what their clause says as a fact.
FACT_VERBS = _words(
    "show find determine prove mean demonstrate discover establish decide agree realize realise see learn "
    "note reveal confirm know ensure"
)
# Verbs that give their clause as somebody's belief or guess; it says nothing without them.
BELIEF_VERBS = _words(
    "believe think feel suspect fear expect anticipate hope doubt deny assume imagine suppose guess worry "
    "speculate reckon estimate claim allege wish pretend dream rule"
)

HOPED = _words("hope wish want desire aspire yearn long")
HOPED_NOUNS = _words("hope wish desire aspiration ambition interest")
PLANNED = _words("plan intend aim seek prepare propose schedule mean aspire target")
PLANNED_NOUNS = _words("plan intention intent aim goal proposal preparation target")
PLEDGED = _words("pledge vow promise agree commit undertake guarantee")
PLEDGED_NOUNS = _words("pledge vow promise commitment assurance guarantee undertaking")
POSSIBLE = _words("expect anticipate believe think suspect fear appear seem guess assume suppose estimate")
POSSIBLE_NOUNS = _words("possibility chance risk likelihood prospect danger fear expectation suspicion")
POSSIBLE_ADJECTIVES = _words("likely unlikely possible probable potential conceivable plausible")
POSSIBLE_ADVERBS = _words(
    "possibly perhaps maybe probably likely potentially presumably apparently seemingly conceivably "
    "arguably supposedly evidently"
)
POSSIBLE_MODALS = frozenset(("may", "might", "could"))
REPORTED_ADVERBS = _words("reportedly purportedly")
# In the passive these stand for hearsay: "is said to have", "it is understood that".
REPORTED_PASSIVES = _words("say report believe think understand rumour rumor know hear tell")
ALLEGED = _words("allege accuse")
ALLEGED_ADVERBS = frozenset(("allegedly",))
ALLEGED_ADJECTIVES = _words("alleged purported supposed")
ALLEGED_NOUNS = _words("allegation accusation")
PLANNED_PASSIVES = _words("schedule set plan slate due poise bind intend mean design expect")

NEGATORS = frozenset(("not", "n't", "n’t", "never", "nor", "neither", "nowhere"))
NEGATIVE_DETERMINERS = frozenset(("no", "neither"))
NEGATIVE_PRONOUNS = frozenset(("none", "nobody", "nothing", "no-one"))
# "X failed to P": P is not so.
NEGATIVE_VERBS = _words("fail refuse decline deny refute rebut dismiss reject avoid neglect cease")
NEGATIVE_WITH_CLAUSE = _words("fail refuse decline neglect")
NEGATIVE_OF_COMPLEMENT = _words("deny refute rebut")
NEGATIVE_ADJECTIVES = _words(
    "unable unharmed unhurt uninjured unscathed unaware unknown unclear unlikely impossible "
    "unwilling unidentified unconfirmed untrue false unfounded"
)
# "I do not think that P": P is denied.
RAISING = _words("think believe expect suppose feel seem appear imagine")
# After "not" or "no" these undo the negation: "not only", "no fewer than".
NOT_BUT = _words("only just merely simply solely least until unlike")
NO_BUT = _words("doubt less fewer more later earlier sooner matter wonder")

# Connectives that a statement read alone does not need.
CONNECTIVES = _words(
    "however meanwhile moreover furthermore additionally besides nevertheless nonetheless therefore "
    "thus hence instead also too so otherwise similarly likewise consequently accordingly"
)
# Subordinators whose clause is stated as a fact of its own.
FACTUAL_MARKS = _words("after before since while when as because although though whereas where that once")
OPEN_MARKS = _words("if unless whether until lest provided")
# Prepositions that bring in a clause or an occasion of its own.
CLAUSE_PREPOSITIONS = _words(
    "after before since by while despite following upon on in during amid through besides instead"
)
OCCASION_PREPOSITIONS = _words("during after before following on at in by until outside inside near over within around")
PLACE_PREPOSITIONS = _words("at in near outside inside over within around")
# Words that name an office or a trade before a name.
OFFICES = _words(
    "chief head secretary attorney analyst judge coach captain general star boss chair chairman chairwoman "
    "analyst spokesman spokeswoman spokesperson mum mother father wife husband son daughter brother sister "
    "student pilot nurse clerk guard cop detective sergeant inspector superintendent constable marshal "
    "champion deputy envoy delegate aide expert ally rival witness victim suspect survivor resident tourist"
)
OFFICE_ENDINGS = ("or", "er", "ist", "ian", "man", "woman", "ant", "ologist", "eer")
# Offices and forms of address that go with a name as a matter of course: no statement of their own.
USUAL_TITLES = _words(
    "president prime minister chancellor king queen pope prince princess emperor mr mrs ms miss dr sir dame "
    "lord lady premier sen rep gov gen col judge justice senator congressman congresswoman governor"
)
# Participles that have become prepositions.
VERB_PREPOSITIONS = _words("following including regarding concerning according given excluding considering")
# "…, killing six": what did it is as often the event as the subject of the verb before.
EFFECT_VERBS = _words(
    "kill injure wound leave cause prompt trigger spark force make damage destroy smash shatter raise bring "
    "send disrupt close halt delay strand trap burn flood ignite fuel threaten affect set spread displace "
    "claim result create turn render"
)
DAY_WORDS = _words(
    "monday tuesday wednesday thursday friday saturday sunday january february march april may june july "
    "august september october november december jan feb mar apr jun jul aug sep sept oct nov dec today "
    "yesterday tomorrow tonight overnight morning afternoon evening night noon midnight weekend dawn dusk"
)
LIST_PREPOSITIONS = frozenset(("including", "include", "like"))
