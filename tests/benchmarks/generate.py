"""Plausible articles with a known truth, recombined from sentences, names and dates of our own: seeded, any number.

The world is invented: ten states in dispute, their officials, and each day's stories. A story has an event with
a count, and statements by officials; several outlets write about it, each in its own sentences, quoting whole or
cut; some articles are copies of an earlier one (edited, shortened, or a brief of its beginning), and every outlet
ends its articles with the same lines about itself. All of that is written down in the truth.

    python tests/benchmarks/generate.py 200 --seed 7 --out articles.jsonl
"""

from __future__ import annotations

import argparse
import datetime
import random
import re
import tomllib
from dataclasses import dataclass, field
from pathlib import Path

import pandas as pd

FIRST_DAY = datetime.date(2025, 3, 3)
STORIES_A_DAY = 12

WORDS = tomllib.loads(Path(__file__).with_name("world.toml").read_text(encoding="utf-8"))
SLOT = re.compile(r"\{(\w+)\}")


@dataclass
class Story:
    """What several articles of a day are about: an event, an incident with a count, and what officials said."""

    number: int
    day: datetime.date
    sides: tuple
    event: tuple[str, str, str, str]  # who, did what with, whom, why
    incident: tuple[str, str, str]  # what, where, what is counted
    count: int
    statements: list[tuple[str, tuple[str, str]]]  # speaker, the words in two parts


@dataclass
class Truth:
    """What was put into the generated articles."""

    copies: list[tuple[str, str]] = field(default_factory=list)       # (copy, the article it was made from)
    quotes: list[tuple[str, ...]] = field(default_factory=list)       # (article, statement, speaker, kind, words)
    counts: dict[str, dict[str, int]] = field(default_factory=dict)   # incident of a story -> count by article


def in_style(text: str, changes: list[list[str]]) -> str:
    """`text` with one house's words replaced by another's."""
    for old, new in changes:
        text = text.replace(old, new)
    return text


class World:
    """The invented world: draws everything from one seeded source of chance."""

    def __init__(self, seed: int):
        self.chance = random.Random(seed)
        self.officials = {state[0]: [f"{state[1]} {role} {self.draw('first')} {self.draw('last')}"
                                     for role in WORDS["roles"]] for state in WORDS["states"]}

    def pick(self, options):
        return options[int(self.chance.random() * len(options))]

    def draw(self, *lists: str) -> str:
        """One entry of each list of world.toml, its {slots} filled, joined by spaces."""
        return " ".join(SLOT.sub(lambda slot: self.draw(slot[1]), self.pick(WORDS[name])) for name in lists)

    def story(self, number: int) -> Story:
        sides = self.chance.sample(WORDS["states"], 2)
        event = (sides[0][0], self.draw("actions"), sides[1][0], self.draw("reasons"))
        statements = [(self.pick(self.officials[self.pick(sides)[0]]),
                       (self.draw("subjects", "verbs", "tails"), self.draw("subjects", "verbs"))) for _ in range(4)]
        return Story(number, FIRST_DAY + datetime.timedelta(days=number // STORIES_A_DAY), sides, event,
                     (self.draw("incidents"), self.draw("places"), self.draw("counted")),
                     self.chance.randint(2, 90), statements)

    def quote(self, speaker: str, parts: tuple[str, str]) -> tuple[str, str, str]:
        """A sentence that quotes the statement, and the quote's kind and words."""
        whole, added = parts
        name, cue = speaker if self.chance.random() < 0.5 else speaker.split()[-1], self.draw("cues")
        way = self.chance.random()
        if way < 0.45:
            return f"“{whole[0].upper()}{whole[1:]}, and {added},” {name} {cue}.", "direct", f"{whole}, and {added},"
        if way < 0.6:
            return f"{name} {cue}: “{whole[0].upper()}{whole[1:]}.”", "direct", f"{whole}."
        if way < 0.8:
            return f"{name} said {whole}.", "indirect", whole
        return f"Asked about the next step, {name} said “{added}” and left.", "mixed", f"“{added}”"

    def colour(self) -> str:
        """A sentence that belongs to no story."""
        sentence = self.draw("colour")
        for preposition in WORDS["near"]:  # written with a capital for the beginning of a sentence
            sentence = sentence.replace(f" {preposition} ", f" {preposition.lower()} ")
        return sentence + "."

    def background(self, story: Story) -> str:
        (one, of_one, capital), (two, of_two, _) = self.chance.sample(story.sides, 2)
        date = FIRST_DAY - datetime.timedelta(days=self.chance.randint(30, 2500))
        reason = self.draw("reasons")
        number, town = self.draw("count_words"), self.draw("town")
        return self.pick([
            f"{one} {self.draw('actions')} {two} in {date:%B %Y} {reason}.",
            f"{of_one} officials met the {of_two} side at {town} near {capital} in {date:%B %Y} {reason}.",
            f"{two} and {one} have held {number} rounds of talks on {self.draw('np')}, {self.draw('tails')}.",
            f"{self.draw('openings')} in {date.year}, {two} {self.draw('actions')} {one} {reason}.",
        ])

    def article(self, story: Story, name: str, truth: Truth) -> dict:
        """An article of some outlet's own about the story."""
        what, where, counted = story.incident
        count = story.count if self.chance.random() < 0.85 else story.count + self.chance.randint(1, 9)
        truth.counts.setdefault(f"{story.number}: {what} at {where}: {counted}", {})[name] = count
        when = f"{story.day:%A}" if self.chance.random() < 0.7 else f"{story.day:%B} {story.day.day}"
        lines = [self.pick([f"At least {count} {counted} in {what} in {where} on {when}, {self.draw('ends')}.",
                            f"{self.draw('openings')}, {what} in {where} ended: {count} {counted}."])]
        quoted = {}
        for number in self.chance.sample(range(len(story.statements)), self.chance.randint(1, 3)):
            speaker, parts = story.statements[number]
            sentence, kind, words = self.quote(speaker, parts)
            lines.append(sentence)
            quoted[sentence] = (f"{story.number}-{number}", speaker, kind, words)
        truth.quotes += [(name, *quote) for quote in quoted.values()]
        lines += [self.colour() if self.chance.random() < 0.6 else self.background(story)
                  for _ in range(self.chance.randint(6, 24))]
        self.chance.shuffle(lines)
        first, deed, second, reason = story.event
        lead = self.pick([
            f"{self.draw('openings')}, {first} {deed} {second} {reason}, {self.draw('heads').lower()} said on {when}.",
            f"{first} on {when} {deed} {second}, {self.draw('ends')}.",
            f"{self.draw('first', 'last')}, a {self.draw('job')}, heard on {when} that {first} {deed} {second}.",
        ])
        return {"article": name, "title": f"{first} {deed} {second} {self.draw('tails')}", "lines": [lead, *lines],
                "published": story.day + datetime.timedelta(days=self.pick([0, 0, 0, 1])),
                "outlet": self.draw("outlets"), "quoted": quoted}

    def copied(self, source: dict, name: str, truth: Truth) -> dict:
        """A copy of `source`: in another house's style, cut from the end, or only a brief of its beginning."""
        lines = list(source["lines"])
        if self.chance.random() < 0.2:
            lines = lines[:max(4, len(lines) // 5)]
            truth.quotes += [(name, *source["quoted"][line]) for line in lines if line in source["quoted"]]
        else:
            lines = lines[:self.chance.randint(int(0.6 * len(lines)), len(lines))]
            changes = self.chance.sample(WORDS["house_style"], 4)
            truth.quotes += [(name, *(in_style(part, changes) for part in source["quoted"][line]))
                             for line in lines if line in source["quoted"]]
            lines = [in_style(line, changes) for line in lines]
            for _ in range(self.chance.randint(0, 2)):
                lines.insert(self.chance.randint(1, len(lines)), self.colour())
        return {**source, "article": name, "lines": lines, "title": self.colour().rstrip("."),
                "outlet": self.pick([outlet for outlet in WORDS["outlets"] if outlet != source["outlet"]]),
                "published": source["published"] + datetime.timedelta(days=self.pick([0, 0, 1]))}


def generate(n: int, seed: int = 0) -> tuple[pd.DataFrame, Truth]:
    """`n` articles (article, title, text, published, outlet) and what was put into them; the same for the same seed."""
    world, truth = World(seed), Truth()
    own: list[dict] = []
    written: list[dict] = []
    story = world.story(0)
    for number in range(n):
        name = f"g{seed}_{number:06d}"
        if own and world.chance.random() < 0.15:
            source = world.pick(own[-60:])
            truth.copies.append((name, source["article"]))
            written.append(world.copied(source, name, truth))
            continue
        if not own or world.chance.random() < 0.25:
            story = world.story(story.number + 1)
        own = [*own[-59:], world.article(story, name, truth)]
        written.append(own[-1])
    for row in written:
        about = f"{row['outlet']} is owned by its readers: write to us with corrections, letters and complaints."
        row["text"] = "\n\n".join([*row.pop("lines"), about])
    columns = ["article", "title", "text", "published", "outlet"]
    frame = pd.DataFrame(written, columns=columns)
    frame["published"] = pd.to_datetime(frame["published"]).astype("datetime64[s]")
    return frame, truth


def generate_articles(n: int, seed: int = 0) -> pd.DataFrame:
    """`n` articles as `workbench.load` takes them: article, title, text, published, outlet."""
    return generate(n, seed)[0]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("n", type=int)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--out", type=Path, required=True, help="JSON Lines file to write")
    options = parser.parse_args()
    generate_articles(options.n, options.seed).to_json(options.out, orient="records", lines=True, date_format="iso")


if __name__ == "__main__":
    main()
