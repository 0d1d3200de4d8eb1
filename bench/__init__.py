"""What quality and speed are, measured: ``python -m bench --help``."""
