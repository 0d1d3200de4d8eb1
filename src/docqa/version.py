"""The version, in one place: pyproject.toml, --version and the index manifest read it here."""

VERSION = "0.1.0"
