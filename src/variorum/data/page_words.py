"""Words of the trade of page building: what parts of pages are called, what pages say of themselves, in what terms they date."""

import re

# What the builders of pages call their parts, in class and id. One bit a group, in this order.
GROUPS: tuple[tuple[str, str], ...] = (
    ("body", r"(?:article|story|post|entry|news|page|detail|text|main|field|rich|single)[-_ ]*(?:body|content|text|copy|main|para)"
             r"|body[-_ ]*(?:copy|text|content|para)|rich[-_ ]*text|paragraph|prose|articlebody|maincontent"),
    ("content", r"article|story|post\b|entry|content|main|text|body|news|blog"),
    ("comment", r"comment|disqus|respond|repl(?:y|ies)|discuss|feedback|letters?[-_ ]?to|livefyre|coral"),
    ("share", r"shar(?:e|ing)|social|follow|facebook|twitter|whatsapp|addthis|bookmark|instagram"),
    ("related", r"relat|recommend|read[-_ ]?(?:more|next|also)|trend|popular|most[-_ ]?(?:read|view|pop|recent)|latest|outbrain"
                r"|taboola|zergnet|teaser|carousel|slider|similar|next[-_ ]?(?:up|story|article|post)|up[-_ ]?next|more[-_ ]"
                r"|[-_ ]more|headlines|suggest|also|inline[-_ ]?link|linkback|you[-_ ]?may|editors?[-_ ]?pick|card|listing|feed\b"),
    ("frame", r"\bnav|menu|breadcrumb|crumb|\bheader|footer|\bfoot\b|masthead|topbar|toolbar|\btools?\b|tabs?\b|paginat|\bpager"
              r"|skip|search|site[-_ ]|global|logo|copyright|legal|terms"),
    ("ad", r"\bads?\b|advert|sponsor|banner|promo|dfp|\bgpt\b|adslot|commercial|affiliate|\bshop\b|product|deal"),
    ("signed", r"by[-_ ]?line|author|writer|contribut|\bbio\b|profile|reporter|journalist|avatar"),
    ("dated", r"date|\btime|timestamp|publish|posted|updated|\bmeta\b|metadata|info\b|read[-_ ]?time"),
    ("tagged", r"\btags?\b|topics?|categor|kicker|eyebrow|label|keyword|section[-_ ]?(?:name|title|label)|flag\b|hashtag"),
    ("picture", r"caption|figure|image|photo|\bimg|credit|galler|media|video|embed|slide|player|legend|thumb|picture|copyright"),
    ("offer", r"newsletter|subscri|sign[-_ ]?(?:up|in)|paywall|\blog[-_ ]?in|regist|donat|member|\bcta\b|call[-_ ]?to|offer|premium|alert"
              r"|\bapp\b|download|support[-_ ]?us|appeal|contribution"),
    ("popup", r"modal|pop[-_ ]?up|cookie|consent|gdpr|overlay|dialog|privacy|lightbox|tooltip|toast|drawer|onetrust"),
    ("hidden", r"hidden|\bhide|invisible|sr[-_ ]?only|visually|screen[-_ ]?reader|print[-_ ]?only|\bprint|a11y|collapse|offscreen|d-none"),
    ("title", r"title|headline|heading|\bhed\b|\bh1\b"),
    ("summary", r"summary|lede|\blead\b|standfirst|\bdec?k\b|sub[-_ ]?(?:title|head|deck)|excerpt|abstract|intro|descri|synopsis|key[-_ ]?points"
                r"|highlight|takeaway|bullet"),
    ("aside", r"side[-_ ]?bar|\bside\b|rail|aside|widget|info[-_ ]?box|fact[-_ ]?box|pull[-_ ]?quote|inset|\bbox\b|module|right[-_ ]?col|callout"
              r"|secondary|complement|supplement|extra|block[-_ ]?quote"),
    ("quiet", r"note|disclaim|correction|footnote|source|reference|editor|clarif|transcript|notice|alert"),
    ("embed", r"tweet|twitter|instagram|tiktok|embed|youtube|facebook[-_ ]?post|truth[-_ ]?social|bluesky|\boembed"),
    ("widget", r"quiz|poll|survey|rating|vote|score|stat|stock|ticker|weather|calendar|form\b|toc\b|table[-_ ]?of|contents|jump|anchor|timeline|live"),
)

# Words of the trade: what pages ask of readers, say of pictures, and say of who made them. The first tuple's words tell
# only where they open a block.
OPENERS: tuple[tuple[str, frozenset[str]], ...] = tuple(
    (name, frozenset(words.split()))
    for name, words in (
        ("more", "read see watch also related more recommended click view listen here continue trending most up next previous don "
                 "editor editors learn story leia lea lire lesen mehr читайте więcej további you discover explore leggi lees"),
        ("signed", "by written reporting posted author contact von por par di with additional"),
        ("dated", "published updated posted last first created on publié aktualisiert publicado"),
    )
)
WORDS: tuple[tuple[str, frozenset[str]], ...] = tuple(
    (name, frozenset(words.split()))
    for name, words in (
        ("offer", "subscribe subscribed subscriber subscribers subscription newsletter newsletters signup register login download app "
                  "trial membership donate inbox account unlimited abonnieren suscríbete inscrivez exclusive sign log join"),
        ("legal", "© copyright rights reserved terms privacy cookie cookies permission republish reproduce reproduced disclaimer "
                  "commission affiliate advertising advertisement sponsored license licence consent"),
        ("picture", "photo photos image images getty shutterstock ap afp reuters credit courtesy pictured handout illustration video "
                    "screenshot foto istock alamy photograph picture pa epa"),
        ("signed", "contributed reporter writer editor journalist correspondent columnist author twitter reporting"),
        ("dated", "january february march april may june july august september october november december jan feb mar apr jun "
                  "jul aug sept sep oct nov dec am pm gmt est edt ago min mins read"),
        ("talk", "comment comments reply replies share tweet facebook whatsapp email print save like likes views flag commenting"),
        ("loading", "javascript loading enable browser please wait error skip back close play toggle unavailable supported"),
        ("follow", "follow us our"),
    )
)


# Names of meta elements that hold the first publication, the surest first.
PUBLISHED_METAS = (
    "article:published_time", "og:article:published_time", "og:published_time", "datepublished", "article:published",
    "article.published", "published_time", "publication_date", "publicationdate", "pubdate", "publishdate", "publish-date",
    "publish_date", "published-date", "dateposted", "dc.date.issued", "dcterms.issued", "dc.date.created", "dcterms.created",
    "dc.created", "dc.date", "dcterms.date", "dc:date", "dc:created", "parsely-pub-date", "sailthru.date", "cxenseparse:recs:publishtime",
    "citation_publication_date", "citation_date", "date_published", "rnews:datepublished", "originalpublicationdate", "displaydate",
    "article_date_original", "article:post_date", "article:created_time", "bt:pubdate", "shareaholic:article_published_time", "created",
    "datecreated", "date", "doc_date", "pub_date", "ptime", "release_date", "time",
)
MODIFIED_METAS = (
    "article:modified_time", "og:updated_time", "og:article:modified_time", "datemodified", "lastmod", "last-modified",
    "article:modified", "dcterms.modified", "dc.date.modified", "modificationdate", "revised", "article.updated", "updated_time",
)
# Months as several languages write them.
MONTHS = {
    name: n
    for n, names in enumerate(
        (
            "january يناير jan januari januar janvier enero ene janeiro gennaio января ocak styczeń stycznia gen",
            "february فبراير شباط feb februari februar février fevrier febrero fevereiro febbraio февраля şubat lutego feb. fev",
            "march مارس آذار mar maart märz marz mars marzo março marco марта mart marca",
            "april أبريل نيسان إبريل apr april avril abril aprile апреля nisan kwietnia abr avr",
            "may مايو أيار mei mai mayo maio maggio мая mayıs maja mag",
            "june يونيو حزيران jun juni juin junio junho giugno июня haziran czerwca giu",
            "july يوليو تموز jul juli juillet julio julho luglio июля temmuz lipca lug",
            "august أغسطس آب aug augustus août aout agosto августа ağustos sierpnia ago",
            "september سبتمبر أيلول sep sept septembre septiembre setiembre setembro settembre сентября eylül września set",
            "october أكتوبر oct oktober octobre octubre outubro ottobre октября ekim października okt ott out",
            "november نوفمبر nov november novembre noviembre novembro ноября kasım listopada",
            "december ديسمبر dec dezember décembre decembre diciembre dezembro dicembre декабря aralık grudnia dez dic",
        ),
        start=1,
    )
    for name in names.split()
}

# What a page shows instead of its article.
SCRIPTED = re.compile(
    r"(?:enable|turn on|activate|requires?|need|without|supports?|disabled?)\W+(?:\w+\W+){0,4}java\s?script"
    r"|java\s?script\W+(?:\w+\W+){0,5}(?:enabled?|disabled?|required|activ\w+|turned|aktiv\w+|désactivé|activ[ée]\w*)",
    re.IGNORECASE,
)
CONSENT = re.compile(
    r"\b(?:accept|reject|agree|allow|manage)\b.{0,40}\b(?:all|cookies|consent|preferences)\b|\bcookies?\b.{0,80}\b(?:policy|partners|consent|settings)\b"
    r"|before you continue|your privacy (?:choices|is important)|we (?:value|respect|care about) your privacy|legitimate interest|we and our (?:\d+ )?partners",
    re.IGNORECASE,
)
MISSING = re.compile(
    r"\b404\b|\b410\b|page (?:you(?:'re|’re| are)? .{0,30})?(?:not found|cannot be found|can(?:'|’)t be found|could(?: not|n't|n’t) be found|does ?n(?:o|')t exist|no longer)"
    r"|not found|no longer (?:available|exists)|(?:article|story|page) (?:has been|was) (?:removed|deleted)|access denied|forbidden|are you a robot|verify you are human"
    r"|just a moment|service unavailable|internal server error|seite nicht gefunden|page introuvable|página no encontrada",
    re.IGNORECASE,
)
