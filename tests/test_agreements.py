"""Agreements and signatures as facts."""

from __future__ import annotations

from kg.model import Agreement, Factuality, Signature


def test_one_fact_an_instrument_however_often_it_is_mentioned(extract):
    text = "Togo and Mali signed a treaty on water. The Treaty will help. Under the Treaty, both pay."
    [found] = extract(text).of(Agreement)
    assert (found.label, found.status) == ("treaty on water", "signed")
    assert found.evidence[0].text(text) == "treaty on water"


def test_the_title_alone_makes_no_agreement_but_lends_its_label(extract):
    text = "Agreement on Joint Fishing in the Lake\n\nChad and Mali signed an Agreement in N'Djamena on Monday morning."
    [found] = extract(text).of(Agreement)
    assert found.label == "Agreement on Joint Fishing"
    assert found.evidence[0].start > text.index("\n")
    assert (
        list(extract("Agreement on Joint Fishing\n\nThe ministers met in the capital on Monday.").of(Agreement)) == []
    )


def test_signatures_name_persons_and_for_whom_they_sign(extract):
    x = extract(
        "Foreign Minister Amina Oduor of Kenya and Foreign Minister Paulo Mendes of Angola signed a pact on visas."
    )
    [agreement] = x.of(Agreement)
    found = [(x.mentions[s.signed_by].name, s.on_behalf_of, s.agreement) for s in x.of(Signature)]
    assert found == [
        ("Amina Oduor", "country/KE", agreement.id),
        ("Paulo Mendes", "country/AO", agreement.id),
    ]


def test_states_are_parties_not_signatories(extract):
    x = extract("Togo and Mali signed a treaty on water.")
    assert list(x.of(Signature)) == []
    [found] = x.of(Agreement)
    assert len(found.parties) == 2


def test_a_plan_is_planned(extract):
    x = extract("Minister Amina Oduor of Kenya will sign an agreement on visas in Rome on 3 May 2031.")
    [found] = x.of(Agreement)
    assert (found.status, found.factuality) == ("planned", Factuality.PLANNED)
    assert all(s.factuality == Factuality.PLANNED for s in x.of(Signature))


def test_a_denied_signature_is_none(extract):
    x = extract("Minister Amina Oduor of Kenya refused to sign the Lima Treaty.")
    assert list(x.of(Signature)) == []
    assert [a.status for a in x.of(Agreement)] == ["mentioned"]
