"""What a web page says of itself: JSON-LD, OpenGraph, meta elements."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from workbench.intake.around_the_title import find_day, find_head, list_bylines, separate_texts
from workbench.intake.article_dates import find_date
from workbench.intake.limits import parse_json
from workbench.intake.page_clutter import is_elsewhere, text_of
from workbench.lexicons import read_lexicon
from workbench.text.name_lists import names_organisation, read_names, split_list

BYLINES = "//*[@rel='author' or @itemprop='author' or contains(@data-testid,'byline')" + "".join(
    f" or contains(@class,'{name}')" for name in ("byline", "author-name", "article-author", "author__name")) + "]"
PUBLISHED = "//*[@itemprop='datePublished'] | //time[@pubdate]"
# between a headline and the site's name or section
PARTING = re.compile(r"\s+([|»·•—–-]|::)\s+")
SITE_MARKS = ("|", "»", "·", "•", "::")


def read_metadata(tree: Any, scripts: Iterable[str]) -> dict[str, Any]:
    """Columns of `articles` that the page's metadata fills: title, standfirst, published, authors, outlet …"""
    metas = _metas(tree)
    article: dict[str, Any] = next(_articles(scripts), {})
    outlet = _text(article.get("publisher")) or _meta(metas, "outlet")
    address = tree.xpath("string(//link[@rel='canonical']/@href)") or metas.get("og:url") or _text(article.get("url"))
    title = _title(tree, article, metas, outlet)
    head = find_head(tree, title)
    day, evidence = _published(tree, article, metas, head)
    return {
        "title": title,
        "outlet": outlet,
        "url": address if re.match(r"https?://", address or "") else None,
        "authors": _authors(tree, article, metas, outlet, head),
        "tags": _tags(article, metas),
        "standfirst": next((told for name in ("description", "alternativeHeadline")
                            if (told := _text(article.get(name)))), None) or _meta(metas, "standfirst"),
        **({"published": day, "published_evidence": evidence} if day else {}),
    }


def read_body(scripts: Iterable[str]) -> str:
    """The text of the article as the page's JSON-LD has it, or nothing."""
    return max((_text(article.get("articleBody")) or "" for article in _articles(scripts)), key=len, default="")


def is_live(scripts: Iterable[str]) -> bool:
    """Whether the page is a live blog: many short articles, one below the other."""
    return any("liveblogposting" in {str(kind).lower() for kind in _listed(article.get("@type"))}
               for article in _articles(scripts))


def _metas(tree: Any) -> dict[str, str]:
    """Contents of meta elements by name; of several of a name the first."""
    metas: dict[str, str] = {}
    for meta in tree.xpath("//meta[@content]"):
        name = meta.get("property") or meta.get("name") or meta.get("itemprop")
        if name and (content := meta.get("content").strip()):
            metas.setdefault(name.lower(), content)
    return metas


def _metas_of(metas: dict[str, str], column: str) -> Iterator[tuple[str, str]]:
    """Names and contents of the meta elements that fill a column, the likelier first."""
    return ((name, metas[name]) for name in read_lexicon("fields")["meta"][column] if name in metas)


def _meta(metas: dict[str, str], column: str) -> str | None:
    return next((content for _, content in _metas_of(metas, column)), None)


def _articles(scripts: Iterable[str]) -> Iterator[dict[str, Any]]:
    """The JSON-LD objects that describe an article, those that carry a date first."""
    found = []
    for script in scripts:
        try:
            found += list(_objects(parse_json(script.strip().rstrip(";"))))
        except ValueError:
            continue    # broken JSON-LD is common, and only one source of what is also written elsewhere
    types = set(read_lexicon("fields")["json_ld"]["articles"])
    kinds = [(item, {str(kind).lower() for kind in _listed(item.get("@type"))}) for item in found]
    articles = [(item, kind) for item, kind in kinds if kind & types]
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
    """A text on one line, or the name of what is described; of several the first."""
    value = next(iter(_listed(value)), None)
    if isinstance(value, dict):
        return _text(value.get("name"))
    return " ".join(value.split()) or None if isinstance(value, str) else None


def _title(tree: Any, article: dict[str, Any], metas: dict[str, str], outlet: str | None) -> str | None:
    """The page's own headline: the h1 that agrees with the metadata's title, else that, without the site."""
    named = [_text(article.get("headline")), *(text for _, text in _metas_of(metas, "title")),
             " ".join(tree.xpath("string(//head/title)").split())]
    stated = [bare for text in named if text and (bare := without_site(text, outlet))]
    headings = [text for h1 in tree.xpath("//h1") if (text := text_of(h1)) and text.lower() != (outlet or "").lower()]
    agreeing = next((heading for heading in headings if any(_likeness(heading, text) >= 0.5 for text in stated)), None)
    return agreeing or _part_on_page(tree, stated) or next(iter([*stated, *headings]), None)


def _part_on_page(tree: Any, stated: list[str]) -> str | None:
    """The part of a stated title, at its beginning or end, that stands on the page by itself."""
    for text in stated:
        parts = PARTING.split(text)
        ends = [text[len("".join(parts[:2])):].strip(" |»·•—–-:"), text[:len(text) - len(parts[-1])].strip(" |»·•—–-:")]
        for part in (part for part in ends if len(parts) > 1 and len(part.split()) >= 4):
            alone = tree.xpath("//body//*[not(*)][normalize-space(.)=$part]", part=part)
            if alone:
                return part
    return None


def without_site(title: str, outlet: str | None) -> str:
    """A title without the site's name and section at its end.

    >>> without_site("Strait stays closed - Norland says | World | Tide News", "Tide News")
    'Strait stays closed - Norland says'
    """
    parts = PARTING.split(" ".join(title.split()))  # the marks stand between them, at odd places
    site = re.sub(r"\W", "", (outlet or "").lower())
    end = next((place for place in range(len(parts) - 1, 0, -2) if _names_site(parts[place], site)), None)
    if end is None and not site and _is_aside(parts, len(parts) - 1, words=4):
        end = len(parts) - 1
    if end is not None:
        while _is_aside(parts, end - 2, words=2):
            end -= 2        # the section before the site's name
        parts = parts[:end - 1]
    if len(parts) > 1 and len(parts[0].split()) <= 4 and _names_site(parts[0], site):
        parts = parts[2:]
    return "".join(f" {part} " if place % 2 else part for place, part in enumerate(parts))


def _names_site(part: str, site: str) -> bool:
    folded = re.sub(r"\W", "", part.lower())
    return bool(site) and (folded in site or site in folded) and len(part.split()) <= 6


def _is_aside(parts: list[str], place: int, words: int) -> bool:
    """Whether the part of a title is short and stands behind a mark that parts sections."""
    return place > 0 and parts[place - 1] in SITE_MARKS and len(parts[place].split()) <= words


def _likeness(one: str, other: str) -> float:
    a, b = set(re.findall(r"\w+", one.lower())), set(re.findall(r"\w+", other.lower()))
    return len(a & b) / len(a | b) if a | b else 0.0


def _authors(tree: Any, article: dict[str, Any], metas: dict[str, str], outlet: str | None,
             head: list[Any]) -> list[str]:
    """Persons only: no site, no agency, no address."""
    signs: list[list[Any]] = [*_stated_authors(tree, article, metas), *_shown_authors(tree, head)]
    found = [persons for sign in signs if (persons := _persons(sign, outlet))]
    # some systems state one author of the several that the byline names
    return next((persons for persons in found if set(persons) > set(found[0])), found[0]) if found else []


def _stated_authors(tree: Any, article: dict[str, Any], metas: dict[str, str]) -> Iterator[list[str | None]]:
    """Who wrote it by JSON-LD, by meta elements, by microdata."""
    organisations = read_lexicon("fields")["json_ld"]["organisations"]
    yield [_text(author) for author in _listed(article.get("author"))
           if not (isinstance(author, dict) and str(author.get("@type", "")).lower() in organisations)]
    yield [name for _, name in _metas_of(metas, "authors")]
    items = [element for element in tree.xpath("//*[@itemprop='author']") if not is_elsewhere(element)]
    yield [text_of(name) for item in items for name in item.xpath(".//*[@itemprop='name']")]


def _shown_authors(tree: Any, head: list[Any]) -> Iterator[list[str]]:
    """What stands around the title, and elements anywhere that are called a byline."""
    yield from list_bylines(head)
    bylines = [separate_texts(element) for element in tree.xpath(BYLINES)[:6] if not is_elsewhere(element)]
    yield [text for texts in bylines for text in texts if len(text.split()) <= 16]


def _persons(texts: Iterable[str | None], outlet: str | None) -> list[str]:
    names = [name for text in texts if text and not text.startswith("http") and text.lower() != (outlet or "").lower()
             for name in read_names(text) or _single_name(text)]
    return list(dict.fromkeys(names))


def _single_name(text: str) -> list[str]:
    """A person known by one word or in another script, if nothing speaks against it."""
    text = re.sub(r"^by\s+", "", text, flags=re.I).strip()
    is_person = 1 <= len(text.split()) <= 4 and not names_organisation(text) and not re.search(r"[\d@/:]", text) \
        and not text.isascii() and text[:1].isalpha()
    return [text] if is_person else []


def _tags(article: dict[str, Any], metas: dict[str, str]) -> list[str]:
    stated = _listed(article.get("keywords")) or [_meta(metas, "tags")]
    tags = [tag for text in stated if isinstance(text, str) for tag in split_list(text, ",;")]
    return [tag for tag in dict.fromkeys(tags) if ":" not in tag and len(tag) <= 60][:30]


def _published(tree: Any, article: dict[str, Any], metas: dict[str, str],
               head: list[Any]) -> tuple[date | None, str | None]:
    """The first day of publication the page states, and where; a day of change only if it states no other."""
    stated = [("datePublished", _text(article.get("datePublished"))), *_metas_of(metas, "published")]
    stated += [("time", element.get(name)) for element in tree.xpath(PUBLISHED)[:3]
               for name in ("datetime", "content", "title")]
    stated += [("dateCreated", _text(article.get("dateCreated")))]
    told = next(((day, f"{name}: {text}") for name, text in stated if (day := find_date(text or ""))), None)
    return told or find_day(head) or (None, None)
