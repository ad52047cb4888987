"""The scale of confidence: it begins at a guess, rises to sure, and a kept value is called what it was."""

from __future__ import annotations

import pytest

from engine.play.confidence import SURE, confidence_scale, confidence_word


@pytest.mark.parametrize("answers", range(2, 7))
def test_the_scale_rises_from_the_chance_of_a_guess_to_certainty_and_calls_each_step_by_its_name(answers: int) -> None:
    scale = confidence_scale(answers)
    percents = [step.percent for step in scale]
    assert percents[0] == round(100 / answers)
    assert percents[-1] == 100
    assert percents == sorted(set(percents))
    assert [confidence_word(step.percent, answers) for step in scale] == [step.word for step in scale]
    assert [step.word for step in scale if step.percent >= SURE] == ["nearly sure", "sure"]


@pytest.mark.parametrize("percent", range(101))
def test_whatever_was_kept_has_a_word_that_never_falls_while_it_rises(percent: int) -> None:
    words = [step.word for step in confidence_scale(3)]
    assert words.index(confidence_word(percent, 3)) >= words.index(confidence_word(max(0, percent - 1), 3))
    assert (confidence_word(percent, 3) in words[3:]) == (percent >= SURE)
