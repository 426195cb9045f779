"""Codings by hand: out and in again equal, strangers' files anchored exactly or listed, and counted as judgements."""

import json
import zipfile

import pytest
from test_judging import BODIES, SENTENCES, corpus  # noqa: F401  # a fixture

import workbench as wb
from workbench import tables
from workbench.export import add_codings, load_codings, save_codings

KEY = ["article", "start", "end", "actor", "issue", "position"]


def rows_of(frame):
    return sorted(frame[KEY].astype(object).where(frame[KEY].notna(), None).values.tolist(), key=str)


@pytest.mark.parametrize("name", ["codings.qdpx", "codings.json", "codings.csv", "codings", "codings.dna"])
def test_what_goes_out_comes_in_equal(seeds, tmp_path, name):
    save_codings(seeds, tmp_path / name)
    rows, lost = load_codings(seeds, tmp_path / name)
    assert rows_of(rows) == rows_of(seeds.stances) and lost.empty


@pytest.mark.parametrize("name", ["codings.qdpx", "codings.json", "codings.csv", "codings"])
def test_relations_and_odd_characters_come_in_equal(corpus, tmp_path, name):  # noqa: F811
    body = "😀 “Smith|s” [attacks]\tJones_ * \\n; once\n\nand\u2028again."
    articles = corpus.articles.assign(body=[body, body + "!"])
    relations = tables.make("relations", [
        {"article": "a", "holder": "smith", "target": "jones", "sign": "negative", "evidence": body, "rule": "a|b_[1]",
         "start": 3, "end": 27}, {"article": "a", "holder": "jones", "target": "smith", "sign": "positive",
                                  "evidence": body, "rule": "verb", "start": 5, "end": 18}])
    odd = wb.Corpus({"articles": articles, "relations": relations}, corpus.settings, reviews=corpus.reviews)
    save_codings(odd, tmp_path / name, "relations")
    rows, lost = load_codings(odd, tmp_path / name, "relations")
    names = ["article", "start", "end", "holder", "target", "sign", "rule"]
    assert lost.empty and rows[names].values.tolist() == relations[names].values.tolist()


# written by hand after the published schemas, as a stranger's tool would
W3C = {"@context": "http://www.w3.org/ns/anno.jsonld", "id": "x", "type": "Annotation", "creator": {"name": "Kim"},
       "body": [{"type": "TextualBody", "value": "issue: quota"}, {"type": "TextualBody", "value": "Position: oppose"},
                {"type": "TextualBody", "value": "well put"}],
       "target": {"source": "Title a", "selector": {"type": "TextQuoteSelector", "exact": SENTENCES[3]}}}
QDE = f"""<?xml version="1.0" encoding="utf-8"?>
<Project name="p" xmlns="urn:QDA-XML:project:1.0"><Users><User guid="u1" name="Kim"/></Users>
<CodeBook><Codes><Code guid="c1" name="Issue" isCodable="false"><Code guid="c2" name="quota" isCodable="true"/></Code>
<Code guid="c3" name="position: oppose" isCodable="true"/></Codes></CodeBook>
<Sources><TextSource guid="s1" name="whatever" plainTextPath="internal://s1.txt">
<PlainTextSelection guid="p1" name="" startPosition="{BODIES['a'].index(SENTENCES[3])}"
 endPosition="{BODIES['a'].index(SENTENCES[3]) + len(SENTENCES[3])}">
<Coding guid="k1" creatingUser="u1"><CodeRef targetGUID="c2"/></Coding>
<Coding guid="k2" creatingUser="u1"><CodeRef targetGUID="c3"/></Coding></PlainTextSelection>
</TextSource></Sources></Project>"""
WEBANNO = """#FORMAT=WebAnno TSV 3.3
#T_SP=webanno.custom.Claim|position|issue|sure


#Text=Smith backs quota 0.
1-1\t0-5\tSmith\toppose[1]\tquota[1]\t*[1]\t
1-2\t6-11\tbacks\toppose[1]\tquota[1]\t*[1]\t
1-3\t12-17\tquota\toppose[1]\tquota[1]\t*[1]\t
1-4\t18-19\t0\t_\t_\t_\t
"""


def put(folder, kind):
    """The stranger's file, and the span that is coded in it."""
    if kind == "json":
        (folder / "s.json").write_text(json.dumps(W3C), encoding="utf-8")
    elif kind == "qdpx":
        with zipfile.ZipFile(folder / "s.qdpx", "w") as archive:
            archive.writestr("project.qde", QDE)
            archive.writestr("sources/s1.txt", BODIES["a"])
    elif kind == "tsv":
        (folder / "a.tsv").write_text(WEBANNO, encoding="utf-8")
        return folder / "a.tsv", (0, 17)
    else:
        (folder / "s.csv").write_text(f"document,words,coder,issue,position\na,{SENTENCES[3]},Kim,quota,oppose\n")
    start = BODIES["a"].index(SENTENCES[3])
    return folder / f"s.{kind}", (start, start + len(SENTENCES[3]))


@pytest.mark.parametrize("kind", ["json", "qdpx", "csv", "tsv"])
def test_a_strangers_file_is_anchored_exactly(corpus, tmp_path, kind):  # noqa: F811
    path, span = put(tmp_path, kind)
    rows, lost = load_codings(corpus, path)
    assert rows[["article", "start", "end", "issue", "position"]].values.tolist() == [["a", *span, "quota", "oppose"]]
    assert lost.empty and (kind == "tsv" or rows["coder"].tolist() == ["Kim"])


@pytest.mark.parametrize(("line", "why"), [
    ("z,Smith backs quota 0.,quota,oppose", "its document is no article of this corpus"),
    ("a,Smith backs quota 99.,quota,oppose", "its words do not stand in the article"),
    ("a,backs quota,quota,oppose", "its words stand 20 times in the article"),
    ("a,Smith backs quota 0.,quota,angry", "position 'angry' is none of support"),
    ("a,Smith backs quota 0.,,oppose", "it has no issue"), ("a,Smith backs quota 0.,tax,oppose", "no issue 'tax'")])
def test_what_cannot_be_anchored_is_listed_with_the_reason(corpus, tmp_path, line, why):  # noqa: F811
    (tmp_path / "s.csv").write_text(f"document,words,issue,position\n{line}\n")
    rows, lost = load_codings(corpus, tmp_path / "s.csv")
    assert rows.empty and lost["why"][0].startswith(why)


@pytest.mark.parametrize(("name", "content", "words"), [
    ("s.docx", "", "no codings in files that end in '.docx'"), ("s.json", "{", "is no JSON"),
    ("s.qdpx", "PK", "is no REFI-QDA project"), ("s.dna", "not a database at all", "is no database of Discourse"),
    ("s.tsv", "word", "is no WebAnno TSV 3"), ("s.csv", "text\nx\n", "codings need document"),
    ("s.csv", "document,start,end\na,one,2\n", "row 2: start and end are numbers")])
def test_a_file_that_is_none_is_refused_in_words(corpus, tmp_path, name, content, words):  # noqa: F811
    (tmp_path / name).write_text(content)
    with pytest.raises(ValueError, match=words):
        load_codings(corpus, tmp_path / name)


def test_a_project_coded_by_hand_measures_the_machine_at_once(corpus, tmp_path):  # noqa: F811
    lines = [f"a,{SENTENCES[0]},smith,quota,support", f"a,{SENTENCES[1]},smith,quota,oppose",
             "b,Snow fell.,jones,quota,oppose"]
    (tmp_path / "s.csv").write_text("document,words,actor,issue,position\n" + "\n".join(lines) + "\n")
    assert add_codings(corpus, tmp_path / "s.csv", who="kim", complete=True).empty
    row = wb.measure_precision(corpus.reviews, by_rule=False).iloc[0]
    assert [row[name] for name in ("right", "corrected", "wrong", "missed")] == [1, 1, 58, 1]
    assert sorted(corpus.stances["position"]) == ["oppose", "oppose", "support"]
