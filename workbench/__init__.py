"""A workbench for analysts of the news: files → articles → rows → comparisons → eyes.

>>> import workbench as wb
>>> corpus = wb.load("seeds")                                   # doctest: +SKIP
>>> corpus.quotes[["speakers", "cue", "content"]].head()        # doctest: +SKIP

Every name is imported when it is first used, so `import workbench` costs next to nothing.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from workbench.corpus import Corpus, load, open
    from workbench.extract import Analysis, analyse
    from workbench.extract.cast import Registry
    from workbench.extract.relations import relate
    from workbench.lake import analyse_corpus

__version__ = "0.1.0"

_HOME = {
    "Corpus": "workbench.corpus",
    "load": "workbench.corpus",
    "open": "workbench.corpus",
    "Analysis": "workbench.extract",
    "analyse": "workbench.extract",
    "Registry": "workbench.extract.cast",
    "relate": "workbench.extract.relations",
    "analyse_corpus": "workbench.lake",
}

__all__ = ["Analysis", "Corpus", "Registry", "analyse", "analyse_corpus", "load", "open", "relate"]


def __getattr__(name: str) -> Any:
    if name in _HOME:
        return getattr(import_module(_HOME[name]), name)
    raise AttributeError(f"workbench has no {name!r}; it has {', '.join(__all__)}")


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
