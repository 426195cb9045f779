"""Beyond one machine: any number of articles over a Dask cluster into Parquet by month, and back as a Corpus."""

from typing import TYPE_CHECKING

from workbench.lazy_menu import lazy_menu

__all__ = ["analyse_corpus", "is_lake", "open_lake"]

if TYPE_CHECKING:
    from workbench.lake.lake_files import is_lake
    from workbench.lake.lake_tables import open_lake
    from workbench.lake.run import analyse_corpus
else:
    __getattr__, __dir__ = lazy_menu(__name__, __file__, __all__)
