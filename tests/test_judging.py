"""Rows drawn, judged and estimated: what the journal says of all rows, of coders, of confidence, and of findings."""

import multiprocessing
import re

import numpy as np
import pytest

import workbench as wb
from workbench import show, tables
from workbench.corpus import Corpus
from workbench.extract.cast import Actor, Registry
from workbench.extract.issues_file import Issue
from workbench.extract.reading import Settings
from workbench.review import Reviews
from workbench.review.draw import draw_rows, draw_sentences, order_by_pay
from workbench.review.posterior import PRIOR, PRIOR_OF_RARE, Cell, draw_totals, more_to_halve

WORDS = {"support": "backs", "oppose": "rejects"}
ROWS = [(actor, position) for actor in ("smith", "jones") for position in ("support",) * 20 + ("oppose",) * 10]
SENTENCES = [f"{actor.title()} {WORDS[position]} quota {number}." for number, (actor, position) in enumerate(ROWS)]
HALF = len(SENTENCES) // 2
BODIES = {"a": " ".join(SENTENCES[:HALF]) + " Rain fell.", "b": " ".join(SENTENCES[HALF:]) + " Snow fell."}


def a_stance(number):
    actor, position = ROWS[number]
    article = "a" if number < HALF else "b"
    start = BODIES[article].index(SENTENCES[number])
    return {"article": article, "actor": actor, "holder_text": actor.title(), "issue": "quota", "position": position,
            "basis": "narration", "evidence": SENTENCES[number], "start": start, "rule": "verb",
            "end": start + len(SENTENCES[number])}


@pytest.fixture
def corpus(tmp_path):
    """Sixty positions of two actors in two articles."""
    articles = [{"article": name, "body": body, "title": f"Title {name}", "outlet": f"Outlet {name}",
                 "published_from": "unknown", "words": 9, "path": f"{name}.txt", "sha256": name,
                 "origin": [{"start": 0, "end": len(body), "from": 0, "to": len(body)}]}
                for name, body in BODIES.items()]
    rows = {"stances": [a_stance(number) for number in range(len(ROWS))],
            "sentences": [{"article": name, "start": found.start(), "end": found.end(), "paragraph": 0}
                          for name, body in BODIES.items() for found in re.finditer(r"[A-Z][^.]*\.", body)],
            "mentions": [{"article": "a" if n < HALF else "b", "start": a_stance(n)["start"],
                          "end": a_stance(n)["start"] + 5, "text": actor.title(), "actor": actor, "how": "name"}
                         for n, (actor, _) in enumerate(ROWS)]}
    made = {name: tables.make(name, rows.get(name, ())) for name in tables.TABLES.keys() - {"articles", "problems"}}
    settings = Settings(actors=Registry({name: Actor(name, name.title()) for name in ("smith", "jones")}),
                        issues=(Issue("quota", "Fish quota", "The quota is kept"),))
    return Corpus({"articles": tables.make("articles", articles), **made}, settings,
                  reviews=Reviews.read(tmp_path / "reviews.jsonl"))


def judge(corpus, questions, is_wrong=lambda row: False, who="anna"):
    for question in questions:
        corpus.review(question.layer, question.row, "wrong" if is_wrong(question.row) else "right", who=who,
                      draw=question.draw)


def test_nothing_judged_gives_no_estimate_and_says_what_to_do(corpus):
    table = wb.estimate(corpus, "stances", by=["position"])
    assert table["machine"].tolist() == [40, 20] and table["estimate"].isna().all()
    assert table["note"][0] == "nothing judged at random: judge 30 rows in 6_check"


def test_the_estimate_stands_beside_the_machines_count_and_covers_the_truth(corpus):
    def is_wrong(row):
        return row["actor"] == "jones" and row["position"] == "oppose"      # the errors are of one actor

    judge(corpus, draw_rows(corpus, "stances", 30), is_wrong)
    table = wb.estimate(corpus, "stances", by=["position"], share_of=[]).set_index("position")
    assert table.loc["oppose", "machine"] == 20 and len(corpus.stances) < 60
    assert table.loc["oppose", "low"] <= 10 <= table.loc["oppose", "high"] < 20
    assert table.loc["support", "low"] <= 40 <= table.loc["support", "high"]
    assert re.fullmatch(r"\d+ \(\d+ to \d+\); judge 18 more to halve it", table.loc["oppose", "note"])
    shares = wb.estimate(corpus, "stances", by=["actor", "position"], share_of=["actor"])
    jones = shares[(shares["actor"] == "jones") & (shares["position"] == "support")].iloc[0]
    assert jones["share_low"] <= 1 and jones["share"] > jones["machine_share"]


def test_with_every_row_judged_nothing_is_left_to_chance(corpus):
    judge(corpus, draw_rows(corpus, "stances", 60), lambda row: row["position"] == "oppose" and row["actor"] == "smith")
    oppose = wb.estimate(corpus, "stances", by=["position"]).set_index("position").loc["oppose"]
    assert (oppose["estimate"], oppose["low"], oppose["high"]) == (10, 10, 10) and "all are judged" in oppose["note"]


def test_rows_that_somebody_picked_say_nothing_of_the_others(corpus):
    judge(corpus, draw_rows(corpus, "stances", 30))
    before = wb.estimate(corpus, "stances").iloc[0]
    for question in order_by_pay(corpus, "stances", 5):
        corpus.review("stances", question.row, "wrong", who="anna", draw=question.draw)
    after = wb.estimate(corpus, "stances").iloc[0]
    assert after["judged"] == before["judged"] and after["high"] == 55 and before["high"] == 60


def test_a_column_that_no_correction_changes_keeps_its_rows_apart(corpus):
    judge(corpus, draw_rows(corpus, "stances", 40))
    table = wb.estimate(corpus, "stances", by=["outlet"])
    assert table["outlet"].tolist() == ["Outlet a", "Outlet b"] and (table["high"] <= 30).all()


def test_missed_rows_are_estimated_from_sentences(corpus):
    judge(corpus, draw_rows(corpus, "stances", 40))
    drawn = draw_sentences(corpus, "stances", 60)
    for question in drawn:
        corpus.review("stances", question.row, "nothing", who="anna", draw=question.draw)
    assert not draw_sentences(corpus, "stances", 60)                        # all answered
    table = wb.estimate(corpus, "stances", missed=True)
    assert {question.draw["stratum"] for question in drawn} == {"a row", "neither"}
    assert table["estimate"][0] >= 55 and table["high"][0] > 60
    assert len(corpus.stances) == 60                                        # a sentence is no row


@pytest.mark.parametrize(("layer", "by", "words"), [
    ("mentions", [], "no layer 'mentions' to judge"), ("stances", ["colour"], "stances has no column 'colour'"),
    ("stances", "actor", r'by=\["actor"\]')])
def test_what_cannot_be_estimated_is_said(corpus, layer, by, words):
    with pytest.raises(ValueError, match=words):
        wb.estimate(corpus, layer, by=by)


def test_a_draw_is_the_same_again_without_what_was_judged(corpus):
    first = draw_rows(corpus, "stances", 20)
    judge(corpus, first[:5])
    again = draw_rows(corpus, "stances", 20)
    assert [one.row["start"] for one in again] == [one.row["start"] for one in first[5:]] and len(first) == 20
    assert all(0 < one.draw["probability"] <= 1 and one.draw["of"] == 60 for one in first)
    assert [one.row for one in draw_rows(corpus, "stances", 20, seed=2)] != [one.row for one in first]


def test_rows_in_doubt_are_drawn_more_often_and_weigh_less(corpus):
    found = corpus.stances
    corpus._found["stances"] = found.assign(confidence=[0.5 if n % 4 == 0 else 0.99 for n in range(60)])
    chances = {one.draw["stratum"]: one.draw["probability"] for one in draw_rows(corpus, "stances", 30)}
    assert chances["quota, in doubt"] > 2 * chances["quota, sure"]


def test_intervals_hold_in_a_small_simulation():
    rng, covered = np.random.default_rng(5), 0
    for _ in range(200):
        right = rng.random(100) < 0.8
        judged = rng.permutation(100)[:20]
        totals = draw_totals([Cell(100, (~right[judged]).astype(int))], 2, rng, 500)[:, 0]
        low, high = np.quantile(totals, [0.025, 0.975])
        covered += low <= right.sum() <= high
    assert covered >= 184
    assert more_to_halve(60, 60) == 0


def test_of_a_rare_kind_fewer_are_expected_among_rows_the_machine_does_not_count():
    def highest(prior):
        totals = draw_totals([Cell(370, [2] * 30, prior=prior)], 3, np.random.default_rng(1))
        return np.quantile(totals[:, 0], 0.975)

    assert 0 < highest(PRIOR_OF_RARE) < 0.9 * highest(PRIOR)


def test_agreement_differences_and_their_settling(corpus):
    questions = draw_rows(corpus, "stances", 20)
    judge(corpus, questions, who="anna")
    blind = show.check(corpus, ["stances"], number=20, who="ben", blind=True)
    assert len(blind.questions) == 20 and "anna" not in blind.asked
    for number in range(20):
        blind.press("2" if number < 2 else "1")
    table = wb.measure_agreement(corpus.reviews)
    assert table[["layer", "issue", "rows", "coders"]].values.tolist() == [
        ["stances", "", 20, "anna, ben"], ["stances", "quota", 20, "anna, ben"]]
    assert table["agree"][0] == 0.9 and table["low"][0] <= table["alpha"][0] <= table["high"][0]
    differ = wb.list_differences(corpus.reviews)
    assert differ["verdicts"].tolist() == ["anna: right; ben: wrong"] * 2 and (differ["settled"] == "").all()
    settling = show.check(corpus, ["stances"], order="what coders differ on", who="cleo")
    assert len(settling.questions) == 2 and "anna: right" in settling.asked
    settling.press("1")
    corpus.review("stances", settling.questions[0].row, "wrong", who="ben")     # later, and still not above it
    assert len(corpus.stances) == 59
    assert wb.list_differences(corpus.reviews)["settled"].tolist().count("cleo: right") == 1


def test_alpha_is_what_nltk_computes():
    from nltk.metrics.agreement import AnnotationTask

    from workbench.review.agreement import alpha_with_interval

    units = [["a", "a"], ["b", "b", "a"], ["a", "b"], ["a", "a"], ["c", "b"]]
    task = AnnotationTask([(str(coder), str(unit), label) for unit, labels in enumerate(units)
                           for coder, label in enumerate(labels)])
    assert alpha_with_interval(units, np.random.default_rng(1))[0] == pytest.approx(task.alpha())


def test_judgements_move_confidence_by_weights_one_can_read(corpus):
    from workbench.review.confidence import rate_rows

    before = rate_rows(corpus, "stances")
    judge(corpus, draw_rows(corpus, "stances", 30), lambda row: True)
    table = wb.measure_weights(corpus, "stances")
    assert table["feature"][0] == "all rows" and table["judged"][0] == 30 and (table["weight"] < 0).all()
    assert max(rate_rows(corpus, "stances")) < min(before) == 0.75


def test_a_confirmed_wording_is_offered_for_the_issues_file(corpus):
    words = "Smith rejected a licence for every trawler."
    corpus.review("stances", {**a_stance(0), "evidence": words}, "right", who="anna")
    table = wb.suggest_confirmed(corpus)
    assert table[["issue", "times"]].values.tolist() == [["quota", 1]] and "licence" in table["phrase"][0]


def test_the_queue_is_answered_by_keys(corpus):
    queue = show.check(corpus, ["stances"], number=5, sentences=3, who="anna")
    assert "judge (stances)" in repr(queue._repr_mimebundle_()["text/plain"])
    queue.press("3")
    assert ["1", "position: oppose"] in queue.answers or ["1", "position: support"] in queue.answers
    queue.press("Escape")
    queue.press("note", "look again")
    queue.press("4")
    queue.press("u")
    queue.press("3")
    queue.press("1")
    while queue.place < 5:
        queue.press("1")
    while queue.place < len(queue.questions):
        is_told = any(line["verdict"] == "missed" for line in corpus.reviews.lines)
        is_asked = queue.place == 5 and queue.questions[5].draw["stratum"] != "neither"
        queue.press("2" if is_asked and not is_told else "1")
        while queue.choosing:
            queue.press("1")
    verdicts = [line["verdict"] for line in corpus.reviews.standing]
    assert verdicts[:5] == ["corrected", *["right"] * 4] and {*verdicts[5:]} <= {"nothing", "missed"}
    assert corpus.reviews.lines[0]["note"] == "look again" and queue.progress.startswith("All ")


WISH = "Smith: no quota, please."
OPEN = ["Smith spoke of the fish quota.", "Jones spoke of the fish quota.", "Smith spoke of the fish quota again."]


@pytest.fixture
def unfound(corpus):
    """The same with sentences in which the machine found no position."""
    body = " ".join([WISH, *OPEN])
    extra = {"article": "c", "body": body, "title": "c", "published_from": "unknown", "words": 9, "sha256": "c"}
    spans = [(body.index(text), body.index(text) + len(text)) for text in [WISH, *OPEN[:2]]]
    spans.append((body.index(OPEN[2]), len(body)))
    frames = {name: corpus.as_found(name).to_dict("records")
              for name in ("articles", "sentences", "mentions", "stances")}
    frames["articles"].append(extra)
    frames["sentences"] += [{"article": "c", "start": start, "end": end, "paragraph": 0} for start, end in spans]
    frames["mentions"] += [{"article": "c", "start": start, "end": start + 5, "text": body[start:start + 5],
                            "actor": body[start:start + 5].lower(), "how": "name"} for start, _ in spans]
    frames["stances"] = [row for row in frames["stances"] if row["actor"] == "jones" or row["position"] == "oppose"]
    issues = (Issue("quota", "Fish quota", "The quota is kept", ("fish quota",)),)
    return Corpus({name: tables.make(name, rows) for name, rows in frames.items()} | {"quotes": tables.make("quotes")},
                  Settings(actors=corpus.actors, issues=issues), reviews=corpus.reviews)


def test_where_it_pays_sentences_are_asked_too_and_more_than_one_row_may_be_missing(unfound):
    queue = show.check(unfound, ["stances"], order="where it pays", number=4, sentences=4, who="anna")
    assert [one.is_sentence for one in queue.questions] == [False, True] * 4
    queue.press("1")
    for _ in range(2):                                                      # two rows are missing in the sentence
        queue.press("2")
        while queue.choosing:
            queue.press("1")
    queue.press("1")
    assert queue.place == 2
    assert [line["verdict"] for line in unfound.reviews.lines] == ["right", "missed", "missed"]
    assert wb.estimate(unfound, "stances", missed=True)["judged"][0] == 0    # nothing of it was drawn at random


@pytest.fixture
def taught(unfound, monkeypatch):
    """The same with twenty-one judgements, enough here."""
    monkeypatch.setattr("workbench.review.learn_positions.LEAST_JUDGED", 20)
    spans = unfound.sentences.loc[unfound.sentences["article"] == "c", ["start", "end"]].values.tolist()
    smith = unfound.stances[unfound.stances["actor"] == "smith"].to_dict("records")
    for row in smith[:9]:
        unfound.review("stances", row, "right", who="anna")
    for row in unfound.stances[unfound.stances["actor"] == "jones"].to_dict("records")[:10]:
        unfound.review("stances", row, "wrong", who="anna")
    words = {"order": "where it pays", "sentence": ["c", *spans[0]]}
    unfound.review("stances", {"article": "c", "start": spans[0][0], "end": spans[0][1], "evidence": WISH,
                               "actor": "smith", "issue": "quota", "position": "oppose", "holder_text": "",
                               "basis": "narration", "rule": "by hand"}, "missed", who="anna", draw=words)
    sentence = {"article": "c", "start": spans[3][0], "end": spans[3][1], "evidence": OPEN[2]}
    unfound.review("stances", sentence, "nothing", who="anna",
                   draw={"order": "where it pays", "sentence": ["c", *spans[3]]})
    return unfound


def test_what_was_judged_leads_to_rows_in_other_sentences(taught):
    learned = wb.learn(taught).stances
    added = learned[learned["rule"] == "learned"]
    assert added[["actor", "issue", "position", "evidence"]].values.tolist() == [["smith", "quota", "oppose", OPEN[0]]]
    assert added["confidence"].between(0.25, 1).all() and added["holder_text"].tolist() == ["Smith"]
    table = wb.measure_evidence(taught)
    assert table["judged"][0] == 21 and "same position elsewhere" in table["evidence"].tolist()


def test_nothing_judged_is_ever_overruled(taught):
    before, after = taught.stances, wb.learn(taught).stances
    judged = before[before["reviewed"].notna()]
    kept = after[after["reviewed"].notna()]
    names = ["start", "actor", "position"]
    assert judged[names].values.tolist() == kept[names].values.tolist()
    assert OPEN[2] not in after["evidence"].tolist()                        # judged: nothing is missing there
    wrong = {(line["article"], line["row"]["start"]) for line in taught.reviews.standing if line["verdict"] == "wrong"}
    assert len(wrong) == 10
    assert not wrong & set(after[["article", "start"]].itertuples(index=False, name=None))


def test_nothing_is_added_where_nobody_found_anything_missing(unfound):
    judge(unfound, draw_rows(unfound, "stances", 25))
    assert "learned" not in wb.learn(unfound).stances["rule"].tolist()


def test_few_judgements_teach_nothing(corpus):
    judge(corpus, draw_rows(corpus, "stances", 10))
    assert wb.learn(corpus) is corpus


def test_what_a_finding_rests_on():
    articles = tables.make("articles", [
        {"article": name, "body": "OSLO (Reuters) - x" if name in "ab" else "x", "outlet": outlet, "words": 1,
         "published_from": "unknown", "sha256": name} for name, outlet in (("a", "M"), ("b", "N"), ("c", "M"))])
    copies = tables.make("copies", [{"article": "b", "copy_of": "a", "shared": 0.9}])
    rows = tables.make("stances", [{"article": article, "actor": actor} for article, actor in (
        ("a", "smith"), ("b", "smith"), ("c", "jones"), ("a", "jones"))])
    table = wb.measure_fragility(rows, ["actor"], articles, copies).set_index("actor")
    assert table.loc["smith"].tolist() == [2, 1, 0, 0, "one text of reuters, carried by 2 outlets"]
    assert table.loc["jones"].tolist() == [2, 0, 1, 1, "M alone"]


def judge_many(path, who):
    reviews = Reviews.read(path)
    articles = tables.make("articles", [{"article": "a", "body": BODIES["a"], "sha256": "a", "words": 9,
                                         "published_from": "unknown"}])
    while True:
        reviews.judge("stances", a_stance(0), "right", articles, who=who)


def test_processes_killed_while_they_judge_lose_nothing(tmp_path):
    path, context = tmp_path / "reviews.jsonl", multiprocessing.get_context("fork")
    workers = [context.Process(target=judge_many, args=(path, f"coder {n}"), daemon=True) for n in range(4)]
    for worker in workers:
        worker.start()
    reviews = Reviews(path)
    while len({line["who"] for line in reviews.lines}) < 4 or len(reviews.lines) < 60:
        reviews.refresh()
    for worker in workers:
        worker.kill()
        worker.join()
    seen = len(reviews.lines)
    reviews.judge("stances", a_stance(0), "wrong", tables.make("articles", [
        {"article": "a", "body": BODIES["a"], "sha256": "a", "words": 9, "published_from": "unknown"}]), who="after")
    assert len(reviews.lines) > seen and reviews.lines[-1]["who"] == "after"
    assert len(reviews.torn) <= 1                                           # at most the line being written


def test_a_notebook_tells_how_sure_its_counts_are(corpus):
    names = {"quota": "Fish quota", "smith": "Smith", "jones": "Jones"}
    before = str(show.tell_trust(corpus, "stances", ["actor", "position"], names))
    assert before.startswith("Nothing was judged at random yet") and "Jones, support: 20 found; one text." in before
    judge(corpus, draw_rows(corpus, "stances", 40))
    after = str(show.tell_trust(corpus, "stances", ["actor", "position"], names))
    assert re.search(r"20 found; by the rows judged, 20 \(1\d to 2\d\); one text", after)
    assert "drawn at random" in str(show.tell_estimates(wb.estimate(corpus, "stances", by=["position"]),
                                                        corpus.reviews, "stances", names, ["position"]))
    chart = show.draw_estimates(wb.estimate(corpus, "stances", by=["position"]), ["position"], names).to_dict()
    assert len(chart["layer"]) == 3
