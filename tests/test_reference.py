"""The reference data: complete, consistent, found as written; a user's own data win."""

from __future__ import annotations

import time
from collections import defaultdict

import pycountry
import pytest
from countryinfo import CountryInfo
from hypothesis import given
from hypothesis import strategies as st

from kg import lexicon, reference
from kg.errors import ReferenceDataError
from kg.model import Form, Kind
from kg.reference import fold, normal, pieces
from kg.reference.gazetteer import forms_of

# Where countryinfo and this project differ on purpose: moved, disputed or several capitals, or none of their own.
CAPITALS = {
    "BI", "BO", "BQ", "DJ", "EH", "GI", "HK", "IO", "KI", "KZ", "LU", "MC", "NF", "PS", "SG", "SM", "SZ", "TF", "TK",
    "US", "VA",
}  # fmt: skip
# Its adjective names the sovereign, several islands at once, or is a spelling that texts do not use.
ADJECTIVES = {
    "AG", "BA", "CV", "CX", "GG", "GI", "GP", "GS", "HK", "HM", "IO", "JE", "KN", "MO", "MP", "MQ", "MV", "PM", "RE",
    "SJ", "TF", "TJ", "VC", "WF", "YT",
}  # fmt: skip

FORMER = ("CS", "SU", "YU")


@pytest.fixture(scope="module")
def known() -> reference.Reference:
    return reference.load()


def spelt(form: str) -> tuple[str, ...]:
    return tuple(word for word, _ in pieces(form))


def names(country: reference.Country) -> set[tuple[str, ...]]:
    return {spelt(n) for n in (country.name, country.official, *country.aliases)}


def read(known, text: str, **options: bool):
    """The readings at the first token and how many tokens they take; a blank parts tokens."""
    found = known.gazetteer.at(text.split(), 0, **options)
    return ([(e.key, str(e.form)) for e in found[0]], found[1]) if found else ([], 0)


@pytest.mark.parametrize("theirs", list(pycountry.countries), ids=lambda c: c.alpha_2)
def test_every_country_of_iso_3166_under_every_name_there(known, theirs) -> None:
    ours = known.countries[theirs.alpha_2]
    assert ours.iso3 == theirs.alpha_3
    for kind in ("name", "official_name", "common_name"):
        name = getattr(theirs, kind, None)
        assert name is None or spelt(name.removeprefix("the ")) in names(ours)


def test_kosovo_is_a_country(known) -> None:
    assert known.countries["XK"].iso3 == "XKX"
    assert len(known.countries) == len(pycountry.countries) + 1 + len(FORMER)


@pytest.mark.parametrize("code", FORMER)
def test_a_former_country_has_its_withdrawn_codes(known, code) -> None:
    [theirs] = [c for c in pycountry.historic_countries if c.alpha_3 == known.countries[code].iso3]
    assert theirs.alpha_4.startswith(code)


@pytest.mark.parametrize("code", [c.alpha_2 for c in pycountry.countries])
def test_capital_and_adjective(known, code) -> None:
    try:
        theirs = CountryInfo(code).info()
    except Exception:
        pytest.skip("countryinfo does not know it")
    ours = known.countries[code]
    capital, demonym = theirs.get("capital") or "", theirs.get("demonym") or ""
    same = fold(capital).replace("saint", "st") == fold(ours.capital).replace("saint", "st")
    assert not capital or same or code in CAPITALS
    forms = {spelt(f) for f in (*ours.adjectives, *ours.people)}
    assert not demonym or spelt(demonym) in forms or code in ADJECTIVES


def test_differences_are_differences(known) -> None:
    for code in CAPITALS:
        assert fold(CountryInfo(code).info().get("capital") or "") != fold(known.countries[code].capital)


def test_a_form_of_two_entries_is_marked(known) -> None:
    """At most one entry may own a form without a mark."""
    owners: dict[tuple[str, ...], dict[str, bool]] = defaultdict(dict)
    for form, entry in forms_of(tables(known)):
        if not entry.metonym:
            owners[spelt(form)].setdefault(entry.key, entry.ambiguous)
    unmarked = {form: keys for form, keys in owners.items() if len(keys) > 1 and list(keys.values()).count(False) > 1}
    assert unmarked == {}


def tables(known):
    return reference.Tables(
        countries=known.countries,
        organizations=known.organizations,
        places=known.places,
        metonyms={str(i): m for i, m in enumerate(known.metonyms)},
    )


def test_marks_are_forms(known) -> None:
    for thing in (*known.countries.values(), *known.organizations.values(), *known.places.values()):
        own = {thing.name, *thing.aliases, *getattr(thing, "adjectives", ()), *getattr(thing, "people", ())}
        assert thing.ambiguous <= own | {getattr(thing, "official", "")}, thing.key


def test_keys_say_what_they_are(known) -> None:
    for kind, things in (("org", known.organizations), ("place", known.places), ("office", known.offices)):
        for key in things:
            head, _, local = key.partition("/")
            assert head == kind
            assert local
            assert set(local) <= set("abcdefghijklmnopqrstuvwxyz0123456789-"), key


def test_references_between_tables_exist(known) -> None:
    codes = set(known.countries)
    for thing in (*known.organizations.values(), *known.places.values(), *known.offices.values()):
        assert thing.country is None or thing.country in codes, thing.key
    for organization in known.organizations.values():
        assert {m.iso2 for m in organization.members} <= codes, organization.key
    for office in known.offices.values():
        assert not office.organization or office.organization in known.organizations, office.key
        assert office.country or office.organization, office.key
    actors = {f"country/{c}" for c in codes} | set(known.organizations)
    for metonym in known.metonyms:
        assert metonym.actor in actors, metonym.surface
        assert metonym.place in known.places, metonym.surface


def test_office_and_agency_agree_on_the_country(known) -> None:
    for office in known.offices.values():
        if office.country and office.organization:
            assert known.organizations[office.organization].country == office.country, office.key


def test_portfolios_are_concepts(known) -> None:
    concepts = set(lexicon.load().scheme("portfolios"))
    assert {o.portfolio for o in known.offices.values() if o.portfolio} <= concepts


def test_an_owner_has_one_office_of_a_title(known) -> None:
    owners: dict[tuple[str, str], set[str]] = defaultdict(set)
    for office in known.offices.values():
        for title in (office.title, *office.titles):
            owners[office.country or office.organization, normal(title)].add(office.key)
    assert {k: v for k, v in owners.items() if len(v) > 1} == {}


def test_titles_that_need_no_country_name_one_office(known) -> None:
    owners: dict[str, set[str]] = defaultdict(set)
    for office in known.offices.values():
        assert office.alone <= {office.title, *office.titles}, office.key
        for title in office.alone:
            owners[normal(title)].add(office.key)
    assert {k: v for k, v in owners.items() if len(v) > 1} == {}
    assert known.owners("Taoiseach") == ("IE",)
    assert {"GB", "IN"} <= set(known.owners("Home Secretary"))


def test_every_sovereign_capital_is_a_seat(known) -> None:
    seats = {(m.surface, m.actor) for m in known.metonyms}
    for code in ("AR", "AU", "BR", "CA", "CN", "DE", "FR", "GB", "ID", "IN", "IT", "JP", "KR", "RU", "SA", "TR", "ZA"):
        assert (known.countries[code].capital, f"country/{code}") in seats


@pytest.mark.parametrize(
    ("text", "key", "form", "tokens"),
    [
        ("U.S. officials", "country/US", "name", 1),
        ("US officials", "country/US", "name", 1),
        ("United States of America and", "country/US", "name", 4),
        ("UK-based", None, "", 0),
        ("UAE", "country/AE", "name", 1),
        ("DRC", "country/CD", "name", 1),
        ("D.P.R.K. forces", "country/KP", "name", 1),
        ("People 's Republic of China", "country/CN", "name", 5),
        ("Republic of China", "country/TW", "name", 3),
        ("Republic of Korea", "country/KR", "name", 3),
        ("South Korean envoy", "country/KR", "demonym", 2),
        ("Turkiye", "country/TR", "name", 1),
        ("Türkiye", "country/TR", "name", 1),
        ("Turkey", "country/TR", "name", 1),
        ("turkey", None, "", 0),
        ("Burma", "country/MM", "name", 1),
        ("Swaziland", "country/SZ", "name", 1),
        ("Ivory Coast", "country/CI", "name", 2),
        ("Côte d'Ivoire", "country/CI", "name", 2),
        ("Cote d' Ivoire", None, "", 0),
        ("Czechia", "country/CZ", "name", 1),
        ("Guinea - Bissau", "country/GW", "name", 3),
        ("Papua New Guinean", "country/PG", "demonym", 3),
        ("Emirati", "country/AE", "demonym", 1),
        ("St. Kitts and Nevis", "country/KN", "name", 4),
        ("Trinidad & Tobago", "country/TT", "name", 3),
        ("Latin American", "place/latin-america", "demonym", 2),
        ("Central America", "place/central-america", "name", 2),
        ("Northern Ireland", "place/northern-ireland", "name", 2),
        ("South China Sea", "place/south-china-sea", "name", 3),
        ("Sharm el - Sheikh", "place/sharm-el-sheikh", "name", 4),
        ("NATO", "org/nato", "name", 1),
        ("Nato", "org/nato", "name", 1),
        ("nato", None, "", 0),
        ("WHO", "org/who", "name", 1),
        ("Who said", None, "", 0),
        ("C5 + 1", "org/c5-plus-1", "name", 3),
        ("C5+1", "org/c5-plus-1", "name", 1),
        ("OPEC+", "org/opec-plus", "name", 1),
        ("European Union", "org/eu", "name", 2),
        ("U.S. Department of State", "org/us-state", "name", 4),
    ],
)
def test_the_longest_form_wins_and_case_counts(known, text, key, form, tokens) -> None:
    readings, length = read(known, text)
    assert length == tokens
    assert (key, form) in readings if key else readings == []


def test_shared_forms_keep_all_readings(known) -> None:
    assert {k for k, _ in read(known, "Congolese")[0]} == {"country/CG", "country/CD"}
    assert {k for k, _ in read(known, "Georgia")[0]} == {"country/GE", "place/georgia-us"}
    assert {k for k, _ in read(known, "Korean")[0]} == {"country/KP", "country/KR"}
    assert all(e.ambiguous for e in known.gazetteer.at(["Dominican"], 0)[0])


def test_text_that_was_in_capitals(known) -> None:
    assert read(known, "Unhcr") == ([], 0)
    assert read(known, "Unhcr", recased=True) == ([("org/un-unhcr", "name")], 1)


def test_a_seat_has_two_readings(known) -> None:
    entries = known.gazetteer.at(["Brussels"], 0)[0]
    assert {(e.key, e.metonym) for e in entries} == {
        ("place/brussels", False), ("country/BE", True), ("org/eu", True)
    }  # fmt: skip


@given(st.lists(st.text(max_size=12), max_size=12), st.integers(0, 11))
def test_any_tokens_can_be_looked_up(tokens, i) -> None:
    found = reference.load().gazetteer.at(tokens, min(i, max(0, len(tokens) - 1))) if tokens else None
    assert found is None or (found[0] and found[1] <= len(tokens))


@given(st.text())
def test_pieces_are_folded(text) -> None:
    assert all(word == fold(word) for word, _ in pieces(text) if word.isascii())


@pytest.mark.parametrize(
    ("title", "owner", "key"),
    [
        ("Secretary of State", "US", "office/us-secretary-of-state"),
        ("Secretary of State", None, "office/us-secretary-of-state"),
        ("Secretary of State", "GB", None),
        ("Prime Minister", None, None),
        ("Head of Government", None, None),
        ("Deputy Attorney General", None, None),
        ("Chief Cabinet Secretary", None, "office/jp-chief-cabinet-secretary"),
        ("NATO Secretary General", None, "office/nato-secretary-general"),
        ("Deputy Secretary of State", "US", "office/us-deputy-secretary-of-state"),
        ("Secretary of State for Defence", "GB", "office/gb-defence-secretary"),
        ("Interior Secretary", "MX", "office/mx-interior-secretary"),
        ("Interior Secretary", "US", "office/us-secretary-of-the-interior"),
        ("Foreign Secretary", None, None),
        ("Foreign Secretary", "IN", "office/in-foreign-secretary"),
        ("Foreign Minister", "JP", "office/jp-minister-for-foreign-affairs"),
        ("Minister for Foreign Affairs", "PE", "office/pe-minister-of-foreign-affairs"),
        ("External Affairs Minister", "IN", "office/in-external-affairs-minister"),
        ("Defense Minister", "PL", "office/pl-minister-of-national-defence"),
        ("Deputy Prime Minister and Minister of Finance", "HR", "office/hr-minister-of-finance"),
        ("Taoiseach", None, "office/ie-taoiseach"),
        ("Governor-General", "NZ", "office/nz-governor-general"),
        ("Emir", "QA", "office/qa-emir"),
        ("Keeper of Lighthouses", "NO", None),
    ],
)  # fmt: skip
def test_office(known, title, owner, key) -> None:
    found = known.office(title, owner)
    assert (found.key if found else None) == key


def test_office_of_an_organisation(known) -> None:
    assert known.office("Secretary General", None) is None
    found = known.office("Secretary General", None, organization="org/nato")
    assert found.key == "office/nato-secretary-general"
    assert known.office("Secretary-General", None, organization="org/un").organization == "org/un"


def test_agency_by_a_name_common_to_many(known) -> None:
    assert known.agency("Ministry of Finance", "FR").key == "org/fr-economy"
    assert known.agency("Foreign Ministry", "DE").key == "org/de-foreign-office"
    assert known.agency("the Foreign Ministry", "NP").key == "org/np-foreign-ministry"
    assert known.agency("Ministry of Silence", "FR") is None


def test_membership_is_dated(known) -> None:
    assert "GB" in known.member_of("org/eu", "2019-06-01")
    assert "GB" not in known.member_of("org/eu", "2021-06-01")
    assert "GB" not in known.member_of("org/eu", None)
    assert "FI" not in known.member_of("org/nato", "2022")
    assert "FI" in known.member_of("org/nato", None)
    assert "RU" in known.member_of("org/g8", "2005")
    assert known.member_of("org/g8", None) == ()
    assert len(known.member_of("org/eu", None)) == 27
    assert len(known.member_of("org/nato", None)) == 32
    assert len(known.member_of("org/asean", "2000")) == 10
    assert known.member_of("org/none", None) == ()


def test_words_of_titles_and_names(known) -> None:
    assert known.heads.at("head", ["Prime", "Ministers", "met"], 0)[1] == 2
    assert known.heads.at("honorific", ["H.E.", "Mr"], 0)[0].role == "honorific"
    assert known.org_words["ministry"].kind == "agency"
    assert {"maria", "ahmed", "hiroshi", "oluwaseun", "bjorn"} <= known.names.given
    assert {"bin", "van", "de"} <= known.names.particles


def test_looking_up_grows_with_the_text_and_no_faster(known) -> None:
    """A ratio, not a time: four times the tokens cost about four times as much."""
    words = ["The", "ministers", "of", "Chad", "and", "Peru", "met", "in", "Geneva", "to", "talk", "."] * 200

    def cost(tokens: list[str]) -> float:
        start = time.process_time()
        for i in range(len(tokens)):
            known.gazetteer.at(tokens, i)
        return time.process_time() - start

    cost(words)
    assert min(cost(words * 8) for _ in range(5)) < 20 * min(cost(words * 2) for _ in range(5))


def test_a_users_csv_wins(tmp_path) -> None:
    file = tmp_path / "ours.csv"
    file.write_text(
        "key,name,aliases,kind,country\norg/nato,,Alliance of Us,,\n"
        "org/harbour-league,Harbour League,HL|Harbours,bloc,\nplace/quiet-bay,Quiet Bay,,city,NZ\n",
        encoding="utf-8",
    )
    ours = reference.load_with(file)
    assert ours.organizations["org/nato"].aliases == ("Alliance of Us",)
    assert ours.organizations["org/nato"].name == reference.load().organizations["org/nato"].name
    assert ours.gazetteer.at(["Harbour", "League"], 0)[0][0].key == "org/harbour-league"
    assert ours.places["place/quiet-bay"].country == "NZ"
    assert ours.digest != reference.load().digest


def test_a_users_form_is_theirs_alone(tmp_path) -> None:
    file = tmp_path / "ours.csv"
    file.write_text("key,name,aliases,kind\norg/quad-bikes,Quad Bikes Club,Quad,ngo\n", encoding="utf-8")
    assert {e.key for e in reference.load_with(file).gazetteer.at(["Quad"], 0)[0]} == {"org/quad-bikes"}


def test_a_users_folder_and_countries(tmp_path) -> None:
    (tmp_path / "a.csv").write_text("iso2,aliases\nNO,Land of Fjords\n", encoding="utf-8-sig")
    (tmp_path / "b.csv").write_text(
        "surface,actor,place,ambiguous\nQuiet Tower,country/NO,place/oslo,no\n", encoding="utf-8"
    )
    ours = reference.load_with(tmp_path)
    assert ours.gazetteer.at(["Land", "of", "Fjords"], 0)[0][0].key == "country/NO"
    assert [e.metonym for e in ours.gazetteer.at(["Quiet", "Tower"], 0)[0]] == [True]


def test_a_users_turtle_wins(tmp_path) -> None:
    file = tmp_path / "ours.ttl"
    file.write_text(
        "@prefix dip: <https://w3id.org/dip/ns#> . @prefix skos: <http://www.w3.org/2004/02/skos/core#> .\n"
        '<https://w3id.org/dip/org/harbour-league> skos:prefLabel "Harbour League" ; skos:altLabel "HL", "Harbours" ;\n'
        '  dip:kind "bloc" ; dip:members "NZ:2001", "FJ" .\n'
        '<https://w3id.org/dip/country/NO> skos:altLabel "Land of Fjords" .\n',
        encoding="utf-8",
    )
    ours = reference.load_with(file)
    assert ours.organizations["org/harbour-league"].aliases == ("HL", "Harbours")
    assert ours.member_of("org/harbour-league", "2005") == ("NZ", "FJ")
    assert ours.gazetteer.at(["Land", "of", "Fjords"], 0)[0][0].key == "country/NO"


@pytest.mark.parametrize(
    ("name", "text", "says"),
    [
        ("a.csv", "key,name,kind\norg/x,X\n", "line 2: 2 cells, but the header has 3"),
        ("a.csv", "key,name,kind\norg/x,X,club\n", "line 2: column 'kind' must be one of"),
        ("a.csv", "key,name,kind\norg/x,,ngo\n", "line 2: column 'name' is empty"),
        ("a.csv", "key,nam,kind\norg/x,X,ngo\n", "line 2: unknown column 'nam'"),
        ("a.csv", "name,kind\nX,ngo\n", "line 2: no table is known"),
        ("a.csv", "key,name,kind,members\norg/x,X,ngo,France\n", "line 2: a member is written"),
        ("a.csv", 'key,name,kind\norg/x,"X,ngo\n', "line 2"),
        ("a.ttl", "<https://w3id.org/dip/org/x> nonsense .\n", "line 1"),
        ("a.ttl", '<https://w3id.org/dip/org/x> <https://w3id.org/dip/ns#kind> "club" .\n', "line 1"),
    ],
)
def test_a_broken_file_is_one_error_with_its_line(tmp_path, name, text, says) -> None:
    (tmp_path / name).write_text(text, encoding="utf-8")
    with pytest.raises(ReferenceDataError) as caught:
        reference.load_with(tmp_path / name)
    message = str(caught.value)
    assert name in message
    assert says in message
    assert "\n" not in message


def test_a_file_that_is_not_there_or_not_text(tmp_path) -> None:
    with pytest.raises(ReferenceDataError, match="No such file"):
        reference.load_with(tmp_path / "none.csv")
    (tmp_path / "bytes.csv").write_bytes(b"key,name\n\xff\xfe")
    with pytest.raises(ReferenceDataError, match="line 2: not UTF-8"):
        reference.load_with(tmp_path / "bytes.csv")


def test_kinds_and_forms_are_those_of_the_model(known) -> None:
    kinds = {(e.kind, e.form) for _, e in forms_of(tables(known))}
    assert kinds == {
        (Kind.COUNTRY, Form.NAME), (Kind.COUNTRY, Form.DEMONYM), (Kind.ORGANIZATION, Form.NAME),
        (Kind.PLACE, Form.NAME), (Kind.PLACE, Form.DEMONYM),
    }  # fmt: skip
