"""How the papers of each body look: fonts, margins, numbers, tables, letterhead. Figures in points."""

from __future__ import annotations

from dataclasses import dataclass, replace

from sample.source import Source


@dataclass(frozen=True, slots=True)
class House:
    """The look of one body's papers."""

    font: str = "Helvetica"  # Helvetica, Times or Vera
    size: float = 11
    leading: float = 14
    left: float = 62
    right: float = 62
    top: float = 58
    bottom: float = 58
    justified: bool = False
    title: str = "centre"  # or "left"
    ink: str = "#000000"  # of headings
    numbers: float = 28  # width of the column that paragraph numbers hang in; 0 runs them on
    table: str = "grid"  # grid, rules or shaded
    labels: str = "plain"  # the fields at the head of a paper: plain, boxed or ruled
    letterhead: str = ""  # crest, waves, shield, hands, church, or none
    furniture: str = "centre"  # where head and foot stand: centre, left, right
    rules: bool = False  # a line under the head and over the foot
    gap: float = 7  # after a paragraph


HOUSES = {
    "council": House("Times", 11.5, 14.5, 70, 70, justified=True, letterhead="crest", numbers=34),
    "cabinet": House("Helvetica", 10.5, 14, letterhead="waves", title="left", ink="#1d3c5e", table="shaded", labels="ruled", furniture="right", rules=True, numbers=30),
    "communities": House("Helvetica", 11, 14, 66, 66, justified=True, numbers=36, labels="plain"),
    "growth": House("Vera", 9.6, 13.4, 58, 58, title="left", ink="#2d5a3a", table="rules", numbers=30, furniture="left", letterhead="waves"),
    "planning": House("Helvetica", 10, 12.8, 54, 54, title="centre", table="grid", numbers=44, furniture="left", rules=True, labels="boxed"),
    "audit": House("Vera", 9.3, 12.8, 64, 64, title="left", table="shaded", ink="#3a2c5f", numbers=32, letterhead="shield"),
    "licensing": House("Times", 12, 15.5, 78, 70, justified=True, letterhead="crest", numbers=30),
    "asapb": House("Vera", 9.8, 13.6, 60, 60, title="left", ink="#0b6b72", table="shaded", labels="boxed", letterhead="hands", numbers=26, furniture="right"),
    "decisions": House("Helvetica", 10.5, 13.5, 56, 56, labels="boxed", table="grid", letterhead="waves", title="left", numbers=28),
    "parish": House("Times", 12, 15, 72, 64, numbers=0, letterhead="church"),
    "elsewhere": House("Helvetica", 11, 13.8, 76, 76, numbers=24, table="rules", gap=9),
    "llanfedw": House("Times", 11, 13.5, 64, 64, numbers=24, labels="plain", table="rules"),
    "letter": House("Times", 11, 14, 74, 74, justified=True, title="left", ink="#20486e", letterhead="waves", numbers=0),
    "data": House("Helvetica", 9, 11.4, 48, 48, title="left", table="shaded", ink="#1d3c5e", numbers=30, rules=True, gap=5),
    "finance": House("Helvetica", 10.5, 13.6, 60, 60, title="left", table="rules", ink="#1d3c5e", numbers=30, labels="boxed", letterhead="shield"),
}
_LETTERHEADED = ("pack", "letter", "report", "form")  # minutes go without, but for the Council's and the parish's


def house_of(source: Source) -> House:
    """The house of a source: the one it names, else its folder's, changed a little by its layout."""
    folder = (source.file or f"{source.path.parent.name}/").split("/")[0]
    name = source.house or _guess(source, folder)
    house = HOUSES.get(name, House())
    if source.layout == "minutes" and name not in ("council", "licensing"):
        house = replace(house, letterhead="")
    if source.layout == "report" or source.layout == "form":
        house = replace(house, labels="boxed" if house.labels == "plain" else house.labels)
    return house if house.letterhead and (source.layout in _LETTERHEADED or name in ("council", "licensing", "parish")) else replace(house, letterhead="")


def _guess(source: Source, folder: str) -> str:
    stem = source.path.stem
    if source.layout == "letter":
        return "letter"
    if "llanfedw" in stem:
        return "llanfedw"
    if folder == "scrutiny":
        return "communities" if "communities" in stem else "growth"
    if "decision-" in stem and folder == "cabinet":
        return "decisions"
    if "budget" in stem and source.layout in ("pack", "report"):
        return "finance"
    return folder
