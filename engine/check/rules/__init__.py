"""The rules, one module each. This is their catalogue: what is not listed here does not run."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Protocol

from engine.check.rules import (
    absolutes,
    always_holds,
    ambiguous_value,
    anchor,
    bad_condition,
    bare_suppression,
    best_usually_first,
    bot_passes,
    claim_refuted,
    control_character,
    counter_range,
    critical_not_worst,
    cut_prose,
    cycle,
    dead_end,
    deceptive_text,
    draft_report,
    duplicate_id,
    duplicate_key,
    empty_claim,
    english_only,
    fact_never_read,
    fact_never_set,
    format_version,
    identifying_detail,
    key_without_value,
    local_words,
    longest_is_best,
    marks_alike,
    minutes,
    missing_content_note,
    missing_key,
    mixed_types,
    near_identical_choices,
    no_discussion,
    no_next,
    no_perfect_line,
    no_why,
    not_utf8,
    nothing_to_check,
    option_count,
    outside_domain,
    reading_grade,
    reported_choice,
    reported_line,
    right_play_punished,
    routes_false,
    safe_only_by_luck,
    set_without_effect,
    several_documents,
    shape,
    syntax,
    tag,
    template_marks,
    too_deep,
    too_large,
    trap,
    truism,
    undetermined,
    unknown_beat,
    unknown_choice,
    unknown_code,
    unknown_content_note,
    unknown_fact,
    unknown_factor,
    unknown_key,
    unknown_lesson,
    unknown_paragraph,
    unknown_report,
    unknown_scene,
    unknown_seat,
    unknown_source,
    unmarked_lesson,
    unmarked_origin,
    unquoted_prose,
    unreachable_choice,
    unreachable_inject,
    unreachable_paragraph,
    unreachable_route,
    unreachable_scene,
    unread_file,
    unread_settings,
    unread_text,
    unreviewed_publishable,
    unreviewed_release,
    untested_objective,
    unusable_file,
    unused_suppression,
    version_not_raised,
    withdrawn_report,
    wrong_type,
)
from engine.check.subject import Rule
from engine.pack.diagnostics import Finding


class RuleModule(Protocol):
    """What a rule module offers."""

    __doc__: str | None
    RULE: Rule

    def check(self, subject: Any) -> Iterator[Finding]:  # each rule has its own: `RULE.needs`
        """The findings of the rule in one file; `subject` is what the rule needs, or more."""


RULES: tuple[RuleModule, ...] = (
    not_utf8,  # HW001
    syntax,  # HW002
    duplicate_key,  # HW003
    anchor,  # HW004
    tag,  # HW005
    several_documents,  # HW006
    control_character,  # HW007
    too_large,  # HW008
    too_deep,  # HW009
    ambiguous_value,  # HW010
    unquoted_prose,  # HW011
    key_without_value,  # HW012
    cut_prose,  # HW013
    unknown_key,  # HW014
    wrong_type,  # HW015
    missing_key,  # HW016
    format_version,  # HW017
    shape,  # HW018
    unused_suppression,  # HW019
    bare_suppression,  # HW020
    unusable_file,  # HW021
    unread_file,  # HW022
    unknown_code,  # HW023
    nothing_to_check,  # HW024
    deceptive_text,  # HW025
    local_words,  # HW026
    unread_settings,  # HW027
    unknown_scene,  # HW101
    unknown_lesson,  # HW102
    unknown_fact,  # HW103
    unknown_seat,  # HW104
    unknown_report,  # HW105
    unknown_beat,  # HW106
    unknown_factor,  # HW107
    unknown_content_note,  # HW108
    duplicate_id,  # HW109
    bad_condition,  # HW110
    mixed_types,  # HW111
    outside_domain,  # HW112
    unmarked_lesson,  # HW113
    reported_choice,  # HW114
    unknown_choice,  # HW115
    unknown_source,  # HW116
    no_next,  # HW117
    unknown_paragraph,  # HW118
    unreachable_scene,  # HW201
    unreachable_choice,  # HW202
    dead_end,  # HW203
    routes_false,  # HW204
    cycle,  # HW205
    counter_range,  # HW206
    unreachable_route,  # HW207
    unreachable_paragraph,  # HW208
    unreachable_inject,  # HW209
    fact_never_read,  # HW210
    fact_never_set,  # HW211
    undetermined,  # HW212
    always_holds,  # HW213
    set_without_effect,  # HW214
    unread_text,  # HW215
    no_perfect_line,  # HW301
    right_play_punished,  # HW302
    safe_only_by_luck,  # HW303
    trap,  # HW304
    critical_not_worst,  # HW305
    marks_alike,  # HW306
    untested_objective,  # HW307
    reported_line,  # HW308
    unmarked_origin,  # HW309
    claim_refuted,  # HW310
    bot_passes,  # HW311
    empty_claim,  # HW312
    version_not_raised,  # HW314
    truism,  # HW315
    longest_is_best,  # HW401
    best_usually_first,  # HW402
    near_identical_choices,  # HW403
    absolutes,  # HW404
    option_count,  # HW405
    no_why,  # HW406
    reading_grade,  # HW407
    no_discussion,  # HW408
    minutes,  # HW409
    template_marks,  # HW410
    identifying_detail,  # HW501
    unreviewed_publishable,  # HW502
    missing_content_note,  # HW503
    draft_report,  # HW504
    withdrawn_report,  # HW505
    unreviewed_release,  # HW506
    english_only,  # HW507
)
"""In the order of their codes."""
