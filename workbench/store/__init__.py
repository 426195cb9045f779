"""What is kept on disk: the cache, Parquet, files written whole or not at all."""
