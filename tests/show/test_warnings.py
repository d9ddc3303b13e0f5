"""A warning on the command line is one line that a user can read."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from typer.testing import CliRunner

from detente.code.voting import encoder
from detente.show.cli import app


def test_a_missing_model_is_one_line_and_rules_alone_go_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    spoilt = Path(shutil.copytree(encoder.FOLDER, tmp_path / "trained"))
    (spoilt / "encoder.onnx").unlink()
    monkeypatch.setattr(encoder, "FOLDER", spoilt)
    article = tmp_path / "a.txt"
    article.write_text("LIMA, 3 May 2024 (Wire) — Peru rejected an offer of Chile.\n", encoding="utf-8")
    encoder.load_encoder.cache_clear()
    try:
        result = CliRunner().invoke(app, ["read", str(article)])
    finally:
        encoder.load_encoder.cache_clear()
    assert result.exit_code == 0
    assert '"type": "REJECT"' in result.output
    (line,) = [one for one in result.stderr.splitlines() if one.startswith("warning:")]
    assert "encoder.onnx is missing" in line
    assert "rules alone" in line
    assert ".py" not in line
