"""Names by origin and order: are some people's names read worse than others'?

Invented people, each in two short invented reports: introduced by the full name, then named by the family name,
with and without a courtesy title, in the second report in the other order where the origin has one. A person is
whole where one entity of type person holds every mention and nobody else's. Two people of each origin stand in each
pair of reports.

usage: python -m evals.names_by_origin
"""

import msgspec

from variorum.adapters.spacy_tagger import SpacyTagger
from variorum.records.ids import make_id
from variorum.records.parse import Parse
from variorum.records.place import Extent
from variorum.records.reading import Entity, EntityType
from variorum.records.source import Article
from variorum.steps.names import name_entities
from variorum.steps.parse import parse_article


class Origin(msgspec.Struct, frozen=True):
    """Given and family names of one origin; `family_first` where reports write the family name first as well."""

    name: str
    given: tuple[str, ...]
    family: tuple[str, ...]
    family_first: bool = False


def _names(words: str) -> tuple[str, ...]:
    return tuple(words.split(","))


ORIGINS = (
    Origin(
        "English",
        _names("Harriet,Colin,Deborah,Graham,Wendy,Stuart"),
        _names("Ashdown,Pickering,Tolliver,Wexcombe,Haddow,Marlowe"),
    ),
    Origin(
        "Irish, Scottish",
        _names("Siobhan,Hamish,Niamh,Callum,Aoife,Fergus"),
        _names("O'Dwyer,McAllister,Ní Bhriain,MacLennan,O'Riordan,Drummond"),
    ),
    Origin(
        "French",
        _names("Mathilde,Jean-Luc,Aurélie,Thierry,Solène,Gaspard"),
        _names("Beaulieu,de La Tour,Courtois,Lefèvre,Garnier,d'Aubigny"),
    ),
    Origin(
        "German, Dutch",
        _names("Annegret,Jürgen,Maaike,Pieter,Ulrike,Klaus"),
        _names("Hoffstetter,von Rabenau,van der Meulen,de Wit,Schönfeld,Brinkmann"),
    ),
    Origin(
        "Spanish, two family names",
        _names("María Elena,Joaquín,Pilar,Ramiro,Consuelo,Íñigo"),
        _names("Quiroga Vélez,Cárdenas Ruiz,Ibarra Solís,Montalvo Peña,Zúñiga Mora,Echeverría Paz"),
    ),
    Origin(
        "Portuguese",
        _names("Fernanda,Tiago,Beatriz,Rui,Leonor,Duarte"),
        _names("da Silveira,Carvalhal,dos Reis,Nogueira,Teixeira,Figueiredo"),
    ),
    Origin(
        "Slavic",
        _names("Oksana,Dmytro,Zdeněk,Agnieszka,Boris,Milena"),
        _names("Hrytsenko,Shevchuk,Novotný,Kowalczyk,Petrenko,Jovanović"),
    ),
    Origin(
        "Hungarian",
        _names("Gergely,Zsófia,Tibor,Ildikó,Balázs,Katalin"),
        _names("Horváth,Szilágyi,Bartók,Kelemen,Vörös,Molnár"),
        True,
    ),
    Origin(
        "Icelandic, Nordic",
        _names("Guðrún,Leif,Sigríður,Torbjörn,Aino,Jussi"),
        _names("Stefánsdóttir,Halvorsen,Jónsdóttir,Lindqvist,Korhonen,Mäkelä"),
    ),
    Origin(
        "Japanese",
        _names("Kenta,Haruka,Daisuke,Noriko,Takumi,Ayumi"),
        _names("Arakawa,Mizushima,Kuroda,Hayakawa,Okabe,Shimizu"),
        True,
    ),
    Origin(
        "Korean", _names("Min-seo,Ji-hoon,Soo-ah,Tae-yang,Eun-bi,Woo-jin"), _names("Park,Seo,Hwang,Kang,Ryu,Baek"), True
    ),
    Origin(
        "Chinese",
        _names("Wenjing,Haoran,Xiulan,Zhiqiang,Meiling,Guowei"),
        _names("Zhao,Ouyang,Deng,Xu,Liang,Qiu"),
        True,
    ),
    Origin(
        "Vietnamese, Thai, Burmese",
        _names("Thu Ha,Somsak,Minh Duc,Anong,Kyaw Zin,Thida"),
        _names("Nguyen,Charoenkul,Tran,Wongsakul,Htun,Lwin"),
        True,
    ),
    Origin(
        "Indian",
        _names("Ananya,Rajesh,Lakshmi,Vikram,Meenakshi,Harpreet"),
        _names("Chatterjee,Iyer,Venkataraman,Deshpande,Krishnan,Gill"),
    ),
    Origin(
        "Arabic",
        _names("Khalid,Layla,Yousef,Mariam,Tariq,Noura"),
        _names("al-Rashidi,Abu Nasser,bin Salim,el-Masri,al-Harbi,Haddad"),
    ),
    Origin(
        "Turkish, Persian",
        _names("Ayşe,Mehmet,Shirin,Farhad,Elif,Behrouz"),
        _names("Yıldırım,Karadağ,Moradi,Tehrani,Öztürk,Rostami"),
    ),
    Origin(
        "West and Central African",
        _names("Chidinma,Kwabena,Aminata,Olumide,Fatoumata,Kofi"),
        _names("Okonjo,Asante,Diallo,Adebayo,Traoré,Mensah"),
    ),
    Origin(
        "East and Southern African",
        _names("Wanjiru,Thabo,Tigist,Nomvula,Juma,Tadesse"),
        _names("Kamau,Mokoena,Alemu,Dlamini,Mwangi,Bekele"),
    ),
    Origin(
        "Indonesian, Malay",
        _names("Siti,Bambang,Dewi,Agus,Putri,Rizal"),
        _names("Wulandari,Santoso,Lestari,Wibowo,Hartono,Kusuma"),
    ),
)

_FIRST = (
    "{a}, a harbour engineer, said on Monday that the quay was safe. {b}, who leads the port council, did not agree.\n"
    "{af} told reporters that the piles had been checked. “We looked at every one,” {af} said. "
    "Mr. {bf} called for an inquiry."
)
_SECOND = (
    "The quay is safe, said {a2}. But {b2} wants an inquiry. {af} declined to comment further, and {bf} left early."
)


def _article(n: int, text: str) -> Article:
    paragraphs, at = [], 0
    for line in text.split("\n"):
        paragraphs.append((Extent(at, at + len(line)),))
        at += len(line) + 1
    return Article(
        id=make_id("article", n, text), source=f"{n}.txt", text=text, language="en", paragraphs=tuple(paragraphs)
    )


def _family(family: str, origin: Origin) -> str:
    """What a report calls the person by: of two family names the first."""
    return family.split()[0] if "two family" in origin.name else family


def _whole(
    readings: list[tuple[Article, Parse]], entities: tuple[Entity, ...], forms: tuple[str, ...], others: tuple[str, ...]
) -> bool:
    places = set()
    for article, _ in readings:
        at = 0
        while at < len(article.text):
            form = next((f for f in sorted(forms, key=len, reverse=True) if article.text.startswith(f, at)), None)
            if form is not None:
                places.add((article.id, at, at + len(form)))
            at += len(form) if form is not None else 1
    for entity in entities:
        if entity.type is not EntityType.PERSON:
            continue
        held = {p for p in places for m in entity.mentions if m.article == p[0] and m.start < p[2] and p[1] < m.end}
        if held == places:
            return not any(alias in others for alias in entity.aliases)
    return False


def measure(tagger: SpacyTagger) -> dict[str, float]:
    """Share of people read whole, by origin."""
    out: dict[str, float] = {}
    for origin in ORIGINS:
        people = list(zip(origin.given, origin.family, strict=True))
        right = 0
        for k in range(0, len(people), 2):
            (ga, fa), (gb, fb) = people[k], people[k + 1]
            western = (f"{ga} {fa}", f"{gb} {fb}")
            turned = (f"{fa} {ga}", f"{fb} {gb}") if origin.family_first else western
            af, bf = _family(fa, origin), _family(fb, origin)
            texts = (
                _FIRST.format(a=turned[0], b=turned[1], af=af, bf=bf),
                _SECOND.format(a2=western[0], b2=western[1], af=af, bf=bf),
            )
            readings = [(a, parse_article(a, tagger=tagger)) for a in map(_article, range(2), texts)]
            entities = name_entities(readings)
            a, b = (western[0], turned[0], af), (western[1], turned[1], bf)
            right += _whole(readings, entities, a, b) + _whole(readings, entities, b, a)
        out[origin.name] = round(right / len(people), 3)
    return out


def main() -> None:
    figures = measure(SpacyTagger())
    for name, share in figures.items():
        print(f"{name:28} {share:.2f}")
    print(f"{'mean':28} {sum(figures.values()) / len(figures):.2f}   worst {min(figures.values()):.2f}")


if __name__ == "__main__":
    main()
