"""The script that draws charts is made once for each version of what it is made of."""

from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command

from config import chart_bundle
from config.chart_bundle import NAME, first_line, make_bundle_if_needed
from config.management.commands import collectstatic


def test_the_bundle_is_a_module_made_once(tmp_path: Path) -> None:
    assert make_bundle_if_needed(tmp_path)
    bundle = (tmp_path / NAME).read_text(encoding="utf-8")
    assert bundle.startswith(first_line() + "\n")
    assert "as vegaEmbed}" in bundle
    assert not make_bundle_if_needed(tmp_path)
    assert [path.name for path in (tmp_path / "js").iterdir()] == ["vega.js"]


def test_another_version_makes_it_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = tmp_path / NAME
    target.parent.mkdir()
    target.write_text("// vl-convert 0.1, export { vegaEmbed };\n", encoding="utf-8")
    ran = []
    monkeypatch.setattr(chart_bundle.subprocess, "run", lambda *args, **options: ran.append(args))
    assert make_bundle_if_needed(tmp_path)
    assert len(ran) == 1


@pytest.mark.parametrize(("dry_run", "times"), [(False, 1), (True, 0)])
def test_collecting_static_files_makes_it_first(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    settings: Any,
    dry_run: bool,
    times: int,
) -> None:
    settings.STATIC_ROOT = tmp_path
    made: list[Path] = []
    monkeypatch.setattr(collectstatic, "make_bundle_if_needed", made.append)
    call_command("collectstatic", interactive=False, dry_run=dry_run, verbosity=0, link=True)
    assert made == [settings.BUILT_DIR] * times
