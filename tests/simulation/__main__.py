"""``python -m tests.simulation [SEEDS [FIRST]] [-v] [--faults]``: figures per shop and in total."""

import sys

from tests.simulation.crawl import Crawler
from tests.simulation.judge import judge
from tests.simulation.shop import make_shop


def main() -> None:
    """Print what was announced, false, visible and missed."""
    numbers = [int(word) for word in sys.argv[1:] if word.isdigit()]
    seeds, first = (*numbers, *(40, 1)[len(numbers) :])
    total = [0, 0, 0, 0]
    for seed in range(first, first + seeds):
        crawler = Crawler(make_shop(seed, faults="--faults" in sys.argv))
        crawler.run()
        verdict = judge(crawler)
        figures = [verdict.announced, len(verdict.false), verdict.visible, len(verdict.missed)]
        total = [a + b for a, b in zip(total, figures, strict=True)]
        print(f"seed {seed}: announced {figures[0]}, false {figures[1]}; visible {figures[2]}, missed {figures[3]}")
        if "-v" in sys.argv:
            for line in verdict.false[:12]:
                print("   false:", line)
            for line in verdict.missed[:12]:
                print("   missed:", line)
    print(f"all: announced {total[0]}, false {total[1]}; visible {total[2]}, missed {total[3]}")


if __name__ == "__main__":
    main()
