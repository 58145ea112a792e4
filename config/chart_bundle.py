"""The script that draws charts: one module made of the libraries vl-convert carries, no CDN.

It is made in a process of its own: the JavaScript engine starts threads, and a server that forks
its workers afterwards would leave them without.
"""

import os
import subprocess
import sys
from importlib.metadata import version
from pathlib import Path

NAME = "js/vega.js"
SNIPPET = "export { vegaEmbed };"
ROOT = Path(__file__).resolve().parent.parent


def make_bundle_if_needed(folder: Path) -> bool:
    """Write `js/vega.js` below `folder` unless this version of vl-convert has; tell whether."""
    target = folder / NAME
    if target.exists() and _first_line(target) == first_line():
        return False
    target.parent.mkdir(parents=True, exist_ok=True)
    # Fixed arguments, nothing from outside.
    subprocess.run(  # noqa: S603
        [sys.executable, "-m", "config.chart_bundle", str(target)], cwd=ROOT, check=True
    )
    return True


def first_line() -> str:
    """Return the comment a bundle begins with: what it was made of."""
    return f"// vl-convert {version('vl-convert-python')}, {SNIPPET}"


def write_bundle(target: Path) -> None:
    """Write the bundle; half a file is never seen, even when two processes write at once."""
    # Costs a tenth of a second and is needed in this process alone.
    import vl_convert

    partial = target.with_name(f"{target.name}.{os.getpid()}")
    bundle = vl_convert.javascript_bundle(SNIPPET)
    partial.write_text(f"{first_line()}\n{bundle}\n", encoding="utf-8")
    partial.chmod(0o644)
    partial.replace(target)


def _first_line(path: Path) -> str:
    with path.open(encoding="utf-8") as lines:
        return lines.readline().rstrip("\n")


if __name__ == "__main__":
    write_bundle(Path(sys.argv[1]))
