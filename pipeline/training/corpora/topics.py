"""Articles with their IPTC Media Topics."""

from __future__ import annotations

import json
from pathlib import Path


def read_article_topics(path: Path) -> dict[str, list[str]]:
    """Read the topics of articles.

    Args:
        path: a JSONL file of ``{"doc": file name, "top": [labels], "second": [codes]}``.

    Returns:
        The labels of the top level and the codes of the second, by the document's file name without its ending.
    """
    topics: dict[str, list[str]] = {}
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            if line.strip():
                record = json.loads(line)
                topics[Path(record["doc"]).stem] = [*record["top"], *record.get("second", ())]
    return topics
