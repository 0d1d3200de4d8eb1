"""``python -m docqa``."""

import sys

from docqa.cli import main

if __name__ == "__main__":
    sys.exit(main())
