"""Takes out of a page's tree what is not the article: boxes, captions, comments, menus, what is hidden."""

from __future__ import annotations

import re
from typing import Any

FURNITURE = "part of the page, not of the text"
PICTURE = "caption or credit of a picture"
BESIDE = "beside the article"
STANDFIRST = "standfirst"
# words of class, id, role or test names (split at hyphens and capitals) by what they mark
MARKS = {
    FURNITURE: """nav navbar navigation menu footer breadcrumb breadcrumbs cookie cookies consent gdpr banner toolbar
        share sharing sharebar socials advert advertisement adslot advertorial sponsored sponsor paywall modal popup
        overlay login toast skip pagination pager print masthead playlist
        kicker eyebrow""",
    "call to the reader": """newsletter newsletters subscribe subscription signup donate donation follow appeal
        membership whatsapp telegram app-promo""",
    "stories from elsewhere on the site": """related recirc recirculation recommended recommendation
        recommendations trending popular mostread taboola outbrain teaser teasers promo promos readmore alsoread
        readnext upnext more-on more-from further-reading most-read also-read read-more read-next editors-picks
        in-other-news onward carousel""",
    "comments of readers": "comments comment-list commentlist disqus respond comment-section comments-area",
    PICTURE: """caption captions figcaption credit credits photo-credit image-caption wp-caption-text mediacaption""",
    "about the author": """author-bio authorbio author-box authorbox about-author bio biography contributor-bio
        author-info author-description""",
    "tags": "tags taglist tag-list topics post-tags article-tags keywords",
    STANDFIRST: "standfirst dek deck subhead subheadline subtitle",
    "copyright notice": "copyright legal disclaimer syndication",
}
REASONS = {word: reason for reason, words in MARKS.items() for word in words.split()}
ELEMENTS = {"nav": FURNITURE, "footer": FURNITURE, "form": FURNITURE, "button": FURNITURE, "dialog": FURNITURE,
            "label": FURNITURE, "aside": BESIDE, "figcaption": PICTURE, "figure": PICTURE}
ROLES = {"navigation": FURNITURE, "complementary": BESIDE, "dialog": FURNITURE, "contentinfo": FURNITURE,
         "search": FURNITURE}
NAMED_BY = ("class", "id", "data-testid", "data-component", "aria-label")
# "has-comments", "no-sidebar" speak of the page, not of what the element is
STATES = {"has", "no", "with", "is"}
HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden|font-size\s*:\s*0(?!\.)|opacity\s*:\s*0(?![.\d])",
                    re.I)
# an element with so large a share of the page's paragraphs is the article itself, whatever its class says
ARTICLE_SHARE = 0.4


def clear_furniture(tree: Any) -> dict[str, str]:
    """Takes out of `tree` what is not the article; returns the reason by the text of each thing taken out."""
    paragraphs = _running_text(tree) or 1
    reasons: dict[str, str] = {}
    waiting = [tree]
    while waiting:
        element = waiting.pop()
        reason = None
        if isinstance(element.tag, str) and element.tag not in ("html", "body", "main", "article", "head"):
            reason = _find_reason(element)
        if reason == STANDFIRST:    # part of the article, but not of its text
            reasons.setdefault(" ".join("".join(element.itertext()).split()), reason)
            continue
        if reason is None or (_running_text(element) > ARTICLE_SHARE * paragraphs and not _is_hidden(element)):
            waiting += reversed(element)
            continue
        texts = list(element.itertext())
        for text in (*texts, "".join(texts)):
            reasons.setdefault(" ".join(text.split()), reason)
        # emptied, not removed: its tail is the article's, and may hold characters lxml reads but does not write.
        # Nothing within it has been looked at: lxml takes quadratic time to part with elements Python knows
        element.clear(keep_tail=True)
    return reasons


def _running_text(element: Any) -> int:
    """Characters in the paragraphs of an element."""
    return int(element.xpath("string-length(string(.))")) if element.tag == "p" else sum(
        int(paragraph.xpath("string-length(string(.))")) for paragraph in element.iter("p"))


def _find_reason(element: Any) -> str | None:
    if _is_hidden(element):
        return "hidden on the page"
    if element.tag in ELEMENTS:
        return ELEMENTS[element.tag]
    if role := ROLES.get((element.get("role") or "").lower()):
        return role
    names = " ".join(element.get(name) or "" for name in NAMED_BY)[:400]
    return _reason_of_names(names) if names.strip() else None


def _reason_of_names(names: str) -> str | None:
    for name in names.split():
        parts = [part for part in re.split(r"[-_:]+|(?<=[a-z])(?=[A-Z])", name) if part]
        lowered = [part.lower() for part in parts]
        if STATES & set(lowered):
            continue
        for first in range(len(lowered)):
            for last in (first + 2, first + 1):
                word = "-".join(lowered[first:last])
                if word in REASONS:
                    return REASONS[word]
    return None


def _is_hidden(element: Any) -> bool:
    return (element.get("hidden") is not None or (element.get("aria-hidden") or "").lower() == "true"
            or bool(HIDDEN.search(element.get("style") or "")))
