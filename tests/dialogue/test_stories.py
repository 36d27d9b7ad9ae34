"""Whole conversations as Rasa's test stories (tests/dialogue/stories): every topic, form, digression and failure.

Each is talked through with the real actions. Rasa's own evaluation (that of `rasa test core`, which takes the actions'
word for what they do) must predict the same actions, and Rasa must find nothing to object to in the data.
"""

from __future__ import annotations

from collections import Counter

import pytest
from rasa.core.test import StoryEvaluation, WronglyPredictedAction
from rasa.shared.core.events import Event
from rasa.shared.core.training_data.story_writer.yaml_story_writer import YAMLStoryWriter
from rasa.shared.importers.importer import TrainingDataImporter
from rasa.validator import Validator

from tests.actions.fake_door2 import FakeDoor2
from tests.dialogue.dialogue_bot import Conversation
from tests.dialogue.stories import Story, differences, read_stories
from tests.dialogue.test_every_subject import INTENTS, ROOT, TOPICS

STORIES = read_stories()
FORMS = ("payment_due_form", "password_reset_form", "unlock_form")
ENDINGS = {"filled", "refused", "gave_up", "left", "knows_none"}


@pytest.mark.parametrize("story", STORIES, ids=lambda story: story.name)
def test_the_bot_takes_every_turn_as_the_story_says(story: Story, talker: Conversation, door: FakeDoor2) -> None:
    found = differences(story, talker, door)

    assert not found, "\n".join([story.name, *found])


def test_rasas_own_evaluation_predicts_the_same_actions(story_evaluation: StoryEvaluation) -> None:
    failed = [tracker for tracker in story_evaluation.failed_stories if any(map(_is_wrong, tracker.events))]

    assert len(story_evaluation.successful_stories) + len(story_evaluation.failed_stories) == len(STORIES)
    assert not failed, "\n".join(YAMLStoryWriter().dumps(tracker.as_story().story_steps) for tracker in failed)


def _is_wrong(event: Event) -> bool:
    return isinstance(event, WronglyPredictedAction)


def test_every_topic_has_a_story() -> None:
    begun_with = {story.turns[0].intent for story in STORIES}

    assert {topic.replace("/", "_", 1) for topic in TOPICS} <= begun_with


def test_every_form_has_ten_stories_and_every_way_to_end() -> None:
    opened = Counter(form for story in STORIES for form in FORMS if any(f"form: {form}" in t.done for t in story.turns))
    endings = {turn.slots.get("form_outcome") for story in STORIES for turn in story.turns}

    assert min(opened[form] for form in FORMS) >= 10
    assert endings >= ENDINGS


def test_every_intent_of_the_domain_occurs() -> None:
    assert set(INTENTS) <= {turn.intent for story in STORIES for turn in story.turns}


def test_rasa_data_validate_is_clean() -> None:
    """What `rasa data validate --fail-on-warnings` checks."""
    importer = TrainingDataImporter.load_from_dict(
        config={}, domain_path=str(ROOT / "domain"), training_data_paths=[str(ROOT / "data")]
    )
    validator = Validator.from_importer(importer)

    assert validator.verify_domain_validity()
    assert validator.verify_actions_in_stories_rules()
    assert validator.verify_forms_in_stories_rules()
    assert validator.verify_form_slots()
    assert validator.verify_slot_mappings()
    assert validator.verify_nlu(ignore_warnings=False)
    assert validator.verify_story_structure(ignore_warnings=False)
