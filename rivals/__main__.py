"""``python -m rivals``."""

import sys

from rivals.cli import main

if __name__ == "__main__":
    sys.exit(main())
