"""Grammar questions, asked of real parses."""

from __future__ import annotations

import pytest

from kg.facts import syntax
from kg.model import Document


@pytest.fixture
def verb(parser):
    """text, word → the token of that word."""

    def find(text, word):
        doc = parser.parse(Document("d", "d", "d", text)).doc
        return next(t for t in doc if t.text == word)

    return find


SENTENCE = (
    "The Minister thanked Ms. Smith for her support, welcomed the new treaty and underscored that peace is needed."
)


@pytest.mark.parametrize(
    ("text", "word", "subject"),
    [
        (SENTENCE, "thanked", "Minister"),
        (SENTENCE, "underscored", "Minister"),
        ("Secretary Smith met Mr. Jones in Rome, reaffirming the alliance.", "reaffirming", "Smith"),
        ("The Minister, who condemned the coup, left.", "condemned", "Minister"),
        ("The Minister went on to thank the police.", "thank", "Minister"),
        ("The sides asked Iran to stop the tests.", "stop", "Iran"),
    ],
)
def test_subject(verb, text, word, subject):
    assert syntax.subject(verb(text, word)).text == subject


@pytest.mark.parametrize(
    ("text", "word", "doer"),
    [
        ("Iran was urged by both sides to stop.", "urged", "sides"),
        ("The treaty signed by the ministers is old.", "signed", "ministers"),
        ("It was stressed that the talks must go on.", "stressed", None),
        ("The ministers signed a treaty.", "signed", "ministers"),
    ],
)
def test_doer(verb, text, word, doer):
    found = syntax.doer(verb(text, word))
    assert (found.text if found else None) == doer


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("The sides did not discuss trade or agree to anything.", "discuss"),
        ("The sides did not discuss trade or agree to anything.", "agree"),
        ("Neither side commented on the arrest.", "commented"),
        ("No minister spoke.", "spoke"),
        ("They left without saying a word.", "saying"),
        ("He made no offer.", "made"),
    ],
)
def test_negated(verb, text, word):
    assert syntax.is_negated(verb(text, word))


def test_a_denied_first_verb_does_not_deny_what_follows_but(verb):
    assert not syntax.is_negated(verb("They did not meet but signed a treaty.", "signed"))


@pytest.mark.parametrize(
    ("text", "word", "modality"),
    [
        ("They will meet.", "meet", "future"),
        ("They would meet.", "meet", "open"),
        ("They must meet.", "meet", "duty"),
        ("They will meet and sign a treaty.", "sign", "future"),
        ("They met.", "met", "real"),
    ],
)
def test_modality(verb, text, word, modality):
    assert syntax.modality(verb(text, word)) == modality


def test_condition(verb):
    assert syntax.in_condition(verb("If Kenya ratifies it, the treaty is law.", "ratifies"))


@pytest.mark.parametrize(("word", "taken"), [("welcomed", "the new treaty"), ("underscored", "that peace is needed")])
def test_complement(parser, word, taken):
    parsed = parser.parse(Document("d", "d", "d", SENTENCE))
    found = syntax.complement(next(t for t in parsed.doc if t.text == word))
    assert parsed.surface(*found) == taken
