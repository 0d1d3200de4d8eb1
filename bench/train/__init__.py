"""Training of what docqa ships: ``python -m bench.train pairs``, ``encoder``, ``reranker``. Needs the real papers, torch, and hours on two cores."""
