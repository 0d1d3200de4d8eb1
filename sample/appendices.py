"""Makes the data appendices, sources in sample/papers/data, from sample/figures.toml: ``python -m sample.appendices [--check]``.

What comes in are the figures of the made-up council; what goes out are texts in the format of sample/build.py. Where a figure is split further than
the file does (a budget into kinds of spending, a total over wards), the split is computed from the names, always the same, and adds up to the total.
"""

from __future__ import annotations

import argparse
import sys
import tomllib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from sample.shares import ratio, split
from sample.source import PAPERS

FIGURES = Path(__file__).parent / "figures.toml"
FOLDER = PAPERS / "data"
_YEARS = ("2025/26", "2026/27", "2027/28", "2028/29", "2029/30")
_KINDS = ("Employees", "Premises", "Transport", "Supplies and services", "Contractors and partners", "Support recharged")
Lines = Iterator[str]


def row(*cells: object, heading: bool = False) -> str:
    """A row of a table."""
    return ("|= " if heading else "| ") + " | ".join(str(c) for c in cells)


def thousands(value: int) -> str:
    """1,234, or (1,234) for income and reductions."""
    return f"({-value:,})" if value < 0 else f"{value:,}"


def pounds(value: float) -> str:
    """£1.20."""
    return f"£{value:,.2f}"


def budget_book(f: dict[str, Any]) -> Lines:
    """Every service and cost centre with its spending by kind, income, posts and measure."""
    yield from ("# APPENDIX B", "", "# BUDGET BOOK 2025/26: REVENUE ESTIMATES BY SERVICE", "", "{index}", "", "~~~", "## How to read the estimates", "")
    yield "The estimates are net of income and in thousands of pounds. A figure in brackets is income, or a reduction. Employees include the employer's share of pensions and National Insurance. "
    yield "Recharges are what one service pays another within the Council; they add up to nothing over the whole and have been left out of the summary."
    yield from ("", "The estimates are as recommended by Cabinet on 11 February 2025 (minute 80). They are before any amendment by Council.", "", "== Table B1: Net budget by service (£000)", "")
    yield row("Service", "2024/25 budget", "2025/26 budget", "Change", heading=True)
    for s in f["service"]:
        yield row(s["name"], thousands(s["net_2024"]), thousands(s["net_2025"]), thousands(s["net_2025"] - s["net_2024"]))
    before, after = sum(s["net_2024"] for s in f["service"]), sum(s["net_2025"] for s in f["service"])
    yield from (row("Total", thousands(before), thousands(after), thousands(after - before)), "")
    yield from ("{chart bars: Net budget by service, 2025/26 (£000)}", row("", "2025/26", heading=True))
    for s in f["service"]:
        yield row(s["name"].split(" and ")[0].replace("Housing (General Fund)", "Housing"), s["net_2025"])
    for n, s in enumerate(f["service"], 2):
        yield from ("", "~~~", f"## {s['name']}", "", f"Budget holder: {s['officer']}", "", f"== Table B{n}: {s['name']}, net cost by cost centre (£000)", "")
        yield row("Cost centre", "2024/25", "2025/26", "Posts (FTE)", heading=True)
        earlier = split(s["net_2024"], [max(c[1], 1) * ratio(c[0], 0.9, 1.1) for c in s["centres"]])
        if any(c[1] < 0 for c in s["centres"]):  # an income-earning centre keeps its sign
            earlier = _signed(s)
        for centre, was in zip(s["centres"], earlier, strict=True):
            yield row(centre[0], thousands(was), thousands(centre[1]), f"{centre[3]:.1f}")
        yield row("Total", thousands(s["net_2024"]), thousands(s["net_2025"]), f"{sum(c[3] for c in s['centres']):.1f}")
        yield from ("", f"{{chart bars: {s['name']}: net cost by cost centre, 2025/26 (£000)}}", row("", "2025/26", heading=True))
        yield from (row(f"{k}", max(c[1], 0)) for k, c in enumerate(s["centres"], 1))
        yield from ("", "The columns are numbered in the order of the table.", "", "~~~")
        for centre, was in zip(s["centres"], earlier, strict=True):
            yield from _centre(centre, was)


def _signed(service: dict[str, Any]) -> list[int]:
    earning = [c for c in service["centres"] if c[1] < 0]
    fixed = {c[0]: round(c[1] * 0.69) for c in earning}
    others = [c for c in service["centres"] if c[1] >= 0]
    rest = split(service["net_2024"] - sum(fixed.values()), [c[1] * ratio(c[0], 0.9, 1.1) for c in others])
    return [fixed[c[0]] if c[0] in fixed else rest.pop(0) for c in service["centres"]]


def _centre(centre: list[Any], was: int) -> Lines:
    name, net, income, posts, purpose, measure, *values = centre
    gross = net + income
    staff = min(round(posts * ratio(name, 39, 46)), round(gross * 0.82)) if gross > 0 else 0
    spread = [staff, *split(gross - staff, [ratio(name + k, 0.3, 1.6) for k in _KINDS[1:]])]
    income_before = round(income * ratio(name + "income", 0.88, 1.0))
    before = split(was + income_before, [max(v, 1) * ratio(name + str(k), 0.94, 1.06) for k, v in enumerate(spread)])
    yield from ("", f"### {name}", "", purpose, "", row("£000", "2024/25", "2025/26", "Change", heading=True))
    for kind, a, b in zip(_KINDS, before, spread, strict=True):
        yield row(kind, thousands(a), thousands(b), thousands(b - a))
    yield row("Income", thousands(-income_before), thousands(-income), thousands(income_before - income))
    yield row("Total net cost", thousands(was), thousands(net), thousands(net - was))
    yield from ("", row("Measure", "2023/24", "2024/25 estimate", "2025/26 forecast", heading=True), row(measure, *(f"{v:,}" for v in values)), "")
    yield from (row("Posts by pay band (FTE)", "2024/25", "2025/26", heading=True), *_posts(name, posts), "")
    yield from (row("Net cost in later years (£000)", "2026/27", "2027/28", "2028/29", "2029/30", heading=True), row("At present policies", *(thousands(round(net * 1.023**n)) for n in (1, 2, 3, 4))), "")
    yield row("When the net cost falls (£000)", "April to June", "July to September", "October to December", "January to March", heading=True)
    yield from (row("2025/26", *(thousands(v) for v in split(net, [ratio(name + str(q), 0.8, 1.2) for q in range(4)]))), "", "~~~")


def _posts(name: str, posts: float) -> Lines:
    bands = ("Grades 1 to 4", "Grades 5 to 8", "Grades 9 to 12", "Heads of service and above")
    after = split(round(posts * 10), [ratio(name + b, 0.5, 1.5) * w for b, w in zip(bands, (4, 5, 2, 0.3), strict=True)])
    change = round(ratio(name + "posts", -0.6, 0.6) * 5)
    for n, (band, value) in enumerate(zip(bands, after, strict=True)):
        yield row(band, f"{max(0, value - (change if n == 1 else 0)) / 10:.1f}", f"{value / 10:.1f}")


def fees(f: dict[str, Any]) -> Lines:
    """The schedule of fees and charges."""
    yield from ("# APPENDIX D", "", "# SCHEDULE OF FEES AND CHARGES 2025/26", "")
    yield "The charges take effect on 1 April 2025 unless a date is given. VAT: S standard rate, included in the charge; Z zero rate; E exempt; O outside the scope. "
    yield "The guideline for this year was a rise of five per cent, rounded to a sum that can be paid without searching for pennies. Where the rise is more or less than that, or none, the service has given a reason, which is in the report."
    for n, section in enumerate(f["fees"], 1):
        yield from ("", f"## D{n}. {section['section']}", "", section["note"], "", row("Charge", "Unit", "VAT", "2024/25", "2025/26", "Change", heading=True))
        for name, unit, was, now, code in section["rows"]:
            change = "free" if not now else "new" if not was else f"{(now - was) / was * 100:.1f} %"
            yield row(name, unit or "each", code, pounds(was) if was else "-", pounds(now) if now else "free", change)


def capital(f: dict[str, Any]) -> Lines:
    """The capital programme with a sheet for each scheme."""
    yield from ("# APPENDIX C", "", "# CAPITAL PROGRAMME 2025/26 TO 2029/30", "", "Money may be spent on a scheme only when Cabinet has approved a report on it, whatever the programme says.")
    for n, fund in enumerate(f["capital"], 1):
        yield from ("", f"== Table C{n}: {fund['fund']} (£000)", "", row("Scheme", *_YEARS, "Total", heading=True))
        for name, _, years, _ in fund["schemes"]:
            yield row(name, *(thousands(v) for v in years), thousands(sum(years)))
        yield row("Total", *(thousands(sum(s[2][k] for s in fund["schemes"])) for k in range(5)), thousands(fund["total"]))
        yield from ("", f"== Table C{n}a: how the {fund['fund']} programme is paid for (£000)", "", row("Source", *_YEARS, "Total", heading=True))
        sources = {"General Fund": ("Grants", "Capital receipts", "Developers' contributions", "Borrowing", "Revenue and reserves")}.get(
            fund["fund"], ("Major repairs reserve", "Right to Buy receipts", "Grants", "Borrowing", "Revenue")
        )
        weights = {"General Fund": (40, 18, 4, 30, 8)}.get(fund["fund"], (58, 7, 9, 18, 8))
        by_year = [split(sum(s[2][k] for s in fund["schemes"]), weights) for k in range(5)]
        for m, source in enumerate(sources):
            yield row(source, *(thousands(y[m]) for y in by_year), thousands(sum(y[m] for y in by_year)))
        yield from (row("Total", *(thousands(sum(y)) for y in by_year), thousands(fund["total"])), "", "~~~")
    for fund in f["capital"]:
        yield from ("", f"## Scheme sheets: {fund['fund']}")
        for name, lead, years, note in fund["schemes"]:
            yield from ("", f"### {name}", "", f"Lead: {lead}. {note}", "", row("£000", *_YEARS, "Total", heading=True))
            kinds = ("Works and equipment", "Fees", "Contingency") if sum(years) > 100 else ("Works and equipment",)
            by_year = [split(v, (82, 9, 9)[: len(kinds)]) for v in years]
            for m, kind in enumerate(kinds):
                yield row(kind, *(thousands(y[m]) for y in by_year), thousands(sum(y[m] for y in by_year)))
            yield row("Total", *(thousands(v) for v in years), thousands(sum(years)))


def council_tax(f: dict[str, Any]) -> Lines:
    """Council tax by parish and band, and reserves."""
    bands = dict(zip("ABCDEFGH", (6, 7, 8, 9, 11, 13, 15, 18), strict=True))
    parishes = [("Aldermere (no parish)", 19204.3, 0), ("Saltby Quay Town", 7120.8, 198400), ("Thornwick", 1018.6, 26300), ("Great Hessle", 2310.2, 71600), ("Little Hessle", 408.7, 9900),
                ("Fenside and Drove", 1702.0, 31200), ("Castle Hill Without", 1150.0, 14800)]  # fmt: skip
    yield from ("# APPENDIX E", "", "# COUNCIL TAX AND RESERVES 2025/26", "", "## E1. Tax base and parish precepts", "")
    yield row("Area", "Tax base", "Precept", "Band D, parish", "Band D, borough and parish", heading=True)
    for name, base, precept in parishes:
        yield row(name, f"{base:,.1f}", f"£{precept:,}" if precept else "nil", pounds(precept / base), pounds(214.62 + round(precept / base, 2)))
    yield row("Total", f"{sum(p[1] for p in parishes):,.1f}", f"£{sum(p[2] for p in parishes):,}", "", "")
    yield from ("", "The borough's own requirement is £7,064,131.45, which is 32,914.6 multiplied by £214.62.", "", "## E2. Borough and parish together, by band", "", row("Area", *bands, heading=True))
    for name, base, precept in parishes:
        whole = 214.62 + round(precept / base, 2)
        yield row(name, *(pounds(whole * n / 9) for n in bands.values()))
    yield from ("", "## E3. The whole bill at Band D, in an area with no parish", "", row("Authority", "2024/25", "2025/26", "Change", heading=True))
    others = [("Aldermere Borough Council", 208.39, 214.62), ("County council", 1558.17, 1635.93), ("Police and Crime Commissioner", 279.00, 293.00), ("Fire Authority", 84.57, 89.57)]
    for name, was, now in others:
        yield row(name, pounds(was), pounds(now), f"{(now - was) / was * 100:.2f} %")
    was, now = (sum(o[k] for o in others) for k in (1, 2))
    yield row("Total", pounds(was), pounds(now), f"{(now - was) / was * 100:.2f} %")
    yield from ("", "~~~", "## E4. Net budget and how it is paid for, as recommended (£000)", "", row("Source", "2025/26", heading=True))
    funding = [("Council tax", 7064), ("Business rates kept", 6420), ("Revenue support grant", 612), ("New homes bonus", 402), ("Funding guarantee", 1210), ("Homelessness grant", 988),
               ("Packaging payments (EPR)", 1100), ("Collection fund surplus", 128), ("Reserves", 316)]  # fmt: skip
    for name, value in funding:
        yield row(name, thousands(value))
    yield from (row("Total", thousands(sum(v for _, v in funding))), "", "## E5. Reserves (£000)", "", row("Reserve", "31 March 2025", "In", "Out", "31 March 2026", heading=True))
    for name, at, gained, used in [("General balance", 1850, 0, 0), ("Budget stabilisation", 1228, 0, -316), ("Leisure equalisation", 157, 0, -20), ("Business rates volatility", 940, 60, 0),
                                   ("Local Plan examination", 310, 40, -25), ("Insurance", 402, 20, -15), ("Vehicle", 288, 150, -110), ("Elections", 74, 38, 0), ("Capital receipts", 2310, 460, -150)]:  # fmt: skip
        yield row(name, thousands(at), thousands(gained), thousands(used), thousands(at + gained + used))
    yield from ("", "The budget stabilisation reserve stood at £1.9m two years ago. The drawing of £316,000 leaves it at £912,000.")


def performance(f: dict[str, Any]) -> Lines:
    """The quarterly performance report: a summary and a page-half for each measure."""
    measures = f["performance"]["measures"]
    met = [_met(m) for m in measures]
    yield from ("# PERFORMANCE REPORT", "", "# QUARTER 4 2024/25 (January to March 2025)", "", f"Figures were run on {f['performance']['run']}. Later entries are not in them.", "")
    yield from (f"Of {len(measures)} measures {sum(met)} met their target, {len(measures) - sum(met)} did not.", "", "== Table 1: All measures", "")
    yield row("No.", "Measure", "2023/24", "Q1", "Q2", "Q3", "Q4", "Target", "Met", heading=True)
    for n, (m, ok) in enumerate(zip(measures, met, strict=True), 1):
        yield row(f"M{n}", m[0], _value(m[4], m[6]), *(_value(v, m[6]) for v in m[5]), _value(m[3], m[6]), "Yes" if ok else "No")
    yield from ("", "~~~", "## Measure by measure")
    for n, (m, ok) in enumerate(zip(measures, met, strict=True), 1):
        yield from ("", f"### M{n}. {m[0]}", "", f"Lead: {m[1]}. {'Higher' if m[2] else 'Lower'} is better.", "", row("", "2023/24", "Q1 2024/25", "Q2", "Q3", "Q4", "Target", heading=True))
        yield from (row("Result", _value(m[4], m[6]), *(_value(v, m[6]) for v in m[5]), _value(m[3], m[6])), "")
        if m[6] != "amber":
            yield from (f"{{chart {'bars' if n % 2 else 'lines'}: {m[0] if m[6] in m[0] else f'{m[0]} ({m[6]})'}}}", row("", "Result", "Target", heading=True))
            yield from (row(f"Q{k}", v, m[3]) for k, v in enumerate(m[5], 1))
        yield from ("", f"**{'Target met.' if ok else 'Target not met.'}** {m[7]}")


def _met(measure: list[Any]) -> bool:
    return bool(measure[5][-1] >= measure[3] if measure[2] else measure[5][-1] <= measure[3])


def _value(value: float, unit: str) -> str:
    return "amber" if unit == "amber" else f"{value:,} %" if unit == "%" else f"{value:,}"


def repairs(f: dict[str, Any]) -> Lines:
    """Housing repairs by ward, a page for each."""
    r, wards = f["repairs"], f["wards"]
    late = [398, *(round(a * b / 100) for a, b in zip(r["raised"][1:], r["late_share"][1:], strict=True))]
    raised_by, late_by = _quarter_one(r, wards), [[0] * len(wards) for _ in range(4)]
    raised = [raised_by[0]] + [split(r["raised"][q], [a * ratio(w + str(q), 0.85, 1.15) for a, w in zip(raised_by[0], wards, strict=True)]) for q in (1, 2, 3)]
    late_by = [raised_by[1]] + [split(late[q], [a * ratio(w + "late" + str(q), 0.8, 1.2) for a, w in zip(raised_by[1], wards, strict=True)]) for q in (1, 2, 3)]
    yield from ("# HOUSING REPAIRS BY WARD 2024/25", "", f"The Council owns {sum(r['homes']):,} homes. The tables count emergency repairs raised, and those of them not finished within 24 hours.", "")
    yield from ("== Table 1: Emergency repairs raised and late, by ward", "", row("Ward", "Homes", *(f"Q{q} {k}" for q in (1, 2, 3, 4) for k in ("raised", "late")), heading=True))
    for n, ward in enumerate(wards):
        yield row(ward, f"{r['homes'][n]:,}", *(v for q in range(4) for v in (raised[q][n], late_by[q][n])))
    yield row("Total", f"{sum(r['homes']):,}", *(f"{v:,}" for q in range(4) for v in (sum(raised[q]), sum(late_by[q]))))
    yield from ("", "{chart lines: Late emergency repairs, per cent, 2024/25}", row("", "All wards", "Limit", heading=True), *(row(f"Q{q}", v, 5) for q, v in enumerate(r["late_share"], 1)))
    damp = [split(total, [h * ratio(w + "damp", 0.6, 1.6) for h, w in zip(r["homes"], wards, strict=True)]) for total in r["damp_open"]]
    yield from ("", "~~~", "== Table 2: Damp and mould cases open at the end of each quarter, by ward", "", row("Ward", "Q1", "Q2", "Q3", "Q4", heading=True))
    for n, ward in enumerate(wards):
        yield row(ward, *(damp[q][n] for q in range(4)))
    yield from (row("Total", *r["damp_open"]), row("Inspected within 14 days", *(f"{v} %" for v in r["damp_in_time"])))
    trades = ("Heating and hot water", "Plumbing", "Electrical", "Joinery and locks", "Roofing", "Glazing")
    for n, ward in enumerate(wards):
        yield from ("", "~~~", f"## {ward}", "", f"{r['homes'][n]:,} homes of the Council.", "", row("Emergency repairs", "Q1", "Q2", "Q3", "Q4", "Year", heading=True))
        a, b = [raised[q][n] for q in range(4)], [late_by[q][n] for q in range(4)]
        yield from (row("Raised", *a, sum(a)), row("Late", *b, sum(b)), row("Late, per cent", *(f"{round(100 * y / x) if x else 0} %" for x, y in zip([*a, sum(a)], [*b, sum(b)], strict=True))))
        yield from ("", row("Late jobs by trade", "Q1", "Q2", "Q3", "Q4", "Year", heading=True))
        table = [split(v, [ratio(ward + t + str(q), 0.4, 1.4) * (3 if k == 0 else 1) for k, t in enumerate(trades)]) for q, v in enumerate(b)]
        yield from (row(t, *(table[q][k] for q in range(4)), sum(table[q][k] for q in range(4))) for k, t in enumerate(trades))
        yield from (row("Total", *b, sum(b)), "", f"{{chart bars: {ward}: emergency repairs raised and late, 2024/25}}", row("", "Raised", "Late", heading=True))
        yield from (row(f"Q{q + 1}", a[q], b[q]) for q in range(4))


def _quarter_one(r: dict[str, Any], wards: Sequence[str]) -> tuple[list[int], list[int]]:
    """Quarter 1 by ward from the areas reported to Cabinet on 10 September 2024."""
    areas = {"Castle Hill": ["Castle Hill"], "Fenside": ["Fenside"], "Saltby Quay": ["Quayside", "Saltby"], "villages": ["Hessles", "Thornwick"]}
    areas["remainder"] = [w for w in wards if not any(w in held for held in areas.values())]
    homes = dict(zip(wards, r["homes"], strict=True))
    raised: dict[str, int] = {}
    late: dict[str, int] = {}
    for area, a, b in r["quarter_one"]:
        held = areas[area]
        raised.update(zip(held, split(a, [homes[w] for w in held]), strict=True))
        late.update(zip(held, split(b, [homes[w] * ratio(w, 0.8, 1.2) for w in held]), strict=True))
    return [raised[w] for w in wards], [late[w] for w in wards]


def safeguarding(f: dict[str, Any]) -> Lines:
    """Statistics of safeguarding adults by year, kind, place, source, age and ward."""
    s, wards = f["safeguarding"], f["wards"]
    yield from ("# SAFEGUARDING ADULTS: STATISTICAL APPENDIX", "", "# 2021/22 to 2024/25", "", "Prepared for the Aldermere Safeguarding Adults Partnership Board by the county's performance team from the return made in May 2025. An enquiry is counted once, under its main kind.", "")
    yield from ("== Table S1: Summary", "", row("Measure", *s["years"], heading=True))
    for name, key, unit in (("Concerns raised", "concerns", ""), ("Section 42 enquiries begun", "enquiries", ""), ("Repeat referrals", "repeats", ""), ("Looked at within two working days", "in_two_days", " %"), ("Closed within 60 days", "closed_in_60", " %")):
        yield row(name, *(f"{v:,}{unit}" for v in s[key]))
    yield row("Repeats, share of enquiries", *(f"{100 * a / b:.0f} %" for a, b in zip(s["repeats"], s["enquiries"], strict=True)))
    yield from ("", "{chart bars: Section 42 enquiries and repeats}", row("", "Enquiries", "Repeats", heading=True), *(row(y, a, b) for y, a, b in zip(s["years"], s["enquiries"], s["repeats"], strict=True)))
    for n, (title, key, years) in enumerate((("kind of abuse", "kinds", s["years"][1:]), ("place", "places", s["years"][1:]), ("source of the concern", "sources", s["years"][2:])), 2):
        yield from ("", f"== Table S{n}: {'Concerns' if key == 'sources' else 'Enquiries'} by {title}", "", row(title.capitalize(), *years, heading=True))
        yield from (row(name, *(f"{v:,}" for v in values)) for name, *values in s[key])
        yield row("Total", *(f"{sum(r[k] for r in s[key]):,}" for k in range(1, len(years) + 1)))
    yield from ("", "~~~", "== Table S5: Enquiries by quarter, 2024/25", "", row("Quarter", "Enquiries", "Repeats", "Share", heading=True))
    for name, a, b in zip(("April to June 2024", "July to September 2024", "October to December 2024", "January to March 2025"), s["quarters_2024"], s["repeat_quarters_2024"], strict=True):
        yield row(name, a, b, f"{100 * b / a:.0f} %")
    ages = (("18 to 64", 36), ("65 to 74", 14), ("75 to 84", 23), ("85 and over", 27))
    by_year = [split(v, [w * ratio(a + y, 0.95, 1.05) for a, w in ages]) for v, y in zip(s["enquiries"], s["years"], strict=True)]
    yield from ("", "== Table S6: Enquiries by age", "", row("Age", *s["years"], heading=True), *(row(a, *(y[k] for y in by_year)) for k, (a, _) in enumerate(ages)), row("Total", *s["enquiries"]))
    by_ward = [split(v, [w * ratio(ward + y, 0.85, 1.15) for ward, w in zip(wards, s["ward_weights"], strict=True)]) for v, y in zip(s["enquiries"], s["years"], strict=True)]
    yield from ("", "== Table S7: Enquiries by ward of residence", "", row("Ward", *s["years"], heading=True), *(row(w, *(y[k] for y in by_ward)) for k, w in enumerate(wards)), row("Total", *s["enquiries"]))
    yield from ("", "~~~", "## Kinds of abuse by ward, 2024/25", "", "== Table S8: Enquiries by ward and kind, 2024/25", "", row("Ward", *(k[0].split(" and ")[0] for k in s["kinds"]), "Total", heading=True))
    table, left = [], [k[3] for k in s["kinds"]]
    for n, total in enumerate(by_ward[3]):
        counts = list(left) if n == len(wards) - 1 else _within(split(total, [max(v, 0.01) for v in left]), left)
        left = [a - b for a, b in zip(left, counts, strict=True)]
        table.append(counts)
    yield from (row(w, *counts, sum(counts)) for w, counts in zip(wards, table, strict=True))
    yield row("Total", *(k[3] for k in s["kinds"]), s["enquiries"][3])


def _within(counts: list[int], left: list[int]) -> list[int]:
    """Counts that do not exceed what is left, with the same total."""
    capped = [min(a, b) for a, b in zip(counts, left, strict=True)]
    for n in range(len(capped)):
        spare = sum(counts) - sum(capped)
        capped[n] += min(spare, left[n] - capped[n])
    return capped


PAPERS_MADE = {
    "budget-book-2025-26": ("Budget book 2025/26", "Budget Book {page}", budget_book),
    "capital-programme-2025-30": ("Capital programme 2025/26 to 2029/30", "", capital),
    "fees-and-charges-2025-26": ("Schedule of fees and charges 2025/26", "", fees),
    "council-tax-and-reserves-2025-26": ("Council tax and reserves 2025/26", "", council_tax),
    "performance-2024-25-q4": ("Performance report, Quarter 4 2024/25", "", performance),
    "housing-repairs-by-ward-2024-25": ("Housing repairs by ward 2024/25", "", repairs),
    "safeguarding-statistics-2024-25": ("Safeguarding adults: statistical appendix", "", safeguarding),
}


def main() -> int:
    """Write the sources; with --check only say which differ."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--check", action="store_true", help="write nothing; exit 1 where a source is not what the figures make")
    check = parser.parse_args().check
    figures = tomllib.loads(FIGURES.read_text(encoding="utf-8"))
    differing = 0
    for name, (title, foot, made) in PAPERS_MADE.items():
        text = f"file: -\ntitle: {title}\nlayout: report\nhouse: data\n" + (f"foot: {foot}\n" if foot else "") + "---\n" + "\n".join(made(figures)) + "\n"
        target = FOLDER / f"{name}.txt"
        if target.exists() and target.read_text(encoding="utf-8") == text:
            continue
        differing += 1
        print(f"{'differs' if check else 'written'}: sample/papers/data/{target.name}", file=sys.stderr)
        if not check:
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(text, encoding="utf-8")
    return 1 if check and differing else 0


if __name__ == "__main__":
    sys.exit(main())
