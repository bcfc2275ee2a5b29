"""Words that stand before a name without being part of it, and small words inside of one."""

from __future__ import annotations

FEMALE_TITLES = frozenset(
    """mrs ms miss mme madame madam lady dame queen princess duchess countess baroness empress sister mother señora sra
    señorita srta doña dona senhora signora frau mevrou smt shrimati sushri kumari begum puan datin toh
    lady-wife sheikha shaikha hajja hajiya hajjah alhaja khun-ying congresswoman councilwoman chairwoman
    spokeswoman businesswoman policewoman actress alderwoman assemblywoman forewoman ombudswoman saleswoman
    stateswoman sportswoman ladyship""".split()
)
"""Titles and roles of women, folded."""

MALE_TITLES = frozenset(
    """mr mister sir lord king prince duke count baron emperor brother father fr pope señor sr don senhor signor herr
    meneer shri sri shree encik tuan haji hajj alhaji sheikh shaikh shaykh sheik bapak pak imam mullah maulana
    mufti ayatollah monsieur lama congressman councilman chairman spokesman businessman policeman actor alderman
    assemblyman foreman statesman sportsman serviceman fisherman craftsman lordship""".split()
)
"""Titles and roles of men, folded."""

OFFICE_ACRONYMS = frozenset(
    """mp mep mla mna mpa mlc asp dsp ssp sp ig dig igp dcp acp cp cm fm pm lg ag dg dc vc gm ceo md cfo coo
    cto hh hrh vp svp evp dpp sho dpm dcm eam aig adgp sdpo ocpd sac mce dce uno""".split()
)
"""Titles that are acronyms: in other than capitals they are names ("Md", for Mohammad)."""

TITLES = (
    FEMALE_TITLES
    | MALE_TITLES
    | OFFICE_ACRONYMS
    | frozenset(
        """dr doctor prof professor profs drs drg ir eng engr ing ingr arq arch lic licda abg mag adv advocate atty
        attorney barrister rev reverend revd hon honourable honorable rt right most venerable ven his her excellency
        he-mr highness majesty royal eminence holiness bishop archbishop cardinal canon deacon archdeacon pastor
        apostle prophet evangelist rabbi rebbe elder hojatoleslam hojjatoleslam hojjat datuk dato datoseri seri sri
        tun tengku tunku ustaz ustaza ungku syarifah sharifah tpt samdech techo akka sena padei oknha neak khun
        luang phra sayadaw daw ashin thura comrade cde chief oba emir eze otunba ogbuefi osagyefo togbe dejazmach
        ato weyzero woizero mzee mwalimu bwana ndugu lonko machi maestro president vice-president vice deputy
        minister premier chancellor governor mayor senator sen rep representative congressperson councillor
        councilor cllr deputy-minister ambassador secretary commissioner speaker envoy consul chairperson chair
        director justice judge magistrate sheriff marshal registrar general gen lieutenant lt colonel col major maj
        captain capt commander cmdr cdr commodore admiral adm brigadier brig sergeant sgt corporal cpl private pvt
        lance-corporal warrant officer constable const inspector insp superintendent supt detective det field
        marshal-general commandant cmdt petty rear wing squadron leader flight airman air chief-marshal subedar
        havildar naik ssgt msgt ltc ltcol ltgen majgen sgt-maj trooper ranger coach skipper captain-elect dean
        provost rector former ex acting interim then late incumbent outgoing president-elect rtd retd cap counselor
        counsellor collector controller comptroller chaplain vicar prefect procurator paymaster postmaster
        quartermaster adjutant gov pres amb asst assoc""".split()
    )
)
"""Titles, honorifics, ranks and offices that stand before names, folded."""

NAMES_WITHIN = frozenset(
    """sheikh shaikh shaykh sheik sri shri sree seri ato eze oba emir thura haji hajj don dona lama pak tun daw
    ing ir arch mag luang phra khun sena akka earl count baron rep sen sister""".split()
)
"""Titles that are names where they follow one ("Hassan Sheikh Farah"): they stand first, or behind another title."""

AMBIGUOUS_TITLES = frozenset(
    """dean major judge prince king earl duke pope bishop marshal justice chief don sultan sri seri rector
    chancellor imam haji abbot constable sergeant general sister daw tun he his her right most ing ir arch mag
    sen rep lama then late private count baron emir leader""".split()
)
"""Titles that are names as well: alone before one word they may be its given name."""

NOUNS_AS_NAMES = AMBIGUOUS_TITLES | frozenset(
    """fan king cook mason hunter gardener baron guard child boy prince pope page star major dean butler carpenter
    carter elder queen bishop abbot singer warden marshal model baker fisher shepherd sailor chef monk nun
    priest parent parents young brother sister son daughter painter driver porter taylor turner miller potter
    weaver walker farmer skinner barber constable judge squire knight hero angel genius smith wright banker
    champion regent chancellor german roman christian italian julian adrian ian sebastian damian fabian lillian
    vivian brian ryan gillian dorian marian florian maximilian bastian norman herman freeman newman coleman
    chapman hoffman goodman kaufman zimmerman bergman sherman sultan emir rector coach skipper ranger justice
    chief head guest host sponsor client maker steward""".split()
)
"""Nouns for people that are names as well."""

PARTICLES = frozenset(
    """al el ul ur bin ben ibn bint binti binte abu abdul-al van von der den de da do dos das del della di du la le las
    los lo y e ter ten te af av zu zur zum st san santa ap mac bte s/o d/o a/l a/p""".split()
)
"""Small words inside names: they may be left out, or written together with the next word."""

SUFFIXES = frozenset(
    """jr sr junior senior ii iii iv esq phd md mbe obe cbe kbe qc kc sc mp mpp am ao ac oam jp dds dvm cfa cpa rn bsc
    msc mba""".split()
)
"""What follows a name without being part of it."""

GENERATIONS = frozenset("jr sr junior senior ii iii iv".split())
"""Suffixes that tell two people of one name apart."""
