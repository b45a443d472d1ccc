"""Abbreviations of the main European languages, by what their full stop says about the end of a sentence.

Languages are not told apart: a text may hold several, and few abbreviations of one are words of another. Such words
(`no.`, `fig.`, `art.`) stand where only a number behind them makes them abbreviations.
"""

import re


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


TITLES = _set(
    """
    mr mrs ms dr prof st rev hon gen col capt lt sgt messrs mt ft
    hr fr frl dipl ing m mgr sr sra srta dra dña ud uds exmo dhr mevr drs inż hab
    """
)
"""Stand before a name with a capital letter, and never end a sentence; `ms` is a unit of time."""

UNDOTTED = frozenset({"par.ex", "ad.es"})
"""Of two words, with a full stop behind the second one only, as in `par ex.`"""

INNER = UNDOTTED | _set(
    """
    e.g i.e eg vs cf viz approx dept resp incl excl a.k.a w.r.t govt assn
    z.b d.h u.a o.ä i.d.r v.a m.e s.o s.u u.u n.chr v.chr i.allg bzw ca ggf evtl sog lt inkl exkl vgl zzgl abzgl
    einschl insb insbes bspw ugs allg dt engl
    p.ex c.-à-d c.à.d av apr
    p.ej ee aprox
    p.es dott sig sigg avv
    bijv d.w.z o.a m.b.t t.o.v t.a.v i.p.v evt zgn
    np m.in tj tzn tzw zob
    např tzv t.ex d.v.s bl.a f.eks dvs
    т.е т.к т.н напр см ср в.т.ч т.з див г-н г-жа им акад проф
    """
)
"""Stand before what they belong to, so that nothing ends behind them."""

COUNTING = _set(
    """
    no nos fig figs sec secs ch chs chap vol vols p pp eq eqs tab ref refs art app ex par ver v
    jan feb mar apr jun jul aug sep sept oct nov dec
    nr nrn abb s bd kap abs abschn anm zif teil
    pág págs pag pagg núm cap
    blz str rys tabl rozdz
    рис стр гл табл п пп т тт с ст мал стор розд
    """
)
"""Stand before a number; behind anything else they are words that end as others do."""

CLOSING = _set(
    """
    etc al inc ltd corp co bros llc plc jr esq e.v
    usw uvm etc.pp u.s.w ff f u.v.m o.dgl
    suiv ss
    ecc
    enz
    itd itp
    atd
    т.д т.п др и.т.д руб млн млрд тыс г гг в вв н.э
    """
)
"""Stand behind what they belong to: the next word tells whether a sentence ends there."""

COMPANIES = frozenset({"co", "inc", "corp", "ltd"})
"""Of the closing ones those that a form of company may follow, as in `Co. KG`."""

NAMES = frozenset({"yahoo", "jeopardy", "yum", "guess"})
"""Names that are written with an exclamation mark."""

STEPS = _set(
    """
    step part chapter section figure table lesson appendix note phase day rule question
    schritt teil kapitel abschnitt abbildung tabelle
    étape partie chapitre figure tableau
    paso parte capítulo figura tabla
    passo capitolo capitolo tabella
    шаг часть глава рисунок таблица
    stap deel hoofdstuk krok część rozdział
    """
)
"""Words that a number and a full stop may follow at the head of a line, as in `Step 1. Install it.`"""

ORDINAL = _set(
    """
    am im ab beim vom zum zur bis der die das dem den des und oder seit nach vor mein unser ihr ein eine einem einen
    einer jeder jede jedes jedem jeden diesem diesen dieser
    den det till på do od na w dne ke ze
    """
)
"""Words before an ordinal number where ordinals are written with a full stop, as in `am 3. Oktober`."""

MONTHS = _set(
    """
    januar jänner februar märz april mai juni juli august september oktober november dezember
    januari februari marts mars maj oktober desember december januára
    """
)
"""Where the number of a day before them is written with a full stop: `10. September`."""

OPENERS = _set(
    """
    the a an this that these those it its he she we you they i there here in on at for from with by as if when while
    after before since but and or so then thus however what who where why how our my your his her their no not all
    some most many each every both one please see use also do does did is are was were can will may let
    der die das ein eine es er sie wir ihr ich in im am auf mit von für wenn als aber und oder so dann
    le la les un une il elle nous vous ils elles ce cette ces en dans pour mais et ou si
    el los las una esto este esta pero y o si cuando para con por
    """
)
"""Words that begin a sentence more often than a name."""

ACRONYM = re.compile(r"(?:[^\W\d_]\.)+[^\W\d_]")
"""Letters with full stops between them, the last one left out: `U.S`."""
