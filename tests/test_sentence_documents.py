"""Sentences of documents: inside of the sections that correspond, in whatever order these stand."""

from summitalign import api
from summitalign.align.dictionaries import read_lexicon
from summitalign.align.lexicon import Lexicon
from summitalign.align.options import AlignOptions
from summitalign.align.sentences.learned import as_table
from summitalign.model.alignment import Alignment, Order, Tier, Unit
from summitalign.model.term import Glossary, TermEntry, WrongForm

ENGLISH = """# Lighthouse keeper 2.4

## Installing Beacon

Download Beacon 2.4 for Linux. Unpack it with tar. The Pulsar service starts at boot.

## Configuring Foghorn

Foghorn sounds 3 times per minute. Change the interval in foghorn.yml. Quiet hours begin at 22:00.

## Reporting to Harbour

Every report is sent to port 8443. Harbour keeps 90 days of reports. Ask Grace for an account.
"""
GERMAN = """# Leuchtturmwärter 2.4

## Reporting an Harbour

Jeder Bericht geht an Port 8443. Harbour behält Berichte 90 Tage. Ein Konto gibt es bei Grace.

## Installing Beacon

Laden Sie Beacon 2.4 für Linux herunter. Entpacken Sie es mit tar. Der Dienst Pulsar startet beim Booten.

## Configuring Foghorn

Foghorn ertönt 3 Mal pro Minute. Das Intervall steht in foghorn.yml. Ruhezeit ist ab 22:00.
"""


def align(source: str, target: str, glossary: Glossary | None = None, order: Order = Order.AUTO) -> Alignment:
    options = AlignOptions(Unit.SENTENCE, order, lexicons=())
    return api.align(api.parse(source), api.parse(target), glossary, options)


def pairs(alignment: Alignment) -> list[tuple[str, str]]:
    source = {one.id: one.span.of(alignment.source.text) for one in alignment.source_segments}
    target = {one.id: one.span.of(alignment.target.text) for one in alignment.target_segments}
    return [(" ".join(source[i] for i in b.source), " ".join(target[i] for i in b.target)) for b in alignment.beads]


def test_sentences_follow_their_sections() -> None:
    found = pairs(align(ENGLISH, GERMAN))
    assert ("Every report is sent to port 8443.", "Jeder Bericht geht an Port 8443.") in found
    assert ("Unpack it with tar.", "Entpacken Sie es mit tar.") in found
    assert ("Quiet hours begin at 22:00.", "Ruhezeit ist ab 22:00.") in found


def test_a_bead_never_leaves_its_section() -> None:
    alignment = align(ENGLISH, GERMAN)
    sections = {"Beacon": 0, "Pulsar": 0, "Foghorn": 1, "foghorn": 1, "Harbour": 2, "8443": 2}
    for source, target in pairs(alignment):
        own = {number for word, number in sections.items() if word in source}
        other = {number for word, number in sections.items() if word in target}
        assert not own or not other or own == other
    assert dict(alignment.signature.parameters)["order"] == "free"


def test_what_comes_again_in_every_section_goes_with_its_own() -> None:
    source = ENGLISH.replace(".\n", ". Read the notes.\n")
    target = GERMAN.replace(".\n", ". Siehe Anmerkungen.\n")
    alignment = align(source, target)
    places = {one.id: one.span.start for one in (*alignment.source_segments, *alignment.target_segments)}
    starts = {name: (source.index(name), target.index(name)) for name in ("Beacon 2.4", "Foghorn", "8443")}
    joined = [
        bead for bead, pair in zip(alignment.beads, pairs(alignment), strict=True) if pair[0] == "Read the notes."
    ]
    assert len(joined) == 3
    for bead in joined:
        own, other = (
            max(starts, key=lambda name: starts[name][side] if starts[name][side] < places[one] else -1)
            for side, one in ((0, bead.source[0]), (1, bead.target[0]))
        )
        assert own == other


def test_texts_without_sections_are_aligned_as_a_whole() -> None:
    source, target = ENGLISH.split("\n\n")[2], GERMAN.split("\n\n")[4]
    assert len(pairs(align(source, target, order=Order.KEEP))) == 3


def test_beads_stand_in_the_order_of_the_target_and_bear_tier_and_reasons() -> None:
    alignment = align(ENGLISH, GERMAN)
    place = {one.id: number for number, one in enumerate(alignment.target_segments)}
    firsts = [place[bead.target[0]] for bead in alignment.beads]
    assert firsts == sorted(firsts)
    assert all(bead.evidence for bead in alignment.beads)
    assert {bead.tier for bead in alignment.beads} <= set(Tier)


def test_the_glossary_counts_as_a_dictionary() -> None:
    entry = TermEntry("pilot-boat", ("Lotsenboot",), (WrongForm("Pilotenboot"),), source=("launch",))
    glossary = Glossary((entry,))
    source = (
        "# Tug\n\nThe launch is red. Two men steer it. Rain falls here. We have 12 buoys. Nobody sleeps at night.\n"
    )
    target = (
        "# Tug\n\nDas Pilotenboot ist rot. Zwei steuern es. Es regnet. Wir haben 12 Bojen. Nachts schläft keiner.\n"
    )
    known, plain = (align(source, target, one) for one in (glossary, None))
    score = {one: [bead.score for bead in alignment.beads] for one, alignment in (("known", known), ("plain", plain))}
    assert sum(score["known"]) > sum(score["plain"])
    assert any("launch" in reason.value for bead in known.beads for reason in bead.evidence)


def test_a_lexicon_is_learned_from_sure_beads_and_read_back() -> None:
    nouns = {"boat": "barco", "gull": "gaviota", "rope": "cuerda", "storm": "tormenta", "light": "luz"}
    colours = {"red": "rojo", "white": "blanco", "grey": "gris"}
    both = [(noun, colour) for noun in nouns for colour in colours]
    source = "".join(f"{100 + k}: {colour} {noun} at pier {k * k}.\n" for k, (noun, colour) in enumerate(both))
    target = "".join(
        f"{100 + k}: {nouns[noun]} {colours[colour]} en el muelle {k * k}.\n" for k, (noun, colour) in enumerate(both)
    )
    options = AlignOptions(Unit.LINE, lexicons=())
    alignment = api.align(api.parse_plain(source), api.parse_plain(target), None, options)
    learned = api.learn_lexicon([alignment])
    found = {(word.source, word.target) for word in learned}
    assert {("gull", "gaviota"), ("storm", "tormenta"), ("white", "blanco")} <= found
    assert ("gull", "cuerda") not in found
    lexicon = read_lexicon(as_table(learned), "learned.tsv")
    assert isinstance(lexicon, Lexicon)
    assert lexicon.glosses["gaviota"] == "gull"


def test_nothing_is_learned_from_unsure_beads() -> None:
    assert api.learn_lexicon([]) == ()
    alignment = align("# A\n\nOne two.\n", "# B\n\nDrei vier.\n")
    assert api.learn_lexicon([alignment]) == ()


def test_two_large_documents_of_many_sections_are_aligned_section_by_section() -> None:
    source, target = (
        "".join(f"## {head} {n}\n\n{' '.join(f'{lamp} {n}.{k} {burns}.' for k in range(20))}\n\n" for n in range(120))
        for head, lamp, burns in (("Buoy", "Lamp", "burns"), ("Boje", "Lampe", "brennt"))
    )
    alignment = align(source, target)
    assert len(alignment.source_segments) * len(alignment.target_segments) > 4_000_000
    found = pairs(alignment)
    assert ("Lamp 77.13 burns.", "Lampe 77.13 brennt.") in found
    assert len(found) > 0.9 * len(alignment.source_segments)
