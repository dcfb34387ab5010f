"""The wording of pages' furniture, notices and captions, as plain tables and patterns.

Source: written by hand from reading the frames of news sites in English; no entry names an outlet.
"""

import re

from variorum.records.source import DropReason

# Lines that are nothing but a page's furniture, compared in lower case without marks.
FURNITURE: dict[DropReason, str] = {
    DropReason.FRAME: """
        top|close|menu|home|search|share|tweet|print|email|e mail|save|like|listen|copy link|copy url|link copied|back
        back to top|go to top|scroll to top|return to top|next|previous|prev|next article|previous article|skip
        skip to content|skip to main content|skip to navigation|jump to content|loading|please wait|text size
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
        add to your saved stories|save article|save this story|article content|buy now|shop now|see at amazon
        skip navigation|would you like to comment on this article|create free account|flipboard|copy to clipboard
        advertisement 1|story continues below gallery|most popular stories|editors choice|watch live|listen live
        listen to this story|a a a|a a|aa|most read|share this with|staff and agencies
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
        related videos|more on this|more on this story|more on this topic|more stories|more news|more from
        more like this
        more coverage|you may also like|you might also like|further reading|recommended reading|must read
        elsewhere on the web|other news|other stories|similar articles|similar stories|don t miss|also in news
        what else is happening
        """,
}

# A line that opens so is what it says, when it is not a sentence of the story.
OPENINGS: tuple[tuple[DropReason, str], ...] = (
    (
        DropReason.CAPTION,
        r"(?:image|media|photo|video|picture) (?:copyright|caption|source|credit)\b"
        r"|media playback is (?:un)?supported"
        r"|image source[,:=]|enlarge this image|toggle caption|hide caption|(?:a |an )?(?:undated |recent "
        r"|combination |combo |handout |"
        r"file |aerial |general )*(?:photo|picture|image|photograph|video|still|frame|frame grab|video grab"
        r"|screen ?grab|screenshot)s? "
        r"(?:released|provided|taken|made|distributed|issued|supplied|posted|obtained|courtesy)\b"
        r"|file ?(?:photo|image|picture|-|–|—|:)|files? ?[-–—:] ?in this\b|in this (?:(?:\w+day|"
        r"(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]*\.?|\d{1,4}|undated|file|recent"
        r"|handout|aerial"
        r"|still|combination|image|frame|courtroom|television|tv)[.,]* ){0,7}?(?:photo"
        r"|image|picture|frame grab|video grab|screenshot)"
        r"|(?:this|these) (?:undated |recent |combination |combo |handout |file |aerial |still |satellite "
        r"|image from |frame grab from )*"
        r"(?:photo|picture|image|photograph|video|frame|screen ?grab|screenshot)s? (?:\w+ ){0,3}?(?:released"
        r"|provided|taken|made|distributed|shows?|from|by|combo)\b"
        r"|(?:screengrab|screenshot|screen grab|video grab|frame grab)\b|pictured(?: above| below| here)?[:,]"
        r"|above[:,] |below[:,] |\(?file (?:photo|pic|picture|image)\)?:\s",
    ),
    (
        DropReason.PHOTO_CREDIT,
        r"(?:photos?|pictures?|images?|photograph(?:s|y)?|pic|video|footage|credits?|image credit|photo credit"
        r"|picture credit|"
        r"graphic|illustration|chart|cover photo)\s*(?:[:|©]|by:? |courtesy\b|via\b|credit\b|/)|©\s?(?:getty"
        r"|ap|afp|reuters|epa)\b|courtesy(?: of|:)|\(courtesy\b",
    ),
    (
        DropReason.RELATED,
        r"(?:read more|read also|also read|read next|see also|related(?: (?:article|story|stories|articles"
        r"|news|content|links|coverage|reading|video|topics?))?"
        r"|more on this(?: story| topic)?|more|watch(?: live| now| also| more)?|listen(?: now)?"
        r"|recommended(?: for you| stories)?"
        r"|must read|don['’]t miss|trending(?: now)?|explore more|in pictures|in pics|further reading"
        r"|live updates?|live blog|follow live|as it happened)\s*[:|>»]"
        r"|most (?:read|viewed|popular|shared|watched)\b(?: (?:in|on|from|now)\b|:)|related stories\b"
        r"|live updates (?:on|from)\b|read (?:the )?(?:full|more|our)\b.{0,80}\bhere\b|read more (?:on|about"
        r"|at|from|here)\b|click here\b",
    ),
    (
        DropReason.FRAME,
        r"read or share this (?:story|article)|our standards:|what do you think\?|do you have (?:a "
        r"|any )?questions?\b"
        r"|let us know\b|tell us (?:in|what)\b|the (?:views|opinions) expressed\b|views expressed\b"
        r"|scroll (?:down|below|up) (?:for|to)\b"
        r"|interested in .{2,40}\? add\b|registration number\b|licen[cs]e for publishing\b|"
        r"keep up with this story|skip in skip\b|just watched\b|must watch\b|your video will|now playing\b"
        r"|skip ad\b|watch (?:the|this) video (?:above|below)|this is a (?:breaking"
        r"|developing) (?:news )?story|this (?:story|article|report|post|page|breaking news story) (?:has been"
        r"|was|is being|will be) "
        r"(?:updated|corrected|amended|last updated|first published|originally published)|first published"
        r"|more (?:to follow"
        r"|details to follow|follows|soon)\b|refresh (?:this|the) page|"
        r"(?:story|article|text) continues (?:below|after)|advertisement\b.{0,60}(?:continue|scroll|article|story)|"
        r"this (?:website|site|page|content) (?:uses|requires|is (?:not available|protected|blocked))|(?:your"
        r"|this) browser\b|please enable javascript|"
        r"we use cookies|by (?:clicking|using|continuing|subscribing|signing)\b.{0,120}\b(?:agree|accept|consent)|"
        r"\d+ (?:min(?:ute)?s?|sec(?:ond)?s?) (?:read|ago|listen)\b|est(?:imated)? reading time|share (?:this"
        r"|on|via|article)\b|"
        r"have you (?:been affected|got a (?:story|tip)|any information)|do you (?:have|know) (?:a |more|any"
        r"|anything|something).{0,60}(?:story|tip|information|picture|video|photo|email|contact)|"
        r"(?:e-?mail|contact|call|text|send) (?:us|your|the (?:newsroom|newsdesk))\b|got a (?:story|tip"
        r"|news tip)|we pay for\b|follow (?:us|him|her|them|me|the reporter|[\w.' ]{2,40}) on (?:twitter"
        r"|facebook|x|instagram|telegram|threads|social|linkedin|youtube)",
    ),
    (
        DropReason.SUBSCRIPTION,
        r"sign up\b.{0,120}(?:newsletter|inbox|email|alert|free|daily|morning|briefing|for )|sign up now"
        r"|subscribe (?:to|now|for|today|here)\b|get (?:our|the|all|more"
        r"|[\w'’ ]{2,40}['’]s?) .{0,60}(?:newsletters?|inbox|app|alerts)\b"
        r"|newsletter\b.{0,30}sign ?up|join (?:our|the|[\w.]+['’]s) .{0,40}(?:newsletter|mailing list|whatsapp"
        r"|telegram"
        r"|channel)|download (?:our|the) .{0,40}app\b|this (?:article|story|content) is (?:for|only|available"
        r"|reserved)\b.{0,60}subscri"
        r"|already (?:a|have) .{0,40}(?:subscriber|account|member)|(?:to|you need to) (?:continue"
        r"|keep) reading\b.{0,80}(?:subscri|regist|sign|log|account)|receive (?:our|the) .{0,60}(?:newsletter"
        r"|inbox)|enjoy unlimited\b",
    ),
)

# Words that only a page says to its reader; dense in forms and notices, rare in reports. One boundary stands before
# all of them, so that nothing is tried within a word; it reads text in lower case, in which a search is quicker.
TALK = re.compile(
    r"\b(?:sign(?:ed)? (?:up|in)\b|log(?:ged)? in\b|newsletters?\b|(?:your|an?|valid|invalid) e-?mail\b"
    r"|e-?mail (?:address|us)\b|email is invalid\b|re-?enter\b|not a robot\b|clicking (?:the|on|here)\b"
    r"|click (?:the|on|here)\b|subscri(?:be|bers?|bing|ption)(?: plan| account)?\b|terms (?:of|and)\b"
    r"|privacy (?:policy|notice)\b|special offers\b|occasional updates\b|thank you for\b"
    r"|an error has occurred\b|try again\b|continue reading\b|main story\b|(?:your|my) (?:inbox|account"
    r"|profile|browser|device|subscription|comments?|password|stories|story)\b|display name\b"
    r"|comment on stories\b|first comment\b|profile section\b|social account\b|register(?:ed)? (?:with|now"
    r"|here|for)\b|cookies?\b|delivered to\b|unsubscribe\b|opt out\b|please (?:enter|select|verify|create|try"
    r"|log|sign|enable|refresh|visit our|read our|check)\b|you (?:can|must|agree|may) (?:also )?(?:comment"
    r"|select|subscribe|unsubscribe|receive|to receive|agree|read|find|follow|share|opt)\b|follow us\b"
    r"|download (?:the|our) app\b|we pay for\b|do you have a story\b|news team\b|or call\b|contact us\b"
    r"|all rights reserved\b|create (?:a|an) (?:free )?(?:display|account)\b|cannot be used\b|view all\b"
    r"|our (?:website|site|apps?|journalism|readers|journalists|coverage)\b|voucher\b|premium\b|https?://\S+"
    r"|[\w.+-]+@[\w-]+\.[a-z]{2,}\b)"
)
COPYRIGHT = re.compile(
    r"^\W*(?:©|\(c\)\s|copyright\b\s*(?:©|\(c\)|:|\d{4}|the |by )|.{0,80}\ball rights reserved\b"
    r"|.{0,60}©\s*(?:copyright )?\d{4}|this material may not be published)",
    re.IGNORECASE,
)
EMBED_SIGNS = ("t.co/", "twitter.com/", "x.com/", "(@", "Posted by ", " shared by", " posted by", "on Instagram")
"""What `EMBED` cannot do without, looked for first: a plain search costs a fraction of it."""

EMBED = re.compile(
    r"pic\.twitter\.com/|(?:https?://)?t\.co/\w|[—–-]\s?.{1,60}\(@\w{1,20}\)|\bPosted by .{2,80}? on (?:Mon"
    r"|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b"
    r"|\bA (?:post|photo|video|reel) (?:shared|posted) by\b|\bView this post on Instagram\b|(?:twitter"
    r"|x)\.com/\w+/status/"
)
GALLERY_ITEM = re.compile(r"(?:^|\s)(\d{1,3})/(\d{1,3})(?=\s)")
GALLERY_ALL = re.compile(
    r"\b(?:\d{1,3} (?:show all\b|(?:photos|images|pictures)$)|show all \d{1,3}\b)"
    r"|^(?:view|see) (?:all )?(?:gallery|photos)\b",
    re.IGNORECASE,
)
DATE_ONLY = re.compile(
    r"^\W*(?:(?:last )?(?:updated|published|posted|modified|date)\b\W*)?"
    r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\.?,?\s*)?"
    r"(?:\d{1,2}(?:st|nd|rd|th)?[ /.-](?:\d{1,2}|[a-z]{3,9}\.?)[ /.,-]+\d{2,4}|[a-z]{3,9}\.? \d{1,2}(?:st|nd"
    r"|rd|th)?,? \d{4}|\d{4}[-/.]\d{1,2}[-/.]\d{1,2})"
    r"(?:[,T|•·–-]?\s*(?:at )?\d{1,2}(?:[:.]\d{2}(?::\d{2})?"
    r"|(?=\s*[ap]\.?m))\s*(?:[ap]\.?m\.?)?\s*(?:\(?[a-z]{2,5}\)?"
    r"|[+-]\d{2}:?\d{2}|z)?)?\W*(?:\([A-Za-z ]{2,30}\)|updated)?\W*$",
    re.IGNORECASE,
)
STAMPED = re.compile(
    r"\b(?:updated|published|posted|modified|created|filed)\b(?: on| at|:|\s|\|)*(?:\d{4}[-/.]\d"
    r"|\d{1,2}[ /.:-]|"
    r"(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\b|"
    r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.? \d)",
    re.IGNORECASE,
)
COUNTER = re.compile(
    r"^(?:\d{1,2}:\d{2}(?::\d{2})?(?: ?[ap]\.?m\.?)?(?: [A-Z]{2,4})?|(?:\d{1,3}|an?) (?:second|minute|min|hour"
    r"|hr|day|week)s? ago|\d{1,3} (?:of|/) \d{1,3}\W*|comments? ?\(\d+\)"
    r"|\(?\d+\)? ?(?:comments?|shares?|views|likes))$",
    re.IGNORECASE,
)
PICTURED_BY = re.compile(
    r"\|\s?[A-Z]{2}[A-Z./&' -]{0,60}$|\b(?:Photograph|Photo|Picture|Image|Illustration|Credit)s?: ?[A-Z][^.!?]{2,70}$"
)
LINKED = re.compile(r"^\[[^\[\]]{12,200}\]$|^.{10,180}[^.]\s(?:Read more|READ MORE|Read More|Learn more|See more)$")
PLAYER = re.compile(r"^CLOSE (?=[A-Z\"“])|\bx Embed x Share\b")
URL_ONLY = re.compile(r"^\W*(?:https?://|www\.)\S+\W*$", re.IGNORECASE)
IDENTIFIER = re.compile(r"^[A-Za-z]+(?:_[A-Za-z0-9]+)+$")
RULE = re.compile(r"^[\W_]+$")
