"""What a web page says of itself: JSON-LD, OpenGraph, meta elements."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from workbench.intake.header import NOT_PERSONS, find_date, read_names

ARTICLE_TYPES = {
    "article", "newsarticle", "reportagenewsarticle", "analysisnewsarticle", "opinionnewsarticle",
    "blogposting", "liveblogposting", "report", "backgroundnewsarticle", "reviewnewsarticle", "webpage",
}
DATE_NAMES = (
    "article:published_time", "og:article:published_time", "og:published_time", "article.published",
    "datepublished", "date", "pubdate", "publishdate", "publish-date", "publish_date", "publication_date",
    "published_time", "dc.date", "dc.date.issued", "dcterms.created", "dcterms.date", "dcterms.issued",
    "sailthru.date", "parsely-pub-date", "cxenseparse:recs:publishtime", "article_date_original",
    "originalpublicationdate", "date.created", "cre_date", "displaydate", "iso-8601-publish-date",
    "rnews:datepublished", "citation_publication_date", "last-publish-date",
)
AUTHOR_NAMES = (
    "author", "article:author", "dc.creator", "dcterms.creator", "parsely-author", "sailthru.author", "byl",
    "byline", "citation_author", "og:article:author", "cxenseparse:author",
)
BYLINES = ("//*[@rel='author' or @itemprop='author' or contains(@class,'byline') or contains(@class,'author-name') or "
           "contains(@class,'article-author') or contains(@class,'author__name') or contains(@data-testid,'byline')]")
ORGANISATIONS = ("organization", "newsmediaorganization", "corporation")
# between a headline and the site's name or section
PARTING = re.compile(r"\s+(?:[|»·•—–-]|::)\s+")


def read_metadata(tree: Any, scripts: Iterable[str]) -> dict[str, Any]:
    """Columns of `articles` that the page's metadata fills: title, standfirst, published, authors, outlet …"""
    metas = dict(_metas(tree))
    article: dict[str, Any] = next(_articles(scripts), {})
    outlet = _name(article.get("publisher")) or metas.get("og:site_name") or metas.get("application-name")
    address = tree.xpath("string(//link[@rel='canonical']/@href)") or metas.get("og:url") or _text(article.get("url"))
    found = {
        "title": _title(tree, article, metas, outlet),
        "outlet": outlet,
        "url": address if re.match(r"https?://", address or "") else None,
        "authors": _authors(tree, article, metas, outlet),
        "tags": _tags(article, metas),
        "standfirst": _text(article.get("description")) or metas.get("og:description") or metas.get("description"),
    }
    day, evidence = _published(tree, article, metas)
    if day is not None:
        found.update(published=day, published_evidence=evidence)
    return found


def read_body(scripts: Iterable[str]) -> str:
    """The text of the article as the page's JSON-LD has it, or nothing."""
    return max((_text(article.get("articleBody")) or "" for article in _articles(scripts)), key=len, default="")


def _metas(tree: Any) -> Iterator[tuple[str, str]]:
    """Names and contents of meta elements, the last one of a name first, so that the first one wins."""
    for meta in reversed(tree.xpath("//meta[@content]")):
        name = meta.get("property") or meta.get("name") or meta.get("itemprop") or ""
        if name and meta.get("content").strip():
            yield name.lower(), meta.get("content").strip()


def _articles(scripts: Iterable[str]) -> Iterator[dict[str, Any]]:
    """The JSON-LD objects that describe an article, those that carry a date first."""
    found = []
    for script in scripts:
        try:
            found += list(_objects(json.loads(script.strip().rstrip(";"), strict=False)))
        except (ValueError, RecursionError):
            continue    # broken JSON-LD is common, and only one source of what is also written elsewhere
    kinds = [(item, {str(kind).lower() for kind in _listed(item.get("@type"))}) for item in found]
    articles = [(item, kind) for item, kind in kinds if kind & ARTICLE_TYPES]
    articles.sort(key=lambda pair: (pair[1] <= {"webpage"}, "datePublished" not in pair[0]))
    yield from (item for item, _ in articles)


def _objects(value: Any) -> Iterator[dict[str, Any]]:
    for item in _listed(value):
        if isinstance(item, dict):
            yield item
            yield from _objects(item.get("@graph"))
            yield from _objects(item.get("mainEntity"))


def _listed(value: Any) -> list:
    return value if isinstance(value, list) else [] if value is None else [value]


def _text(value: Any) -> str | None:
    value = next(iter(_listed(value)), None)
    return " ".join(value.split()) if isinstance(value, str) and value.strip() else None


def _name(value: Any) -> str | None:
    value = next(iter(_listed(value)), None)
    return _text(value.get("name")) if isinstance(value, dict) else _text(value)


def _title(tree: Any, article: dict[str, Any], metas: dict[str, str], outlet: str | None) -> str | None:
    """The page's own headline: the h1 that agrees with the metadata's title, else that, without the site."""
    named = [_text(article.get("headline")), metas.get("og:title"), metas.get("twitter:title"),
              " ".join(tree.xpath("string(//head/title)").split())]
    stated = [without_site(text, outlet) for text in named if text]
    headings = [" ".join(" ".join(h1.itertext()).split()) for h1 in tree.xpath("//h1")]
    headings = [text for text in headings if text and text.lower() != (outlet or "").lower()]
    for heading in headings:
        if any(_likeness(heading, text) >= 0.5 for text in stated):
            return heading
    if len(headings) == 1 and len(headings[0].split()) >= 3 and not stated:
        return headings[0]
    return next(iter(stated), None) or next(iter(headings), None)


def without_site(title: str, outlet: str | None) -> str:
    """A title without the site's name and section at its end.

    >>> without_site("Strait stays closed - Norland says | World | Tide News", "Tide News")
    'Strait stays closed - Norland says'
    """
    title = " ".join(title.split())
    parts = PARTING.split(title)
    marks = PARTING.findall(title)
    site = re.sub(r"\W", "", (outlet or "").lower())

    def is_site(part: str) -> bool:
        folded = re.sub(r"\W", "", part.lower())
        return bool(site) and (folded in site or site in folded) and len(part.split()) <= 6

    ends = next((number for number in range(len(parts) - 1, 0, -1) if is_site(parts[number])), None)
    if ends is not None:
        while ends > 1 and len(parts[ends - 1].split()) <= 2 and marks[ends - 1].strip() in "|»·•::":
            ends -= 1       # the section before the site's name
        parts = parts[:ends]
    elif site == "" and len(parts) > 1 and marks[-1].strip() in "|»·•" and len(parts[-1].split()) <= 4:
        parts = parts[:-1]
        while len(parts) > 1 and marks[len(parts) - 1].strip() in "|»·•" and len(parts[-1].split()) <= 2:
            parts = parts[:-1]
    if len(parts) > 1 and is_site(parts[0]) and len(parts[0].split()) <= 4:
        parts, marks = parts[1:], marks[1:]
    return "".join(part + (marks[number] if number + 1 < len(parts) else "") for number, part in enumerate(parts))


def _likeness(one: str, other: str) -> float:
    a, b = set(re.findall(r"\w+", one.lower())), set(re.findall(r"\w+", other.lower()))
    return len(a & b) / len(a | b) if a | b else 0.0


def _authors(tree: Any, article: dict[str, Any], metas: dict[str, str], outlet: str | None) -> list[str]:
    """Persons only: no site, no agency, no address."""
    named = [_name(author) for author in _listed(article.get("author")) if not _is_organisation(author)]
    named += [metas.get(name) for name in AUTHOR_NAMES]
    bylines = [" ".join(" ".join(element.itertext()).split()) for element in tree.xpath(BYLINES)[:6]]
    for source in ([name for name in named if name], [text for text in bylines if len(text.split()) <= 16]):
        authors = []
        for text in source:
            if not text.startswith("http") and text.lower() != (outlet or "").lower():
                authors += read_names(text) or _single_name(text, outlet)
        if authors:
            return list(dict.fromkeys(authors))
    return []


def _single_name(text: str, outlet: str | None) -> list[str]:
    """A person known by one word ("Madonna") or in another script, if nothing speaks against it."""
    text = re.sub(r"^by\s+", "", text, flags=re.I).strip()
    is_person = 1 <= len(text.split()) <= 4 and not NOT_PERSONS.search(text) and not re.search(r"[\d@/:]", text) \
        and not text.isascii() and text[:1].isalpha()
    return [text] if is_person else []


def _is_organisation(author: Any) -> bool:
    return isinstance(author, dict) and str(author.get("@type", "")).lower() in ORGANISATIONS


def _tags(article: dict[str, Any], metas: dict[str, str]) -> list[str]:
    stated = _listed(article.get("keywords")) or [metas.get("news_keywords") or metas.get("keywords") or ""]
    tags = [tag.strip() for text in stated if isinstance(text, str) for tag in re.split(r"[,;]", text)]
    return [tag for tag in dict.fromkeys(tags) if tag and ":" not in tag and len(tag) <= 60][:30]


def _published(tree: Any, article: dict[str, Any], metas: dict[str, str]) -> tuple[date | None, str | None]:
    """The first day of publication the page states, and where; a day of change only if it states no other."""
    stated = [("datePublished", _text(article.get("datePublished"))), *((name, metas.get(name)) for name in DATE_NAMES)]
    stated += [("time", element.get("datetime") or element.get("content")) for element in tree.xpath(
        "//*[@itemprop='datePublished'] | //time[@pubdate]")[:3]]
    stated += [("dateCreated", _text(article.get("dateCreated")))]
    for name, text in stated:
        day = find_date(text or "")
        if day is not None:
            return day, f"{name}: {text}"
    return None, None
