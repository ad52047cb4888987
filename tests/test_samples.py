"""The samples in docs/samples are what the exporters make today."""

from __future__ import annotations

from tests.samples import SAMPLES, contents, samples

HOW = "run `python -m tests.samples`, and look at what has changed"


def test_the_samples_are_up_to_date() -> None:
    made = list(samples())
    expected = {artifact.name: artifact.content for artifact in made} | {"README.md": contents(made).encode()}
    found = {path.name: path.read_bytes() for path in SAMPLES.iterdir()}
    assert sorted(found) == sorted(expected), HOW
    # One at a time, so that the difference is shown and not all files.
    for name, content in expected.items():
        assert found[name].decode() == content.decode(), HOW


def test_the_samples_are_small_enough_to_be_read() -> None:
    assert all(path.stat().st_size < 120_000 for path in SAMPLES.iterdir())
    assert sum(path.stat().st_size for path in SAMPLES.iterdir()) < 600_000
