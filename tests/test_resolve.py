"""Resolution: who is who within a document and across documents, with reasons, whatever the order."""

from __future__ import annotations

from dataclasses import replace
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import ReferenceDataError
from kg.model import Event, Form, How, Kind, Participation, Tenure
from kg.resolve import Ruling, read_curation, resolve
from kg.resolve.names import likeness, one_edit, words
from tests.dialogue import dialogue
from tests.sheet import Sheet, reference

REFERENCE = reference()


def text(sentence, name, title, country=None, date=None):
    """A document in which one person holds one office."""
    sheet = Sheet(sentence, known={"date": date} if date else {})
    person = sheet.person(name)
    office = sheet.title(title, holder=person, country=country)
    sheet.add(Tenure, "tenure1", name, person=person, office=office)
    return sheet.done()


def person_of(found, document):
    return found.of_mention[document.document.id, 0][0]


def same(*documents):
    found = resolve(documents, REFERENCE)
    return len({person_of(found, d) for d in documents}) == 1


@pytest.mark.parametrize(
    ("left", "right", "reason"),
    [
        ("Ana Maria Holm", "ANA MARIA HOLM", "the same name"),
        ("José Núñez", "Jose Nunez", "the same name"),
        ("Kim Min Ho", "Min Ho Kim", "another order"),
        ("Abdul Rahman Saleh", "Abdulrahman Saleh", "divided otherwise"),
        ("W. R. Stone", "Wendy Rose Stone", "initials"),
        ("Wendy R. Stone", "Wendy Stone", "contains"),
        ("Luis Campos", "Luis Campos Caro", "contains"),
        ("Sergey Orlov", "Sergei Orlov", "spelling"),
        ("Stone", "Wendy Stone", "surname"),
        ("Tony Stone", "Antony J. Stone", "shorter form"),
        ("Alex Orlov", "Alexander Orlov", "shorter form"),
        ("Martin Luther Holm Jr.", "Martin Luther Holm", "the same name"),
    ],
)
def test_names_that_may_be_one(left, right, reason):
    assert reason in likeness(words(left), words(right)).reason
    assert likeness(words(right), words(left)) == likeness(words(left), words(right))


@pytest.mark.parametrize(
    ("left", "right"),
    [("John Stone", "Wendy Stone"), ("Ana Holm", "Ana Berg"), ("J. Stone", "Wendy Stone"), ("Li Wei", "Li Na")],
)
def test_names_that_are_two(left, right):
    assert likeness(words(left), words(right)) is None


@given(st.text("abcde", min_size=1, max_size=6), st.text("abcde", min_size=1, max_size=6))
def test_one_edit_is_symmetric_and_agrees_with_the_definition(a, b):
    letters = "abcde"
    edits = {a}
    for i in range(len(a) + 1):
        edits |= {a[:i] + c + a[i:] for c in letters} | {a[:i] + a[i + 1 :]}
        edits |= {a[:i] + c + a[i + 1 :] for c in letters if i < len(a)}
    assert one_edit(a, b) == one_edit(b, a)
    assert one_edit(a, b) == (b in edits)


def test_the_same_name_and_country_are_one_person():
    first = text("Foreign Minister Ana Holm arrived.", "Ana Holm", "Foreign Minister", "DK")
    second = text("Speaker Ana Holm of Denmark spoke.", "Ana Holm", "Speaker", "DK")
    assert same(first, second)


def test_names_alone_do_not_merge_what_countries_or_offices_keep_apart():
    danish = text("Foreign Minister Ana Holm arrived.", "Ana Holm", "Foreign Minister", "DK")
    mexican = text("Foreign Minister Ana Holm spoke.", "Ana Holm", "Foreign Minister", "MX")
    unknown = text("Trade Envoy Ana Holm wrote.", "Ana Holm", "Trade Envoy")
    assert not same(danish, mexican)
    assert not same(danish, unknown)
    found = resolve([danish, mexican], REFERENCE)
    [decision] = found.decisions
    assert not decision.same
    assert "different countries" in decision.reasons


def test_a_surname_needs_office_and_country():
    full = text("Foreign Minister Ana Holm arrived.", "Ana Holm", "Foreign Minister", "DK")
    assert same(full, text("Foreign Minister Holm spoke.", "Holm", "Foreign Minister", "DK"))
    assert not same(full, text("Trade Minister Holm spoke.", "Holm", "Trade Minister", "DK"))
    assert not same(full, text("Foreign Minister Holm spoke.", "Holm", "Foreign Minister", "MX"))


def test_a_surname_that_fits_two_persons_fits_none():
    ana = text("Minister Ana Holm arrived.", "Ana Holm", "Minister", "DK")
    ben = text("Minister Ben Holm left.", "Ben Holm", "Minister", "DK")
    holm = text("Minister Holm spoke.", "Holm", "Minister", "DK")
    found = resolve([ana, ben, holm], REFERENCE)
    assert len({person_of(found, d) for d in (ana, ben, holm)}) == 3
    assert any("fits several" in reason for d in found.decisions for reason in d.reasons)


def test_single_names_in_two_documents_stay_two_without_an_office():
    first, second = Sheet("Holm arrived.", "a.txt"), Sheet("Holm left.", "b.txt")
    first.person("Holm")
    second.person("Holm")
    assert not same(first.done(), second.done())


def test_namesakes_generations_apart_are_two():
    old = text("Minister Ana Holm arrived.", "Ana Holm", "Minister", None, "1951-03-01")
    new = text("Ana Holm spoke, Minister.", "Ana Holm", "Minister", None, "2021-03-01")
    assert not same(old, new)


def test_the_fullest_name_is_the_label_and_the_others_are_aliases():
    first = text("Minister Ana Maria Holm arrived.", "Ana Maria Holm", "Minister", "DK")
    second = text("Minister Ana Holm left.", "Ana Holm", "Minister", "DK")
    found = resolve([first, second], REFERENCE)
    entity = found.entities[person_of(found, first)]
    assert person_of(found, second) == entity.key
    assert entity.label == "Ana Maria Holm"
    assert entity.aliases == ("Ana Holm",)
    assert entity.types == ("Official",)


def documents():
    return [
        dialogue(),
        text("Foreign Minister Ana Holm arrived.", "Ana Holm", "Foreign Minister", "DK", "2020-01-01"),
        text("Foreign Minister Holm spoke.", "Holm", "Foreign Minister", "DK", "2021-01-01"),
        text("Foreign Secretary Luis Videgaray Caso wrote.", "Luis Videgaray Caso", "Foreign Secretary", "MX"),
    ]


def test_the_order_of_documents_does_not_matter():
    expected = resolve(documents(), REFERENCE)
    for order in permutations(documents()):
        found = resolve(order, REFERENCE)
        assert found == expected
        assert list(found.entities) == list(expected.entities)
    assert len({k for k in expected.entities if k.startswith("person/luis-videgaray")}) == 1


def test_offices_take_curated_keys_and_else_title_and_owner():
    found = resolve(documents(), REFERENCE)
    offices = {e.key: e for e in found.entities.values() if e.kind == Kind.OFFICE}
    assert offices["office/us-secretary-of-state"].owner == "country/US"
    assert offices["office/dk-foreign-minister"].label == "Foreign Minister (Denmark)"
    lone = text("Trade Envoy Ana Holm wrote.", "Ana Holm", "Trade Envoy")
    [key] = resolve([lone], REFERENCE).of_office.values()
    assert key == f"office/{lone.document.id}-trade-envoy", "nobody is known to own it: it belongs to its document"


def test_an_office_of_an_organisation():
    sheet = Sheet("NATO Secretary General Ana Holm spoke.")
    nato = sheet.mention("NATO", Kind.ORGANIZATION, keys=("org/nato",))
    person = sheet.person("Ana Holm")
    sheet.title("Secretary General", holder=person, organization=nato)
    found = resolve([sheet.done()], REFERENCE)
    [key] = found.of_office.values()
    assert key == "office/nato-secretary-general"
    assert found.entities[key].owner == "org/nato"
    assert found.entities["org/nato"].types == ("InternationalOrganization",)


def test_titles_mean_the_office_beside_a_name_and_else_the_holder():
    sheet = Sheet("Prime Minister Ana Holm met the Prime Minister of Mexico. The Prime Minister spoke.")
    ana = sheet.person("Ana Holm")
    beside = sheet.title("Prime Minister", holder=ana, country="DK")
    alone = sheet.title("the Prime Minister of Mexico", title="Prime Minister", country="MX")
    again = sheet.title("The Prime Minister", title="Prime Minister", holds=ana)
    x = sheet.done()
    found = resolve([x], REFERENCE)
    of = {i: found.of_mention[x.document.id, i] for i in range(len(x.mentions))}
    assert of[beside] == ("office/dk-prime-minister",)
    assert of[again] == of[ana]
    [holder] = of[alone]
    entity = found.entities[holder]
    assert entity.types == ("UnnamedOfficial",)
    assert entity.owner == "country/MX"
    assert entity.office == "office/mx-prime-minister"


def test_groups_mean_parties_delegations_or_unnamed_people():
    x = dialogue()
    found = resolve([x], REFERENCE)
    meant = {m.surface: found.of_mention[x.document.id, i] for i, m in enumerate(x.mentions)}
    assert meant["both countries"] == ("country/MX", "country/US")
    delegations = [found.entities[k] for k in meant["Both countries' officials"]]
    assert [(e.types, e.owner) for e in delegations] == [
        (("Delegation",), "country/MX"),
        (("Delegation",), "country/US"),
    ]
    assert meant["They"] == meant["Both countries' officials"]
    unnamed = [found.entities[k] for k in meant["Officials from Mexican and U.S. agencies involved in law enforcement"]]
    assert {e.types for e in unnamed} == {("UnnamedGroup",)}
    assert meant["officials"] == (), "open mentions mean nothing"


def named(words, kind, country=None, **more):
    sheet = Sheet(f"{words} met in {more.pop('n', 'spring')}.")
    sheet.mention(words, kind, country=country, **more)
    return sheet.done()


def test_organisations_and_places_are_one_by_folded_name_and_country():
    danish = named("Folkebank", Kind.ORGANIZATION, "DK", org_kind="company")
    again = named("FOLKEBANK", Kind.ORGANIZATION, "DK", org_kind="company")
    silent = named("Folkebank", Kind.ORGANIZATION, n="autumn", org_kind="company")
    mexican = named("Folkebank", Kind.ORGANIZATION, "MX", n="winter")
    found = resolve([danish, again, silent], REFERENCE)
    assert len({person_of(found, d) for d in (danish, again, silent)}) == 1
    assert any("no other country has one" in r for d in found.decisions for r in d.reasons)
    found = resolve([danish, silent, mexican], REFERENCE)
    assert len({person_of(found, d) for d in (danish, silent, mexican)}) == 3


@pytest.mark.parametrize(
    ("kind", "classes"),
    [("agency", ("Agency",)), ("igo", ("InternationalOrganization",)), ("bloc", ("Bloc",)), ("ngo", ("Organization",)),
     ("armed-group", ("Organization", "NonStateActor"))],
)  # fmt: skip
def test_organisations_get_the_class_of_their_kind(kind, classes):
    x = named("Example Front", Kind.ORGANIZATION, org_kind=kind)
    found = resolve([x], REFERENCE)
    entity = found.entities[person_of(found, x)]
    assert entity.types == classes
    assert entity.sort == kind


def numbered(sentence, series, ordinal, *countries, date=None):
    sheet = Sheet(sentence, known={"date": date} if date else {})
    event = sheet.add(
        Event, "event1", sentence, label=series, type="dialogue", series=sheet.at(series), ordinal=ordinal
    )  # fmt: skip
    for n, (name, iso) in enumerate(countries, 1):
        sheet.add(Participation, f"participation{n}", name, event=event, participant=sheet.country(name, iso))
    return sheet.done()


def test_numbered_events_of_a_series_are_shared_where_the_parties_agree():
    name, dk, mx = "Strategic Dialogue", ("Denmark", "DK"), ("Mexico", "MX")
    one = numbered("Denmark and Mexico held the third Strategic Dialogue.", name, 3, dk, mx)
    two = numbered("Mexico held the third Strategic Dialogue with Denmark.", name, 3, mx, dk)
    other = numbered("Denmark held the third Strategic Dialogue with the USA.", name, 3, dk, ("USA", "US"))
    silent = numbered("The third Strategic Dialogue ended.", name, 3)
    found = resolve([one, two, other, silent], REFERENCE)
    keys = {d.document.id: found.of_event[d.document.id, "event1"] for d in (one, two, other, silent)}
    assert keys[one.document.id] == keys[two.document.id]
    assert len(set(keys.values())) == 3, "another party or no party is another event"
    assert found.series_of[keys[one.document.id]] != found.series_of[keys[other.document.id]]


def test_a_long_series_name_needs_no_parties_but_years_must_fit():
    name = "Joint Commission on Northern Harbour Safety"
    one = numbered(f"The second {name} met.", name, 2, date="2019-05-01")
    two = numbered(f"The second {name} ended.", name, 2, date="2019-06-01")
    late = numbered(f"The second {name} opened.", name, 2, date="2025-06-01")
    found = resolve([one, two, late], REFERENCE)
    keys = [found.of_event[d.document.id, "event1"] for d in (one, two, late)]
    assert keys[0] == keys[1] != keys[2]


def test_events_without_a_number_belong_to_their_document():
    sheets = [Sheet("They met today."), Sheet("They met again today.")]
    for sheet in sheets:
        sheet.add(Event, "event1", "met", label="meeting", type="meeting")
        sheet.add(Event, "event2", "today", label="meeting", type="meeting")
    found = resolve([s.done() for s in sheets], REFERENCE)
    assert len(set(found.of_event.values())) == 4


CURATION = """left,right,decision,by,why
"""


def curated(documents, *rows):
    rulings = read_curation(CURATION + "\n".join(rows))
    return resolve(documents, REFERENCE, rulings)


def test_curated_decisions_come_first():
    first = text("Minister Ana Holm arrived.", "Ana Holm", "Minister", "DK")
    second = text("Minister Ana Holm left.", "Ana Holm", "Minister", "MX")
    pair = [first, second]
    plain = resolve(pair, REFERENCE)
    left, right = person_of(plain, first), person_of(plain, second)
    found = curated(pair, f"{left},{right},same,Eva,she changed sides")
    assert person_of(found, first) == person_of(found, second)
    assert any("decided by Eva: she changed sides" in d.reasons for d in found.decisions)


def test_a_curated_difference_keeps_persons_apart():
    first = text("Minister Ana Holm arrived.", "Ana Holm", "Minister", "DK")
    second = text("Minister Ana Maria Holm left.", "Ana Maria Holm", "Minister", "DK")
    pair = [first, second]
    [decision] = resolve(pair, REFERENCE).decisions
    assert decision.same
    found = curated(pair, f"{decision.left},{decision.right},different,Eva,cousins")
    assert person_of(found, first) != person_of(found, second)


def test_rename_and_reject():
    x = text("Minister Ana Holm arrived.", "Ana Holm", "Minister", "DK")
    key = person_of(resolve([x], REFERENCE), x)
    found = curated([x], f"{key},Anna Holm,rename,Eva,as she spells it")
    assert found.entities[key].label == "Anna Holm"
    assert found.entities[key].aliases == ("Ana Holm",)
    found = curated([x], f"{key},,reject,Eva,a ship")
    assert key not in found.entities
    assert found.of_mention[x.document.id, 0] == ()


def test_same_holds_for_places_too_and_unknown_keys_change_nothing():
    one, two = named("Port Holm", Kind.PLACE), named("Holm Harbour", Kind.PLACE)
    plain = resolve([one, two], REFERENCE)
    left, right = person_of(plain, one), person_of(plain, two)
    found = curated([one, two], f"{left},{right},same,Eva,", "place/none,place/nowhere,same,Eva,")
    assert person_of(found, two) == left
    assert right not in found.entities
    assert curated([one, two], "person/a,person/b,different,Eva,").entities == plain.entities


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("a,b\n", "line 1 must be left,right"),
        (CURATION + "a,b,maybe,Eva,\n", "line 2: decision must be one of"),
        (CURATION + "a,b,same\n", "line 2 has 3 cells"),
        (CURATION + "\na,,same,Eva,\n", "line 3: same needs left and right"),
        (CURATION + 'a,"b"c,same,Eva,\n', "not CSV"),
    ],
)
def test_a_malformed_curation_file_is_refused_with_its_line(content, message):
    with pytest.raises(ReferenceDataError, match=message) as caught:
        read_curation(content, "rulings.csv")
    assert str(caught.value).startswith("rulings.csv: line")


def test_an_empty_curation_file_and_a_byte_order_mark_are_fine():
    assert read_curation("") == ()
    assert read_curation("\ufeff" + CURATION + "person/x,,reject,Eva,no person\n") == (
        Ruling("person/x", "", "reject", "Eva", "no person"),
    )


def test_open_mentions_stay_open_through_pronouns():
    sheet = Sheet("The two sides met. They agreed.")
    sides = sheet.mention("The two sides", Kind.GROUP, Form.NOMINAL, how=How.OPEN, why="no parties are named")
    they = sheet.stand_in("They", sides, kind=Kind.GROUP)
    x = sheet.done()
    found = resolve([x], REFERENCE)
    assert found.of_mention[x.document.id, sides] == ()
    assert found.of_mention[x.document.id, they] == ()


def test_mentions_that_refer_to_each_other_do_not_loop():
    sheet = Sheet("He said he came.")
    sheet.stand_in("He", 1)
    sheet.stand_in("he", 0, nth=1)
    x = sheet.done()
    assert resolve([x], REFERENCE).of_mention == {(x.document.id, 0): (), (x.document.id, 1): ()}


def test_resolution_does_not_change_its_input():
    x = dialogue()
    resolve([x], REFERENCE)
    assert x == dialogue()
    assert replace(x) == x


def test_organisations_keep_the_names_by_which_texts_call_them():
    sheet = Sheet("The Atlantic Alliance (NATO) met. The Alliance agreed. It left.")
    nato = sheet.mention("Atlantic Alliance", Kind.ORGANIZATION, keys=("org/nato",), aliases=("NATO",))
    sheet.mention("Alliance", Kind.ORGANIZATION, nth=2, refers=(nato,))
    sheet.stand_in("It", nato, kind=Kind.ORGANIZATION)
    entity = resolve([sheet.done()], REFERENCE).entities["org/nato"]
    assert entity.label == "North Atlantic Treaty Organization"
    assert entity.aliases == ("Alliance", "Atlantic Alliance", "NATO")
