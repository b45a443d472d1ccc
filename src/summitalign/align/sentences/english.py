"""Base forms of irregular English words, as dictionaries list those only."""

_FORMS = """
be: am is are was were been being 's 're 'm
have: has had having
do: does did done
arise: arose arisen
awake: awoke awoken
bear: bore borne
beat: beaten
become: became
begin: began begun
bend: bent
bind: bound
bite: bit bitten
bleed: bled
blow: blew blown
break: broke broken
breed: bred
bring: brought
build: built
burn: burnt
buy: bought
catch: caught
choose: chose chosen
cling: clung
come: came
creep: crept
deal: dealt
dig: dug
draw: drew drawn
dream: dreamt
drink: drank drunk
drive: drove driven
eat: ate eaten
fall: fell fallen
feed: fed
feel: felt
fight: fought
find: found
flee: fled
fling: flung
fly: flew flown
forbid: forbade forbidden
forget: forgot forgotten
forgive: forgave forgiven
freeze: froze frozen
get: got gotten
give: gave given
go: went gone
grind: ground
grow: grew grown
hang: hung
hear: heard
hide: hid hidden
hold: held
keep: kept
kneel: knelt
know: knew known
lay: laid
lead: led
leap: leapt
learn: learnt
leave: left
lend: lent
light: lit
lose: lost
make: made
mean: meant
meet: met
mistake: mistook mistaken
overcome: overcame
pay: paid
ride: rode ridden
ring: rang rung
rise: rose risen
run: ran
say: said
see: saw seen
seek: sought
sell: sold
send: sent
shake: shook shaken
shine: shone
shoot: shot
show: shown
shrink: shrank shrunk
sing: sang sung
sink: sank sunk
sit: sat
sleep: slept
slide: slid
speak: spoke spoken
spend: spent
spin: spun
spring: sprang sprung
stand: stood
steal: stole stolen
stick: stuck
sting: stung
stride: strode
strike: struck stricken
strive: strove
swear: swore sworn
sweep: swept
swell: swollen
swim: swam swum
swing: swung
take: took taken
teach: taught
tear: tore torn
tell: told
think: thought
throw: threw thrown
undergo: underwent
understand: understood
undertake: undertook undertaken
wake: woke woken
wear: wore worn
weave: wove woven
weep: wept
win: won
wind: wound
withdraw: withdrew withdrawn
write: wrote written
man: men
woman: women
child: children
foot: feet
tooth: teeth
mouse: mice
goose: geese
wife: wives
life: lives
knife: knives
leaf: leaves
wolf: wolves
half: halves
self: selves
shelf: shelves
thief: thieves
good: better best
bad: worse worst
index: indices
matrix: matrices
vertex: vertices
"""
_BASES = {
    form: base
    for base, _, forms in (line.partition(": ") for line in _FORMS.split("\n") if line)
    for form in forms.split()
}


def lemma(word: str) -> str:
    """Return the base form of an irregular word in lower case; any other word as it stands."""
    return _BASES.get(word, word)
