"""A workbench for analysts of the news: files → articles → rows → comparisons → eyes.

>>> import workbench as wb
>>> corpus = wb.load("seeds")                                   # doctest: +SKIP
>>> corpus.quotes[["speakers", "cue", "content"]].head()        # doctest: +SKIP

Every name is imported when it is first used, so `import workbench` costs next to nothing.
"""

from typing import TYPE_CHECKING

from workbench.lazy_menu import lazy_menu

__version__ = "0.1.0"
__all__ = ["Analysis", "Corpus", "Registry", "analyse", "analyse_corpus", "load", "open", "relate"]

if TYPE_CHECKING:
    from workbench.corpus import Corpus
    from workbench.extract.cast import Registry
    from workbench.extract.one_text import Analysis, analyse
    from workbench.extract.relations import relate
    from workbench.lake.run import analyse_corpus
    from workbench.load_and_open import load, open
else:
    __getattr__, __dir__ = lazy_menu(__name__, __file__, __all__)
