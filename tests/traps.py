"""What annotated texts warn of, read as assertions about what was extracted.

Gold files list ``traps``: one line each, a false fact that a careless reader would assert ("X did not sign: she only
witnessed it"). ``READINGS`` turns the common forms of such lines into checks. A line that no reading fits, or that
names nobody the gold file knows, is not read; one whose check the gold file's own facts would fail is left out.

``python -m tests.traps FOLDER ID …`` lists the traps of some files with what became of them.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from kg.model import Extraction
from tests.trap_checks import (
    NOT,
    Check,
    Finding,
    Read,
    claimed,
    no_act,
    no_commitment,
    no_date,
    no_instrument,
    no_lead,
    no_office,
    no_official_of,
    no_organization,
    no_participant,
    no_party,
    no_place,
    no_place_of,
    no_pledge,
    no_signatory,
    no_statement,
    no_such_act,
    no_such_statement,
    no_title,
    nobody_named,
    not_done,
    not_held,
    not_mentioned,
    not_substantive,
    nothing_agreed,
    nothing_signed,
    office_not_named,
    other_date,
    other_office,
    signatory_unsaid,
)
from tests.trap_clauses import (
    by_clauses,
    no_event,
    no_figure,
    no_meeting,
    no_ordinal,
    no_reported,
    nobodys,
    not_binding,
    one_only,
    other_occasion,
    other_post,
    stands_for,
)
from tests.trap_more import (
    elsewhere_made,
    government_only,
    neither_nor,
    no_act_of,
    no_claim,
    no_country,
    no_day,
    no_label,
    no_member,
    no_name,
    no_post,
    no_such_day,
    nobody_foreign,
    not_in_force,
    not_yet_done,
    nothing_yet,
    only_by,
    only_signed,
    other_speaker,
    unresolved,
)

ROOT = Path(__file__).resolve().parents[1]
SHARED = next((p / "shared" for p in ROOT.parents if (p / "shared" / "eval").exists()), ROOT / "absent")
"""The folder beside the project, or beside one above it, that has annotated texts."""

NOTHING = r"(?:[Nn]othing|NOTHING)"
DOES_NOT = rf"(?:did|do|does|is|are|was|were|has|have|had) {NOT}(?: yet| even)? "
SAID = r"(?:said to (?:have |be )?|reported as )?"
READINGS: tuple[tuple[str, Check], ...] = (
    (rf"(.+?) (?:is|are) (?:an? [\w ]+, |the name of .*, )?{NOT} an? organi[sz]ation", no_organization),
    (r"is (.+?)'s claim", claimed),
    (r"^(?:[Nn]o person|[Nn]o (?:named )?officials?) ?(?:is named|:|$)", nobody_named),
    (r"^No (.+?) officials? is named", no_official_of),
    (r"does (?:not|NOT) say who signed (?:the )?([^:;]+)", signatory_unsaid),
    (r"nobody is said to have SIGNED it", nothing_signed),
    (rf"(.+?) {DOES_NOT}{SAID}(?:themselves )?sign(?:ed)?\b", no_signatory),
    (r"(.+?) witnessed", no_signatory),
    (r"(?:^|: )(?:[Nn]othing|[Nn]o [\w ]+) (?:is |was |were )(?:yet )?(?:signed|concluded)", nothing_signed),
    (rf"(?:is|are|was|were|has|have) {NOT} (?:yet )?(?:been )?(?:signed|concluded)", nothing_signed),
    (rf", {NOT} (?:yet )?signed|{NOT} say [\w ]+ (?:was|were) signed", nothing_signed),
    (rf"(.+?) (?:is|are) {NOT} (?:said to be )?(?:an? )?(?:the )?part(?:y|ies)\b", no_party),
    (rf"(.+?) {DOES_NOT}{SAID}(?:co-chair|chair|head|host|hosted|hold the)\b", no_lead),
    (rf"(.+?) {DOES_NOT}{SAID}(?:among the |an? )?(?:take part|took part|taken part|[Pp]articipants?|attend|attended|"
     r"participated|meet |met |the actors)", no_participant),
    (r"(.+?) takes? (?:no part|part in nothing)|(.+?) took (?:no part|part in nothing)", no_participant),
    (r"(.+?) (?:is|are) (?:only )?(?:an? |the )?(?:topics?|places?|beneficiar\w+|no participants?)(?: of [\w ]+)?"
     rf"(?:$|, {NOT} (?:an? (?:participant|actor)|said to take part))", no_participant),
    (rf"(.+?) {DOES_NOT}(?:an? )?(?:commit|undertake|agree|pledge|promise|adopt|donate|decide|establish|accede|give|"
     r"committed|launch|negotiate|donor|committer|set )", no_such_act),
    (r"(.+?) (?:commits?|commit themselves|commits itself|committed|agreed|promises|donate|decided) "
     r"(?:\w+ )?(?:to )?(?:nothing|NOTHING)", no_commitment),
    (r"(.+?) (?:made|make|makes|announced) (?:no|NO) (?:commitment|decision|plans)", no_commitment),
    (r"(?:^|: )[Nn]othing (?:was|is|has been) (?:signed or )?(?:newly )?(?:agreed|committed)", nothing_agreed),
    (r"ommitment[\w -]* (?:is|are) [\w .]+(?:'s|’s)?(?: alone| only)?, (?:not|NOT) (?:by )?(.+)", no_such_act),
    (r"(?:are|is) committed by [\w ]+, not by (.+)", no_such_act),
    (r"^Only \w+ committed to [\w ]+, not (.+)", no_such_act),
    (r"(?:words|quotation|statement)[\w ]* (?:are|is) (?:[\w.]+'s, )?(?:NOT|not) (.+?)'s", no_such_statement),
    (rf"(.+?) {DOES_NOT}{SAID}(?:as )?(?:an? |the )?(?:saying|say|speaker|condemn|condemned|reaffirm|welcome|express|"
     r"join|underscored|make the joint)", no_such_statement),
    (r"(.+?) (?:said|says|say) nothing|(.+?) made none of|gives no statement of (.+)", no_statement),
    (rf"(?:has|have) {NOT} (?:yet )?(?:been held|taken place)|, {NOT} (?:yet )?held|{NOT} held yet", not_held),
    (r"(.+?)(?:'s office)? (?:is|are|was) (?:only )?(?:acting|Acting|ACTING)", not_substantive),
    (rf"(.+?) (?:is|are) {NOT} (?:the |current )+[\w ]+(?:: | \()former", not_substantive),
    (rf"(.+?) (?:is|are) {NOT} (?:the )?[A-Z]", other_office),
    (rf"(.+?) (?:is|are|serves|holds) [^:]*{NOT} ", other_post),
    (r"(.+?) (?:holds?|held|are given|is given) (?:no|NO)\b[\w ]*office|(.+?) are press contacts", no_office),
    (r"^('?[A-Z]\w+'?)[\w ]* is (?:a post-nominal|no post)", no_title),
    (rf"^(?:The )?(.+?) (?:is|are) {NOT} named", office_not_named),
    (rf"(.+?) (?:is|are) {NOT} mentioned|(.+?) (?:do|does) {NOT} stand for", not_mentioned),
    (rf"(.+?) is {NOT} a place", no_place),
    (rf"(.+?) is (?:only the place, |{NOT} |the seat [\w ]+, not )the place", no_place_of),
    (rf"(.+?) (?:is|are) (?:when|the|a filing)\b.*,? {NOT} (?:the date|of an?|a deadline|of this)", other_date),
    (r"no year|year .*not given|date .*not known|gives no year", no_date),
    (r"(.*\d.*) (?:is|are|has|have) .*(?:not a (?:new )?(?:pledge|commitment)|already been|not commitments?|"
     r"NOT a new pledge|not pledged)", no_pledge),
    (rf"'(.+?)'.* (?:is|are|:) (?:{NOT} an?|no|not) (?:commitments?|undertaking)", no_act),
    (rf"(.+?) (?:is|are) (?:only [\w ]+, )?(?:{NOT} an?|no|not) commitments?", no_act),
    (rf"(.+?) (?:is|are) {NOT} an? (?:instrument|agreement)|(.+?)' is no instrument", no_instrument),
    (rf"(.+?) (?:is|are|was|were|has|have) {NOT}(?: yet)? (?:been )?"
     r"(?:decided|launched|established|adopted|set up|approved|released|made|extended|exist|taken)", not_done),
    (r"^(?:The )?(.+?) does NOT exist yet", not_done),
    (r"^No (.+?) (?:is|was|are) (?:decided|agreed|promised|reported|reached)", not_done),
    (rf"^No reported statement|^{NOTHING} has been said|is the publisher'?s'? own", no_reported),
    (r"^'(.+?)' (?:has no speaker|are? [\w() ]+|is (?:an? )?(?:prediction|belief|visit)\b)", nobodys),
    (r"^'(.+?)' (?:is|are|report|reports) (?:a |past )?(?:prediction|achievement)s?", not_binding),
    (r"^(?:The )?(.+?) (?:is|are|was|were) (?:only )?(?:discussed|stressed|wished for|a topic|endeavours|planned|"
     r"present fact|the aim|not cancelled|steps discussed)", not_binding),
    (r"(?:agree|agreed|decide) (?:on|to) ([^:]+)", not_binding),
    (r"^'(\w[\w ]*' (?:alone )?is (?:always )?[^,;]+)", stands_for),
    (r"^No ((?:meeting|signing|visit|call)[\w ]*|Department [\w ]+) (?:took place|takes place|is reported|is planned)",
     no_meeting),
    (rf"^(?:The |There is NO )(.+?) (?:is|are|was|were|did) {NOT} (?:scheduled|planned|take place)", no_event),
    (rf"^(?:'?)(.+?) is (?:the anniversary|{NOT} the ordinal)", no_ordinal),
    (r"^(?:The )?(.+?) (?:was|were) (?:signed|released|made|held)[\w ]* (?:in|on) [\w ]+, not at this", other_occasion),
    (r"are one sum, NOT (a \w+)", no_figure),
    (r"there are not two (\w+)", one_only),
    (rf"^There is (?:{NOT}|no|NO) (.+?)(?: yet|,|$)", no_instrument),
    (r"hosted by [\w ]+, not by (.+)", no_lead),
    (rf"(?:is|are|was|were) \w+ed by (.+?)(?: only\b|,? {NOT} )", only_by),
    (rf"(?:is|are) (.+?)['’]s, {NOT} a joint", only_by),
    (r"^Only (.+?) signed", only_signed),
    (r"[Nn]othing is (reaffirmed|decided|agreed|committed) yet|is not yet (reaffirmed)", nothing_yet),
    (rf"^(?:The )?(.+?) (?:has|have|was|were|is|are) {NOT} (?:yet )?(?:been )?(?:launched|made|released|established|"
     r"decided|negotiated|agreed|taken|scheduled)", not_yet_done),
    (r"^[Nn]o (.+?) (?:is|was|were) (?:agreed|decided|reported)", not_yet_done),
    (r"^(?:The )?(.+?) (?:does NOT exist yet|(?:is|are) promised, not yet|is planned, not)", not_yet_done),
    (r"^(?:The )?(?:two sides|Participants|Council|EU) did NOT (?:agree on|adopt|establish) (?:an? |the )?([^:]+)",
     not_yet_done),
    (r"'(.+?)' is not resolved", unresolved),
    (r"^(.+?) is named without any office|^(.+?) holds? (?:no|NO) (?:public )?office", no_post),
    (r"never names the country of (.+)", no_country),
    (rf"^(.+?) is the (?:date|earlier) .*{NOT} (?:the date )?of", no_such_day),
    (rf"{NOT} on (\d{{1,2}} [A-Z]\w+|[A-Z]\w+ \d{{1,2}})", no_day),
    (rf"^The .* of (\d{{1,2}} [A-Z]\w+) is {NOT} the date", no_day),
    (r"^(.+?) are honorifics", no_name),
    (r"^(?:The )?(.+?) is neither an organi[sz]ation nor an agreement", neither_nor),
    (r"^(\w+) stands for [^,]+, not for a place", government_only),
    (r"^(?:The )?(.+?) is signed but not in force", not_in_force),
    (r"^(.+?) '(?:launched|established that)'", no_act_of),
    (r"^The (.+?) figure .*is missing", no_claim),
    (rf"^The (pledge .+?) was made .*, {NOT} (?:during|at)", elsewhere_made),
    (rf"{NOT} ([A-Z][\w. ]+), that ", other_speaker),
    (r"^(.+?) is not a member|^(.+?) is a guest country", no_member),
    (r"^(.+?) is (?:only )?the (?:place|source|channel) of [^,;]+[,;] (?:not?|(?:he|she|it) took no)", no_participant),
    (r"^(.+?) contributed .*does not say", no_participant),
    (r"^(.+?) is only in the photo caption", no_participant),
    (r"^No foreign \w+ took part", nobody_foreign),
    (r"^The (\w+) named are (?:bills|laws)", no_label),
)  # fmt: skip


@dataclass(frozen=True)
class Trap:
    """One line with what became of it; ``found`` is None where it was not read."""

    words: str
    found: list[str] | None


def traps(gold: dict[str, Any], x: Extraction) -> list[Trap]:
    """The traps of a gold file, each read by the first reading that fits."""
    read = Read(gold, x)
    return [Trap(str(words), _read(read, str(words))) for words in gold.get("traps") or ()]


def _read(read: Read, line: str) -> Finding:
    """What the first reading that fits finds, tried before a colon first where more than a word follows it."""
    head, _, tail = line.partition(": ")
    for stretch in dict.fromkeys((head if " " in tail else line, line)):
        for pattern, check in READINGS:
            match = re.search(pattern, stretch)
            if match is None:
                continue
            subject = next((g for g in match.groups() if g), "")
            found = check(read, read.meant_by(subject.split("; ")[-1]), subject, line)
            if found is not None:
                return found
    return by_clauses(read, line)


def files(folder: Path) -> Iterator[tuple[str, Path, Path]]:
    """(id, text, gold file) of every annotated text below a folder with ``texts/`` and ``gold/``."""
    for gold in sorted((folder / "gold").glob("*.yaml")):
        text = next((folder / "texts").glob(f"{gold.stem}_*.txt"), None)
        if text is not None:
            yield gold.stem, text, gold


def main(folder: str, *wanted: str) -> None:
    from kg.extractor import Extractor
    from kg.read import read

    extractor = Extractor()
    for name, text, gold in files(Path(folder)):
        if name in wanted:
            found = extractor.one(read(text))
            assert isinstance(found, Extraction), found
            for trap in traps(yaml.safe_load(gold.read_text(encoding="utf-8")), found):
                told = "not read" if trap.found is None else "SPRUNG" if trap.found else "ok"
                print(name, told, trap.words, *(trap.found or ()), sep=" | ")


if __name__ == "__main__":
    if len(sys.argv) < 3:
        sys.exit("python -m tests.traps FOLDER ID …: a folder with texts/ and gold/, and which of them")
    main(*sys.argv[1:])
