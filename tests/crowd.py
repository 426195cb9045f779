"""Tables of any number of articles as if analysed, with long names and many of each: what charts have to bear."""

from __future__ import annotations

import random

import pandas as pd

from workbench import show, tables
from workbench.compare.channels import trace_channels
from workbench.show.labels import name_articles
from workbench.show.theme import make_svg

FIRST_DAY = pd.Timestamp("2025-03-03")
PLACES = ("Sarvania", "Upper Ruvia", "the Holm Islands", "Northern Karst", "Tavrel", "the Marches of Odrin")
BODIES = ("Ministry of Trade and Economic Development", "Federal Bureau of Waterways", "Union of Harbour Workers",
          "Committee for the Protection of Rivers", "Central Electoral Commission")
ISSUES = ("Withdrawal of troops from the river bank", "Reopening of the harbour", "Compensation for the fishing fleet",
          "A dam above the old town", "Observers at every polling station", "Return of the archive",
          "Toll on the bridge", "Extension of the ceasefire",
          "Exchange of prisoners of war", "Recognition of the northern provinces",
          "Internationalisation of the canal", "Grain corridor")
TONES = ("neutral", "accuse", "deny", "threaten", "warn", "praise", "urge", "doubt", "promise")


def make_crowd(number: int) -> tuple[dict[str, pd.DataFrame], dict[str, str]]:
    """The tables that charts are drawn from, of so many articles, and the name of every id; the same each time."""
    chance = random.Random(number)
    actors = {f"actor_{place}_{body}": f"{BODIES[body]} of {PLACES[place]}" for place in range(len(PLACES))
              for body in range(len(BODIES))}
    actors |= {f"person_{one}": f"Maximiliane Theodora Featherstone-{one}" for one in range(30)}
    issues = {f"issue_{one}": name for one, name in enumerate(ISSUES)}
    keys = list(actors)

    def actor() -> str:
        return keys[int(len(keys) * chance.random() ** 2)]

    rows: dict[str, list[dict]] = {name: [] for name in ("articles", "mentions", "times", "quotes", "stances",
                                                         "relations", "events", "copies")}
    for place in range(number):
        article, day = f"a{place:04}", FIRST_DAY + pd.Timedelta(days=int(place * 300 / number))
        rows["articles"].append({
            "article": article, "title": f"Talks over the {place}th demand of the delegations end without a result",
            "body": "x", "published": day, "published_from": "header", "words": 600, "sha256": "",
            "outlet": f"The {PLACES[place % 6].title()} Morning Chronicle, edition {place % 40}"})
        span = {"article": article, "start": 0, "end": 4}
        rows["mentions"] += [{**span, "start": at, "text": "they", "actor": actor(), "how": "name"} for at in range(6)]
        rows["times"] += [{**span, "start": at, "text": "then", "type": "DATE", "value": "2025", "rule": "r",
                           "begin": day + shift, "finish": day + shift}
                          for at, shift in enumerate(pd.to_timedelta([-chance.randrange(4000), 3, 40], unit="D"))]
        rows["quotes"] += [{"quote_id": f"{article}:{at}", "article": article, "speakers": [actor()], "cue": "said",
                            "kind": chance.choice(("direct", "mixed", "indirect")), "tone": chance.choice(TONES),
                            "content": ["a few words of it"], "rule": "r", "source": "they", "source_kind": "named",
                            "via": "the agency" if at == 3 else None} for at in range(4)]
        rows["stances"] += [{**span, "start": at, "actor": actor(), "issue": chance.choice(list(issues)),
                             "said_by": actor() if at == 2 else None, "evidence": f"{place} {at}.", "rule": "r",
                             "position": chance.choice(("support", "oppose", "conditional", "unclear")),
                             "basis": "own words", "confidence": 0.9} for at in range(3)]
        rows["relations"].append({**span, "holder": actor(), "target": actor(), "evidence": "So it is.", "rule": "r",
                                  "sign": chance.choice(("positive", "negative")), "confidence": 0.9})
        rows["events"].append({
            "event_id": article, "begin": day + pd.Timedelta(days=chance.randrange(-900, 30)), "precision": "day",
            "label": f"The delegations of both sides met for the {place}th time in the capital to speak of prisoners",
            "actors": [actor(), actor()], "articles": [article], "independent_sources": 1 + place % 9,
            "status": "planned" if place % 7 == 0 else "happened", "salience": chance.random(), "predicate": "meet",
            "stages": []})
        rows["events"][-1]["finish"] = rows["events"][-1]["begin"]
        if place % 5 == 4:
            rows["copies"].append({"article": article, "copy_of": f"a{place - 1 - place % 3:04}",
                                   "shared": 0.3 + 0.7 * chance.random(), "why": "later"})
    return {name: tables.make(name, made) for name, made in rows.items()}, {**actors, **issues}


def draw_crowd(number: int) -> list[str]:
    """Every chart of the notebooks as SVG, of so many articles."""
    made, names = make_crowd(number)
    propositions = {key: f"The two sides agree on it in full: {name}" for key, name in names.items() if "issue" in key}
    articles, stances, quotes = made["articles"], made["stances"], made["quotes"]
    names |= name_articles(articles)
    channels = trace_channels(quotes, articles, made["copies"])
    show.use_theme()
    charts = [show.draw_corpus(articles, names), show.draw_presence(made["mentions"], names, articles),
              show.draw_timeline(made["events"], articles, names), show.draw_reach(made["times"], articles, names),
              show.draw_speakers(quotes, names), show.draw_tones(quotes, names),
              show.draw_positions(stances, made["copies"], names, propositions),
              show.draw_moves(stances, articles, names), show.draw_relations(made["relations"], names),
              show.draw_shared_text(made["copies"], articles, names),
              show.draw_channels(channels, names, articles=articles), show.draw_network(stances, names)]
    return [make_svg(chart.to_dict()) for chart in charts]
