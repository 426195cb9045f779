"""One text → rows. Each layer has its module; `layers` lists them and runs them in order over one parse."""

from typing import TYPE_CHECKING

from workbench.lazy_menu import lazy_menu

__all__ = ["LAYERS", "Analysis", "analyse"]

if TYPE_CHECKING:
    from workbench.extract.layers import LAYERS
    from workbench.extract.one_text import Analysis, analyse
else:
    __getattr__, __dir__ = lazy_menu(__name__, __file__, __all__)
