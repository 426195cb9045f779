"""A folder of 1,000 generated articles as a user meets it: `workbench run` after they were analysed, in seconds.

    python tests/benchmarks/thousand.py
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
ARTICLES = 1000


def measure(corpora: Path | None = None) -> list[dict]:
    """The rows for RESULTS.md."""
    from generate import generate_articles

    with tempfile.TemporaryDirectory() as folder:
        files = Path(folder, "articles")
        files.mkdir()
        for number, record in enumerate(generate_articles(ARTICLES, seed=3).to_dict("records")):
            name = f"{str(record['outlet']).replace(' ', '')}_{record['published']:%Y-%m-%d}_{number}.txt"
            (files / name).write_text(f"{record['title']}\n\n{record['text']}\n", encoding="utf-8")
        environment = {**os.environ, "WORKBENCH_CACHE": str(Path(folder, "cache"))}

        def run() -> float:
            began = time.perf_counter()
            subprocess.run([sys.executable, "-m", "workbench.run.cli", "run", "--corpus", str(files), "--out",
                            str(Path(folder, "report"))], cwd=ROOT, env=environment, check=True, capture_output=True)
            return time.perf_counter() - began

        first, again = run(), run()
    return [{"layer": "all layers", "measure": "workbench run on articles analysed before, seconds",
             "corpus": f"{ARTICLES:,} generated articles", "value": f"{again:.0f}", "aim": "≤ 60",
             "beside": f"with their first analysis {first:.0f}"}]


if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).parent))
    sys.stdout.write(f"{measure()}\n")
