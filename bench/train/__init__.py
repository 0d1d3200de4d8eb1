"""Training of what docqa ships: ``python -m bench.train pairs``; then ``encoder``. Needs the real papers, torch, and hours on two cores."""
