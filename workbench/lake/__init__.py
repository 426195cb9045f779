"""Beyond one machine: any number of articles over a Dask cluster into Parquet by month, and back as a Corpus."""

from workbench.lake.lake_corpus import LakeCorpus, open_lake
from workbench.lake.lake_files import is_lake
from workbench.lake.run import analyse_corpus

__all__ = ["LakeCorpus", "analyse_corpus", "is_lake", "open_lake"]
