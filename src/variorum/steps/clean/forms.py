"""What a line's own form says it is: frame, caption, subscription, related, embed, copyright.

Written from the frames of many sites and the forms of agencies' captions; nothing here names an outlet.
"""

import re
from functools import cache

from variorum.records.source import DropReason
from variorum.steps.clean.lines import Block
from variorum.text.press import agency_named, agency_pattern

# Lines that are nothing but a page's furniture, compared in lower case without marks.
_FURNITURE: dict[DropReason, str] = {
    DropReason.FRAME: """
        top|close|menu|home|search|share|tweet|print|email|e mail|save|like|listen|copy link|copy url|link copied|back
        back to top|go to top|scroll to top|return to top|next|previous|prev|next article|previous article|skip
        skip to content|skip to main content|skip to navigation|jump to content|loading|loading ...|please wait|text size
        font size|bar progress|progress bar|comments|comment|view comments|show comments|hide comments|add a comment
        leave a comment|post a comment|comments are closed|comments closed|comments are off|no comments
        no comments yet|be the first to comment|join the conversation|join the discussion|have your say|reply
        advertisement|advertisements|ad|ads|advert|sponsored|sponsored content|paid content|promoted|promoted stories
        story continues below advertisement|story continues below|article continues below
        article continues after advertisement|article continues after this advertisement|continue reading
        continue reading the main story|advertisement continue reading the main story|continue reading below
        continue reading below advertisement|scroll down to continue reading|skip advertisement|supported by
        advertisement scroll to continue|photo|photos|video|videos|watch|watch video|watch now|play|play video|pause
        gallery|photo gallery|view gallery|image|images|slideshow|audio|podcast|live|breaking|breaking news|exclusive
        analysis|opinion|news|world|world news|politics|business|sport|sports|culture|lifestyle|health|technology
        science|entertainment|latest|latest news|top stories|top news|trending|trending now|popular|most popular
        most read|most viewed|editors picks|editor s picks|editors pick|in this article|in this story|on this page
        story highlights|highlights|key points|at a glance|contents|table of contents|tags|topics|topic|follow topic
        follow topics|follow|following|follow us|follow author|join us on social|connect with us|social media
        share this|share this article|share this story|share this page|share this post|share on facebook
        share on twitter|share on x|share on linkedin|share on whatsapp|share on reddit|share via email|share by email
        share full article|facebook|twitter|instagram|linkedin|whatsapp|telegram|reddit|pinterest|youtube|messenger
        facebook twitter|facebook twitter email|click to share|click to expand|expand|collapse|more|show more|see more
        see all|view all|show all|view more|load more|read more|read less|show less|more options|more info|learn more
        find out more|sign in|log in|login|register|my account|account|settings|print this article|report a typo
        report an error|send feedback|feedback|corrections|about|about us|contact|contact us|help|faq|terms of use
        terms of service|terms and conditions|privacy|privacy policy|cookie policy|cookies|accept cookies
        accept all cookies|manage cookies|cookie settings|advertise with us|careers|sitemap|about the author
        about the authors|add as preferred source on google|google news|special coverage|toggle caption
        hide caption|enlarge this image|media caption|image caption|embed|transcript|download|pdf|translate
        select language|language|english|original|published|updated|end of article|editing by|the end|ends
        to be continued|more to follow|more follows|this is a breaking news story more follows
        this is a developing story|developing story|gift this article|give this article|bookmark|saved
        reading time|minute read|listen to article|listen to this article|audio by|remove ads|ad feedback
        what to read next|read next|up next|recommended|recommended for you|recommended stories|around the web
        from the web|you may like|you might like|newsletter|newsletters
        """,
    DropReason.SUBSCRIPTION: """
        subscribe|subscribe now|sign up|sign up now|newsletter sign up|newsletter signup|subscribe today|join now
        start your free trial|become a member|become a subscriber|support us|donate|donate now|subscribers only
        subscriber only|for subscribers|premium|premium content|already a subscriber|already a subscriber log in
        already have an account|unlimited access|get the app|download the app|get our newsletter
        """,
    DropReason.RELATED: """
        see more on|see also|read also|also read|related|related stories|related story|related articles|related article
        related news|related content|related links|related topics|related coverage|related posts|related video
        related videos|more on this|more on this story|more on this topic|more stories|more news|more from|more like this
        more coverage|you may also like|you might also like|further reading|recommended reading|must read
        elsewhere on the web|other news|other stories|similar articles|similar stories|don t miss|dont miss|also in news
        what else is happening
        """,
}

# A line that opens so is what it says, when it is not a sentence of the story.
_OPENINGS: tuple[tuple[DropReason, str], ...] = (
    (
        DropReason.CAPTION,
        r"(?:image|media|photo|video|picture) (?:copyright|caption|source|credit)\b|media playback is (?:un)?supported"
        r"|image source[,:=]|enlarge this image|toggle caption|hide caption|(?:a |an )?(?:undated |recent |combination |combo |handout |"
        r"file |aerial |general )*(?:photo|picture|image|photograph|video|still|frame|frame grab|video grab|screen ?grab|screenshot)s? "
        r"(?:released|provided|taken|made|distributed|issued|supplied|posted|obtained|courtesy)\b"
        r"|file ?(?:photo|image|picture|-|–|—|:)|files? ?[-–—:] ?in this\b|in this (?:\w+[.,]? ){0,6}?(?:photo|image|picture|frame grab|video grab|screenshot)"
        r"|(?:this|these) (?:undated |recent |combination |combo |handout |file |aerial |still |satellite |image from |frame grab from )*"
        r"(?:photo|picture|image|photograph|video|frame|screen ?grab|screenshot)s? (?:\w+ ){0,3}?(?:released|provided|taken|made|distributed|shows?|from|by|combo)\b"
        r"|(?:screengrab|screenshot|screen grab|video grab|frame grab)\b|pictured(?: above| below| here)?[:,]|above[:,] |below[:,] "
        r"|(?:\w+ )?\(?(?:photo|picture|image|file photo|file pic)\)?:\s",
    ),
    (
        DropReason.PHOTO_CREDIT,
        r"(?:photos?|pictures?|images?|photograph(?:s|y)?|pic|video|footage|credits?|image credit|photo credit|picture credit|"
        r"graphic|illustration|chart|cover photo)\s*(?:[:|©]|by:? |courtesy\b|via\b|credit\b|/)|©\s?(?:getty|ap|afp|reuters|epa)\b|courtesy(?: of|:)|\(courtesy\b",
    ),
    (
        DropReason.RELATED,
        r"(?:read more|read also|also read|read next|see also|related(?: (?:article|story|stories|articles|news|content|links|coverage|reading|video|topics?))?"
        r"|more on this(?: story| topic)?|more(?: from| on| in)? (?:the|this|our|cnn|bbc)?|watch(?: live| now| also| more)?|listen(?: now)?|recommended(?: for you| stories)?"
        r"|must read|don['’]t miss|trending(?: now)?|explore more|in pictures|in pics|further reading|live updates?|live blog|follow live|as it happened)\s*[:|>»]"
        r"|related stories\b|live updates (?:on|from)\b|read (?:the )?(?:full|more|our)\b.{0,80}\bhere\b|read more (?:on|about|at|from|here)\b|click here\b",
    ),
    (
        DropReason.FRAME,
        r"read or share this (?:story|article)|this is a (?:breaking|developing) (?:news )?story|this (?:story|article|report|post|page|breaking news story) (?:has been|was|is being|will be) "
        r"(?:updated|corrected|amended|last updated|first published|originally published)|(?:last )?(?:updated|modified|published|posted)(?: on| at)?\s*:?\s*(?:\d|(?:mon|tues|wednes|thurs|fri|satur|sun)day|"
        r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.? \d)|first published|more (?:to follow|details to follow|follows|soon)\b|refresh (?:this|the) page|"
        r"(?:story|article|text) continues (?:below|after)|advertisement\b.{0,60}(?:continue|scroll|article|story)|"
        r"this (?:website|site|page|content) (?:uses|requires|is (?:not available|protected|blocked))|(?:your|this) browser\b|please enable javascript|"
        r"we use cookies|by (?:clicking|using|continuing|subscribing|signing)\b.{0,120}\b(?:agree|accept|consent)|"
        r"\d+ (?:min(?:ute)?s?|sec(?:ond)?s?) (?:read|ago|listen)\b|est(?:imated)? reading time|share (?:this|on|via|article)\b|"
        r"have you (?:been affected|got a (?:story|tip)|any information)|do you (?:have|know) (?:a |more|any|anything|something).{0,60}(?:story|tip|information|picture|video|photo|email|contact)|"
        r"(?:e-?mail|contact|call|text|send) (?:us|your|the (?:newsroom|newsdesk))\b|got a (?:story|tip|news tip)|we pay for\b|follow (?:us|him|her|them|me|the reporter|[\w.' ]{2,40}) on (?:twitter|facebook|x|instagram|telegram|threads|social|linkedin|youtube)",
    ),
    (
        DropReason.SUBSCRIPTION,
        r"sign up\b.{0,120}(?:newsletter|inbox|email|alert|free|daily|morning|briefing|for )|sign up now|subscribe (?:to|now|for|today|here)\b|get (?:our|the|all|more|[\w'’ ]{2,40}['’]s?) .{0,60}(?:newsletters?|inbox|app|alerts)\b"
        r"|newsletter\b.{0,30}sign ?up|join (?:our|the) .{0,40}(?:newsletter|mailing list|whatsapp|telegram|channel)|download (?:our|the) .{0,40}app\b|this (?:article|story|content) is (?:for|only|available|reserved)\b.{0,60}subscri"
        r"|already (?:a|have) .{0,40}(?:subscriber|account|member)|(?:to|you need to) (?:continue|keep) reading\b.{0,80}(?:subscri|regist|sign|log|account)|receive (?:our|the) .{0,60}(?:newsletter|inbox)|enjoy unlimited\b",
    ),
)

# Words that only a page says to its reader; dense in forms and notices, rare in reports.
_TALK = re.compile(
    r"\bsign(?:ed)? (?:up|in)\b|\blog(?:ged)? in\b|\bnewsletters?\b|\b(?:your|an?|valid|invalid) e-?mail\b|\be-?mail (?:address|us)\b|\bemail is invalid\b"
    r"|\bre-?enter\b|\bnot a robot\b|\bclicking (?:the|on|here)\b|\bclick (?:the|on|here)\b|\bsubscri(?:be|bers?|bing|ption)(?: plan| account)?\b|\bterms (?:of|and)\b|\bprivacy (?:policy|notice)\b"
    r"|\bspecial offers\b|\boccasional updates\b|\bthank you for\b|\ban error has occurred\b|\btry again\b|\bcontinue reading\b|\bmain story\b|\b(?:your|my) (?:inbox|account|profile|browser|device|subscription|comments?|password|stories|story)\b"
    r"|\bdisplay name\b|\bcomment on stories\b|\bfirst comment\b|\bprofile section\b|\bsocial account\b|\bregister(?:ed)? (?:with|now|here|for)\b|\bcookies?\b|\bdelivered to\b|\bunsubscribe\b|\bopt out\b|\bplease (?:enter|select|verify|create|try|log|sign|enable|refresh|visit our|read our|check)\b"
    r"|\byou (?:can|must|agree|may) (?:also )?(?:comment|select|subscribe|unsubscribe|receive|to receive|agree|read|find|follow|share|opt)\b|\bfollow us\b|\bdownload (?:the|our) app\b|\bwe pay for\b|\bdo you have a story\b|\bnews team\b|\bor call\b|\bcontact us\b|\ball rights reserved\b|\bcreate (?:a|an) (?:free )?(?:display|account)\b"
    r"|\bcannot be used\b|\bview all\b|\bour (?:website|site|apps?|journalism|readers|journalists|coverage)\b|\bvoucher\b|\bpremium\b|\bhttps?://\S+|\b[\w.+-]+@[\w-]+\.[a-z]{2,}\b",
    re.IGNORECASE,
)
_COPYRIGHT = re.compile(
    r"^\W*(?:©|\(c\)\s|copyright\b\s*(?:©|\(c\)|:|\d{4}|the |by )|.{0,80}\ball rights reserved\b|.{0,60}©\s*(?:copyright )?\d{4}|this material may not be published)",
    re.IGNORECASE,
)
_EMBED = re.compile(
    r"pic\.twitter\.com/|(?:https?://)?t\.co/\w|[—–-]\s?.{1,60}\(@\w{1,20}\)|\bPosted by .{2,80}? on (?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b"
    r"|\bA (?:post|photo|video|reel) (?:shared|posted) by\b|\bView this post on Instagram\b|(?:twitter|x)\.com/\w+/status/"
)
_GALLERY_ITEM = re.compile(r"(?:^|\s)(\d{1,3})/(\d{1,3})(?=\s)")
_GALLERY_ALL = re.compile(r"\b\d{1,3} show all\b|\bshow all \d{1,3}\b|\b\d{1,3} (?:photos|images|pictures)$|^(?:view|see) (?:all )?(?:gallery|photos)\b", re.IGNORECASE)
_DATE_ONLY = re.compile(
    r"^\W*(?:(?:last )?(?:updated|published|posted|modified|date)\b\W*)?(?:(?:mon|tues|wednes|thurs|fri|satur|sun)(?:day)?\.?,?\s*)?"
    r"(?:\d{1,2}(?:st|nd|rd|th)?[ /.-](?:\d{1,2}|[a-z]{3,9}\.?)[ /.,-]+\d{2,4}|[a-z]{3,9}\.? \d{1,2}(?:st|nd|rd|th)?,? \d{4}|\d{4}[-/.]\d{1,2}[-/.]\d{1,2})"
    r"(?:[,T|•·–-]?\s*(?:at )?\d{1,2}[:.]\d{2}(?::\d{2})?\s*(?:[ap]\.?m\.?)?\s*(?:\(?[a-z]{2,5}\)?|[+-]\d{2}:?\d{2}|z)?)?\W*(?:\(?(?:updated|agencies|xinhua)?\)?)?\W*$",
    re.IGNORECASE,
)
_STAMPED = re.compile(
    r"\b(?:updated|published|posted|modified|created|filed)\b(?: on| at|:|\s|\|)*(?:\d{4}[-/.]\d|\d{1,2}[ /.:-]|(?:mon|tues|wednes|thurs|fri|satur|sun)day\b|"
    r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.? \d)",
    re.IGNORECASE,
)
_PICTURED_BY = re.compile(r"\b(?:Photograph|Photo|Photos|Picture|Pictures|Image|Images|Illustration|Credit)s?: ?[A-Z][^.!?]{2,70}$")
_URL_ONLY = re.compile(r"^\W*(?:https?://|www\.)\S+\W*$", re.IGNORECASE)
_IDENTIFIER = re.compile(r"^[A-Za-z]+(?:_[A-Za-z0-9]+)+$")
_RULE = re.compile(r"^[\W_]+$")
_HAS_QUOTE = re.compile(r"[\"“”«»]|\bsaid\b|\bsays\b|\btold\b", re.IGNORECASE)
_ITALIC_WRAP = "*_~#> \t"


def _flat(text: str) -> str:
    return " ".join(re.sub(r"[^\w\s]", " ", text.casefold().replace("_", " ")).split())


@cache
def _furniture() -> dict[str, DropReason]:
    out: dict[str, DropReason] = {}
    for reason, listing in _FURNITURE.items():
        for line in listing.strip().splitlines():
            for entry in line.split("|"):
                out.setdefault(_flat(entry), reason)
    return out


@cache
def _openings() -> tuple[tuple[DropReason, re.Pattern[str]], ...]:
    return tuple((reason, re.compile(r"^[\W_]{0,12}(?:" + form + ")", re.IGNORECASE)) for reason, form in _OPENINGS)


@cache
def _picture_ends() -> re.Pattern[str]:
    """A credit that closes a caption: "(Name/Agency)", "[Photo/…]", "(Agency)", "Name / Agency"."""
    agency = agency_pattern()
    inside = (
        rf"(?:[^()\[\]\n]{{0,120}}?(?:/|\bvia |\bfor |, ?){agency}(?:[/, ][^()\[\]\n]{{0,40}})?|{agency}(?: (?:[Pp]hotos?|[Ff]ile|Images?|/)[^()\[\]\n]{{0,60}})?"
        rf"|{agency}/[^()\[\]\n]{{1,80}}|(?:AP|REUTERS|AFP|EPA)[ /][Pp]hoto[^()\[\]\n]{{0,80}}"
        r"|[^()\[\]\n]{0,40}(?:[Pp]hoto|PHOTO|[Ii]mage|[Pp]icture|[Cc]redit)s?\s?[:/=][^()\[\]\n]{0,90}|(?:[Pp]hoto|[Ii]mage|[Pp]icture)s? (?:by|courtesy)[^()\[\]\n]{0,80}"
        r"|(?:[Ff]ile|FILE)(?: [Pp]hoto| [Pp]icture| [Ii]mage| pic)?|[Hh]andout[^()\[\]\n]{0,60}|[Cc]ourtesy[^()\[\]\n]{0,80}|[Ss]creen ?(?:grab|shot)[^()\[\]\n]{0,60}|[Ss]upplied[^()\[\]\n]{0,30}"
        r"|[A-Z][\w.'’ -]{2,40} ?/ ?[A-Z][\w.'’& -]{2,40})"
    )
    return re.compile(rf"(?:\((?:\s*){inside}\s*\)|\[\s*{inside}\s*\])[\s.]*$")


@cache
def _bare_credit_end() -> re.Pattern[str]:
    agency = agency_pattern()
    return re.compile(
        rf"(?:^|[\s.])(?:[A-Z][\w.'’-]+ ){{0,3}}[A-Z][\w.'’-]+ ?/ ?{agency}\s*$|\b{agency}/[A-Z][\w.'’-]+(?: [A-Z][\w.'’-]+){{1,3}}(?:\s[A-Z ]{{3,40}})?$"
    )


@cache
def _bare_credit_start() -> re.Pattern[str]:
    agency = agency_pattern()
    return re.compile(
        rf"^(?:(?:[A-Z][\w.'’-]+ ){{1,5}}?(?:/|via) {agency}|(?:[A-Z][\w.'’-]+ ){{0,3}}[A-Z][\w.'’-]+/{agency}|{agency}/[A-Z][\w.'’-]+(?: [A-Z][\w.'’-]+){{0,3}})\s"
    )


@cache
def _agency_first() -> re.Pattern[str]:
    return re.compile(rf"^{agency_pattern()} (?=[A-Z\"“])")


_SCENES = re.compile(
    r"^(?:[A-Z][\w&.' ]{1,30}['’]s? |Our )(?:[A-Z][\w.'’-]+ ){1,4}(?:discusses|reports|explains|talks|breaks down|looks (?:at|back|into)|joins|examines|has more|speaks|weighs in|previews|answers)\b"
)
_PLATFORM = frozenset(
    "youtube twitter facebook instagram tiktok telegram snapchat google handout supplied screengrab file pool".split()
)


def furniture(text: str) -> DropReason | None:
    """The reason to drop a line that is nothing but furniture of a page, else None."""
    bare = text.strip(_ITALIC_WRAP)
    if len(bare) > 120:
        return None
    if _RULE.match(text) or _IDENTIFIER.match(bare) or _URL_ONLY.match(bare):
        return DropReason.FRAME
    return _furniture().get(_flat(bare))


def dated_line(text: str) -> bool:
    """Whether a line is nothing but a date, with "Updated" or a time beside it."""
    return (len(text) < 90 and bool(_DATE_ONLY.match(text))) or (
        len(text) < 120 and len(text.split()) <= 14 and bool(_STAMPED.search(text))
    )


def picture_credit(text: str) -> bool:
    """Whether a line is, or ends or begins with, a credit of the form that only pictures carry."""
    tail = text[-220:]
    if _picture_ends().search(tail) or _PICTURED_BY.search(tail):
        return True
    if _bare_credit_start().match(text[:160]) and not text[:160].startswith(("AP ", "AFP ")):
        return True
    return bool(_bare_credit_end().search(tail)) and not _HAS_QUOTE.search(text[:-60])


def form_of(block: Block) -> DropReason | None:
    """Why a block is no body, judged by its own form; None where the form does not say.

    Args:
        block: One block.
    """
    text = block.text
    found = furniture(text)
    if found:
        return found
    if dated_line(text):
        return DropReason.FRAME
    if _COPYRIGHT.match(text[:300]) and len(block.words) < 80:
        return DropReason.COPYRIGHT
    if _EMBED.search(text) and len(block.words) < 120:
        return DropReason.EMBED
    if _gallery(text):
        return DropReason.CAPTION
    # What a reader is told: dense talk of accounts, addresses and newsletters.
    talk = len(_TALK.findall(text[:6000]))
    if talk >= 2 and talk * 14 >= min(len(block.words), 1000) and not _quotes_much(text):
        return DropReason.SUBSCRIPTION
    opening = text[:500]
    for reason, pattern in _openings():
        if pattern.match(opening) and _fits(reason, block):
            return reason
    if picture_credit(text):
        return DropReason.PHOTO_CREDIT if len(block.words) <= 9 else DropReason.CAPTION
    if not block.ends and len(block.words) >= 6 and _agency_first().match(text):
        return DropReason.CAPTION
    if _SCENES.match(text) and len(block.words) <= 30:
        return DropReason.CAPTION
    if 1 <= len(block.words) <= 5 and not block.ends:
        last = block.words[-1]
        if last in _PLATFORM or ((agency := agency_named(text.strip(" ()[]"))) and agency.pictures):
            return DropReason.PHOTO_CREDIT
    return None


def _quotes_much(text: str) -> bool:
    marks = sum(text.count(m) for m in "\"“”")
    return marks >= 2 and bool(re.search(r"\b(?:said|says|told|added)\b", text))


def _gallery(text: str) -> bool:
    if len(text) < 400 and _GALLERY_ALL.search(text):
        return True
    items = [(int(a), int(b)) for a, b in _GALLERY_ITEM.findall(text[:4000])]
    if not items:
        return False
    start = re.match(r"^\d{1,3}/\d{1,3}\s", text)
    counts = [a for a, b in items if b == items[0][1] and 0 < a <= b]
    return (bool(start) and items[0][0] <= items[0][1] > 1) or (
        len(counts) >= 3 and counts == sorted(counts) and len(set(counts)) == len(counts)
    )


def _fits(reason: DropReason, block: Block) -> bool:
    """Openings that a sentence of the story could have too need more than the opening."""
    n = len(block.words)
    if reason is DropReason.CAPTION:
        return n < 120
    if reason is DropReason.PHOTO_CREDIT:
        return n <= 14 or not block.ends
    if reason is DropReason.RELATED:
        return n <= 40
    if reason is DropReason.FRAME:
        return n <= 45
    return n <= 60
