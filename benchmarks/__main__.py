"""`make bench`: every figure of speed and search, one after the other."""

import subprocess
import sys

PARTS = ("search_quality", "quick_add", "engine_speed", "pages")


def main() -> None:
    """Run each part in a process of its own, so that none warms up another."""
    for part in PARTS:
        print(f"\n== {part}", flush=True)
        subprocess.run([sys.executable, "-m", f"benchmarks.{part}"], check=True)  # noqa: S603


if __name__ == "__main__":
    main()
