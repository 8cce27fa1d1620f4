"""What a full stop may belong to, in each language: data, no rules.

The tables come from general knowledge of each language's printing habits. Words are written in
lower case and without their last full stop ("u.s" stands for "U.S."). `splitting` says what each
table means for the end of a sentence.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache


@dataclass(frozen=True, slots=True)
class Habits:
    """One language's full stops.

    ``bound``: never ends a sentence, since a name or an explanation follows ("Sen.", "e.g.").
    ``counted``: does not end one where a figure follows ("No. 5", "p. 12", "Jan. 6").
    ``open``: ends one only where a word follows that usually begins a sentence ("Inc.", "U.S.").
    ``timed``: ends one unless a word of ``clock`` follows ("8 p.m. Monday").
    ``starters``: words that seldom stand capitalised inside a sentence.
    ``ordinals``: whether a full stop after a figure makes it an ordinal ("3. Oktober").
    ``dialogue``: whether a dash at the start of a paragraph opens speech ("—Vamos —dijo.").
    """

    bound: frozenset[str]
    counted: frozenset[str]
    open: frozenset[str]
    timed: frozenset[str]
    clock: frozenset[str]
    starters: frozenset[str]
    ordinals: bool = False
    dialogue: bool = False


@cache
def habits_of(language: str) -> Habits:
    """Return the habits of ``language`` (ISO 639-1, a region may follow); English where unknown."""
    code = language.lower().replace("_", "-").partition("-")[0]
    if code not in _STARTERS:
        code = _RELATED.get(code, "en")

    def words(table: dict[str, str]) -> frozenset[str]:
        return frozenset((table.get("", "") + " " + table.get(code, "")).split())

    return Habits(
        bound=words(_BOUND),
        counted=words(_COUNTED),
        open=words(_OPEN),
        timed=frozenset({"a.m", "p.m", "am", "pm"}) if code == "en" else frozenset(),
        clock=frozenset(_CLOCK.split()),
        starters=words(_STARTERS),
        ordinals=code in _ORDINALS,
        dialogue=code in _DIALOGUE,
    )


def starters_of(language: str) -> frozenset[str]:
    """Return the words that usually begin a sentence; none where the language has no table."""
    return frozenset(_STARTERS.get(language, "").split())


# Languages without a table of their own that print full stops as a tabled one does.
_RELATED = {"gl": "pt", "ca": "es", "lb": "de", "da": "de", "nb": "de", "no": "de", "fi": "de"}
_ORDINALS = {"de"}
_DIALOGUE = {"es", "fr", "it", "pt"}

_BOUND = {
    "": """dr prof mr mrs ms mme mlle e.g i.e cf vs""",
    "en": """
        messrs mx sen sens rep reps gov gen lt col maj cmdr capt cpl sgt adm brig pvt
        rev fr hon pres supt insp det amb atty msgr v viz approx c.f mt
        """,
    "es": """
        sr sra srta sres sras d dª dra dres lic ing arq gral cnel cap tte sto sta fr ud uds
        vd vds excmo excma p.ej av avda núm
        """,
    "fr": """
        m mm mlles mmes me mgr st ste sts cie p.ex éd env av
        """,
    "de": """
        hr hrn dipl ing z.b z d.h d u.a u.ä o.ä v.a bzw ca evtl ggf inkl sog vgl zzgl exkl
        mio mrd bspw insb st
        """,
    "pt": """
        sr sra srs sras srta dra profa profª séc d dª d.ª dr.ª dr.ºs eng arq gen cel cap
        ten exmo exma p.ex av
        """,
    "it": """sig sigg sig.ra sig.na dott dott.ssa avv ing arch on gen col cap p.es es s d.ssa""",
    "nl": """dhr mevr mw drs ir ing mr jhr bijv o.a d.w.z m.a.w ca resp""",
}
_COUNTED = {
    "": """no nos nr art p pp vol fig figs ch chap sec ed""",
    "en": """
        jan feb mar apr jun jul aug sep sept oct nov dec eq tab para sect cl ver v
        mon tue tues wed thu thur thurs fri sat sun ext rev stat ca circa est
        """,
    "es": """
        núm nº n.º pág págs cap tel ene feb mar abr may jun jul ago sept oct nov dic n
        """,
    "fr": """n nº h janv févr avr juil sept oct nov déc chap tél al""",
    "de": """abs abb bd kap s str tab tel jan feb mär apr aug sept okt nov dez ziff""",
    "pt": """n nº núm pág págs cap tel jan fev mar abr mai jun jul ago set out nov dez""",
    "it": """n pag pagg cap tel gen feb mar apr mag giu lug ago set ott nov dic""",
    "nl": """blz hfst tel jan feb mrt apr jun jul aug sep sept okt nov dec""",
}
_OPEN = {
    "": """inc corp ltd co jr sr bros u.s u.k u.n e.u ph.d d.c al""",
    "en": """
        llc assn dept univ est st ave blvd rd mt ft hwy bldg pkwy ste esq ret
        m.d b.a m.a b.sc m.sc m.b.a ll.b j.d d.phil r.n u.s.a u.s.s.r l.a n.y n.y.c
        ala ariz ark calif colo conn del fla ga ind kan ky la mass md mich minn miss mo mont neb
        nev okla ore pa penn tenn tex va vt wash wis wyo
        int'l nat'l gov't mfg intl natl
        """,
    "es": """ee.uu uu ee s.a s.l s.a.s a.c d.c c.v ltda cía admón dpto etc""",
    "fr": """s.a s.a.r.l etc av j.-c""",
    "de": """usw etc u.s.w e.v str jh jhd n.chr v.chr chr""",
    "pt": """s.a ltda cia etc a.c d.c""",
    "it": """s.p.a s.r.l ecc a.c d.c""",
    "nl": """enz b.v n.v""",
}
_CLOCK = """
    monday tuesday wednesday thursday friday saturday sunday
    mon tue tues wed thu thur thurs fri sat sun
    january february march april may june july august september october november december
    est edt et cst cdt ct mst mdt mt pst pdt pt gmt utc bst cet cest ist jst aest eastern central
    pacific mountain
    """
_STARTERS = {
    "en": """
        a about according additionally after again all also although among an and another any
        anyone are as asked at because before both but by can could currently despite did do does
        during each earlier either even every everyone finally first for from furthermore given
        had has have he her here his how however i if in instead is it its last later like many
        maybe meanwhile more moreover most much my nearly neither nevertheless no nobody none nor
        not nothing now of on once one only or other others our over perhaps please rather since
        so some someone sometimes soon still such than that the their them then there therefore
        these they this those though through thus to today together under unfortunately unless
        unlike until was we were what when where whether which while who whoever whose why will
        with within without would yes yesterday yet you your
        """,
    "es": """
        a además ahora al algunas algunos ante antes aquí así aunque bajo cada como con cuando de
        del desde después dijo donde durante e el ella ellas ellos en entonces entre era es esa
        ese eso esta estas este esto estos está están fue ha hace hasta hay la las le lo los luego
        mi mientras muchos muy más nada ni no nos nosotros nuestra nuestro o otra otro para pero
        poco
        por porque primero pues que qué quien según se ser si sin sobre son su sus sí también
        tampoco tanto todo todos tras tu un una unos y ya yo él
        """,
    "fr": """
        a ainsi alors après au aucun aujourd aussi autre autres aux avant avec beaucoup c car ce
        cela celle celui cependant ces cet cette chaque comme comment d dans de depuis des donc du
        durant elle elles en enfin ensuite entre est et il ils j je l la le les leur leurs lors
        lorsque ma mais malgré même n ne ni nos notre nous on or ou où par parce parmi pas pendant
        peu plus pour pourquoi pourtant puis qu quand que quel quelle qui quoi sa sans se selon
        ses si son sont sous sur tous tout toute toutes très un une vers voilà vous y à ça étant
        """,
    "de": """
        aber alle allerdings als also am an andere anders auch auf aus außerdem bei beide bereits
        bis bisher da dabei dafür daher damit danach dann darum das dass dazu dem den denn dennoch
        der deren des deshalb die dies diese diesem diesen dieser dieses doch dort durch ein eine
        einem einen einer eines er es etwa euch für gegen gibt hat heute hier hinter ich ihm ihn
        ihnen ihr ihre im immer in ins ist ja jede jeder jedoch jetzt kein keine man mehr mein mit
        nach nachdem nicht nichts noch nun nur ob obwohl oder ohne schon sein seine seit seitdem
        sich sie sind so sogar solche sondern sowie trotz trotzdem um und uns unser unter viele
        vom von vor wann war waren warum was weil weiter wenn wer wie wieder wir wird wo während
        zu zudem zuerst zum zunächst zur zwar zwischen über
        """,
    "pt": """
        a agora ainda além algumas alguns ali antes ao aos apenas apesar após aqui as assim até
        cada com como contra contudo da das de depois desde dessa desse do dos durante e ela elas
        ele eles em enquanto entre então era essa essas esse esses esta estas este estes eu foi há
        isso isto já lhe logo mais mas meu muito muitos na nas nem no nos nossa nosso não o onde
        os ou outra outro para pela pelo pois por porque porém primeiro quando que quem se segundo
        sem ser seu sob sobre sua são também tanto toda todos tudo um uma vários você às é
        """,
    "it": """
        a ad al alcuni alla anche ancora c che chi ci come con così cui da dal dalla degli dei del
        della di dopo dove due durante e ed era essere fino fra gli ha hanno i il in infatti
        inoltre invece io l la le lei lo loro lui ma mentre molti nel nella nessuno noi non nostro
        o ogni oggi per perché però più poi prima quando quello questa questi questo qui se
        secondo senza si sia solo sono sotto su sul tra tutti tutto un una uno è
        """,
    "nl": """
        aan al alle als bij dan dat de deze die dit door dus een echter en er ga geen haar had
        heeft het hier hij hoe hun ik in is je kan maar meer men met mijn na naar niet nog nu of
        om omdat onder ons ook op over sinds te tegen ten toch toen tot uit van veel volgens voor
        waar want waren was wat we wel werd wie wij wordt ze zij zijn zo zoals zonder zou
        """,
}
