"""The patterns of all sentences that charts say in English, each with its check of `readings`."""

import readings as r

N, A = r"(\d+)", r"(.+?)"

TEMPLATES: list[tuple[str, r.Check]] = [
    # counts of sectors, words and deeds
    (
        r"Sectors with more friendly statements than strained ones: (?P<x>\d+) of (?P<y>\d+)\.",
        r.balance,
    ),
    (r"With more strained ones: .+?\.", r.rubs),
    (
        r"Bars for (?P<n>\d+) sectors?\. Friendly statements: (?P<f>\d+), strained: (?P<s>\d+), "
        r"neutral: (?P<z>\d+)\.",
        r.bars,
    ),
    (r"Too few families of documents to tell which sector .+? often\.", r.too_few_sectors),
    (r"No sector with enough families of documents has a strained statement\.", r.none_strained),
    (
        r"Strained most often(?P<sure>, though not clearly)?: (?P<names>.+?), (?P<rate>\d+)%"
        r"(?: \((?P<low>\d+)–(?P<high>\d+)%\))? of what takes a side\.",
        r.strained_most,
    ),
    (r"What two sides do together counts once\.", r.acts_once),
    (r"Statements by sector\. Right, blue: .+? last column: neutral\.", r.explains),
    (
        r"In all: friendly (?P<f>\d+), strained (?P<s>\d+), neutral (?P<z>\d+)\.",
        r.caption_sums,
    ),
    (
        r"Statements of words: (?P<w>\d+), of deeds: (?P<d>\d+), of lasting dependence: "
        r"(?P<s>\d+)\.",
        r.words_and_deeds,
    ),
    (
        rf"Bars for {N} sectors? in five columns\. Verbal cooperation: {N}, material cooperation: "
        rf"{N}, verbal conflict: {N}, material conflict: {N}, structural: {N}\.",
        r.quad_bars,
    ),
    (r"Statements by sector and quad class .+? grey: structural dependence\.", r.explains),
    (r"Requests count as conflict in words, friendly ones too\.", r.requests),
    (r"Statements of dependence: (?P<ties>.+)\.", r.dependence),
    (r"Statements that one side depends on another, .+? or as an asset \(blue\)\.", r.explains),
    (r"Statements that one side depends on another, by sector \((?P<w>.+?)\)\.", r.ways_shown),
    # networks
    (
        rf"Of all ties drawn \({N}\), mainly friendly: {N}, mainly strained: {N}, mixed: {N}, "
        rf"neutral: {N}\.",
        r.drawn_ties,
    ),
    (r"The heaviest: (?P<a>.+?) – (?P<b>.+?)\.(?= |$)", r.heaviest_of_all),
    (r"The heaviest of those drawn: (?P<a>.+?) – (?P<b>.+?)\.(?= |$)", r.heaviest),
    (
        r"A network of (?P<a>\d+) actors? and (?P<b>\d+) sectors? with (?P<t>\d+) ties?: "
        r"(?P<f>\d+) friendly, (?P<s>\d+) strained, (?P<m>\d+) mixed, (?P<z>\d+) neutral\.",
        r.network_sizes,
    ),
    (
        r"(?:The most connected actors? (?:is|are) (?P<actors>.+?))?(?:; t|T)?"
        r"(?:he most connected sectors? (?:is|are) (?P<sectors>.+?))?\.$",
        r.most_connected,
    ),
    (r"Actors \(left\) and sectors \(right\), tied by .+? is addressed\.", r.explains),
    (r"Width: number of statements \(1 to (?P<n>\d+)\)\.", r.width),
    (r"Each tie is one statement\.", r.lone_ties),
    (
        r"Of the statements that take a side[ ,].+?"
        r"(?:takes a side|(?:blue|dashed|dotted))\.(?= |$)",
        r.sign_parts,
    ),
    (
        r"Shown are the most often named: (?P<a>\d+) of (?P<b>\d+) actors?, (?P<c>\d+) of "
        r"(?P<d>\d+) sectors?\.",
        r.shown_of,
    ),
    (
        r"(?P<n>\d+) filled cells?(?: shown)?; (?:none is the fullest alone|the fullest is "
        r"(?P<a>.+?) on (?P<b>.+?) \((?P<w>\d+) statements?\))\.",
        r.cells,
    ),
    (
        r"A table of \d+ actors? and \d+ sectors? with (?P<n>\d+) filled cells?\.(?: The fullest "
        r"cell is (?P<a>.+?) on (?P<b>.+?) with (?P<w>\d+) statements?\.)?",
        r.cells,
    ),
    (r"Pale: fewer than five statements\.", r.pale_cells),
    (r"Periods are not of one length, .+? above each\.", r.explains),
    (r"Shares are of each actor’s own statements, .+? period\.", r.explains),
    (r"Number of statements that tie an actor to a sector, .+? Empty: no statement\.", r.explains),
    (
        r"(?:Heaviest tie of each period(?P<drawn>, of those drawn)?\."
        r"|One period only\. Its heaviest ties:) (?P<ties>.+)\.$",
        r.periods,
    ),
    (
        r"The same network in \d+ periods?, with the heaviest ties of each\. (?P<ties>.+)\.$",
        r.same_network,
    ),
    (r"Actors \(left\) and sectors \(right\) in each period, .+? in the period\.", r.explains),
    # changes
    (
        r"Clear changes: (?P<x>\d+) of (?P<y>\d+) shown"
        r"(?:, and chance alone would make about (?P<z>\d+) of so many look clear)?"
        r"\. In percentage points: .+\.$",
        r.clear_changes,
    ),
    (r"No change shown is clear\.", r.no_clear_change),
    (
        r"Change of the share of a period’s statements that make a tie, .+ lacks the tie\.",
        r.explains,
    ),
    (
        r"Of the (?P<n>\d+) changes? with enough families, one in twenty would be clear by "
        r"chance\.",
        r.chance,
    ),
    (r"A network of ties that take a greater .+ Greatest changes, clear or not: .+\.$", r.explains),
    (r"Shares of an actor’s statements that .+? behind a share\.", r.explains),
    (r"The \d+ greatest changes? (?:is|are) shown\.", r.explains),
    (r"Rows of pairs of marks, and of changes with intervals\. .+\.$", r.explains),
    # pairs, ties that stand out, choices
    (
        r"Pairs closer than chance would put them: (?P<x>\d+) of (?P<y>\d+) shown; further apart: "
        r"(?P<z>\d+)\.",
        r.pairs,
    ),
    (r"Of these on fewer than five families of documents: (?P<n>\d+)\.", r.thin_pairs),
    (r"Congruence minus conflict of the speakers heard most\.", r.explains),
    (r"Circles \(blue\): two take the same stance .+? open: within it\.", r.explains),
    (r"The line parts the two camps that split it best; .+? split\.", r.explains),
    (r"A triangle of (?P<n>\d+) pairs? of speakers: .+\.$", r.triangle),
    (r"(?P<n>\d+) ties? stands? out, .+?\.", r.stand_out),
    (r"Ties that stand out: (?P<n>\d+); of these unsure or thin: \d+\.", r.stand_out),
    (r"Speakers who take the same stance on the same sectors\.", r.explains),
    (r"Drawn are only the ties that carry more .+? Width: congruence\.", r.explains),
    (r"Dotted: a tie missing from .+? one of its ends\.", r.explains),
    (r"Rows with a gap between them are of two communities\.", r.explains),
    (
        r"\d+ speakers? in rows, joined by (?P<b>\d+) arcs?, (?P<c>\d+) of them dotted\."
        r"(?: The heaviest joins .+ and .+\.$)?",
        r.arcs,
    ),
    (
        r"Lowest correlation with the weights drawn: (?P<x>−?[\d.]+), for .+\.$",
        r.lowest_correlation,
    ),
    (r"Under every other choice the weights of ties correlate fully .+?\.", r.full_correlation),
    (r"The weights of ties cannot be compared under any other choice\.", r.no_correlation),
    (r"Too few ties to tell which choice changes their weights most\.", r.few_ties),
    (r"Each row changes one choice .+? \(diamonds\)\.", r.explains),
    (r"\d+ rows? of two marks\.(?: Correlations.+\.$)?", r.explains),
    # voices
    (
        r"(?P<who>[A-Z].*?) sound (?P<way>warmer|colder) than others(?: in: (?P<kinds>.+?))?\.",
        r.apart,
    ),
    (r"[A-Z].*? and other voices cannot be told apart\.", r.not_apart),
    (
        r"In words the gap that the kind of relation does not explain is (?P<gap>[+−\d.]+\d) "
        r"\((?P<low>[+−\d.]+) to (?P<high>[+−\d.]+)\)\.",
        r.gap_left,
    ),
    (
        r"Where both speak in one family of documents, the gap is (?P<gap>[+−\d.]+\d) "
        r"\((?P<low>[+−\d.]+) to (?P<high>[+−\d.]+)\)\.",
        r.gap_within,
    ),
    (r"Dotted: all families agree; .+? mean\.", r.agreed_marks),
    (r"In no kind of relation do both voices have enough .+?\.", r.not_apart),
    (r"In no period do both voices have enough .+?\.", r.not_apart),
    (r"No leading voice speaks here: .+?\.", r.only_one),
    (r"Only .+? speak here: .+?\.", r.only_one),
    (
        r"In (?P<n>\d+) periods? both voices have enough families of documents: .+? are clearly "
        r"warmer in (?P<w>\d+) and clearly colder in (?P<c>\d+)\.",
        r.course,
    ),
    (
        r"In (?P<n>\d+) periods? both voices have enough families of documents: (?:neither|in none "
        r"of them is either)(?: is)? clearly warmer\.",
        r.course,
    ),
    (r"Mean stance \(−1 strained, \+1 friendly\) .+?(?:statement|sector)\.", r.explains),
    (r"(?:Blue diamonds|Orange circles): .+?\.", r.voice_marks),
    (r"Each family of documents counts once.+?(?:of sample|over families)\.", r.explains),
    (r"Open marks: fewer than five families, too few to say\.", r.thin_marks),
    (r"Marks with intervals .+\.$", r.explains),
    # coverage, the order of a document, single sources
    (r"(?P<n>\d+) statements?(?: in (?P<y>\d+) years?)?\.", r.coverage),
    (r"Of no known year: (?P<n>\d+)\.", r.undated),
    (r"Years with fewer than five families of documents: .+?\.", r.thin_years),
    (r"(?P<p>Four|\d+) panels? of bars over (?P<n>\d+) statements?\.", r.panels_of),
    (r"The year with most statements is (?P<y>\d+), with (?P<s>\d+)% of all\.", r.busiest),
    (r"Number of statements by .+? In parentheses: documents\.", r.explains),
    (
        r"The document drawn makes (?P<n>\d+) statements? – friendly: (?P<f>\d+), neutral: "
        r"(?P<z>\d+), strained: (?P<s>\d+)\.",
        r.sequence,
    ),
    (r"(?P<n>\d+) other documents? makes? as many\.", r.as_long),
    (
        r"(?P<n>\d+) statements? on \d+ sectors?, from left to right\. Friendly: (?P<f>\d+), "
        r"strained: (?P<s>\d+), neutral: (?P<z>\d+)\.",
        r.sequence,
    ),
    (r"The strained ones? stands? at places? (?P<n>[\d, ]+)\.", r.strained_places),
    (r"Each mark is a statement of document .+? dot, grey: neutral\.", r.explains),
    (r"(?:All )?\d+ headline numbers? keeps? (?:its|their) sign .+?\.", r.influence),
    (r"When one family of documents is left out, these can lose .+\.$", r.influence),
    (r"One family of documents holds all: without it nothing is left\.", r.influence),
    (r"Rows of marks on lines\. mean stance:? (?P<x>−?[\d.]+\d|−?\d).+\.$", r.estimates),
    (r"Headline numbers \(circles\) .+? left out \(thick\)\.", r.explains),
    (r"Crosses: without the founding article\.", r.founding),
    # the page
    (
        r"(?:A page of panels\. )?(?P<states>.+?) in this record \((?P<sample>.+?)\): "
        r"(?P<f>\d+)% friendly \((?P<f_low>\d+)–(?P<f_high>\d+)%\), "
        r"(?P<s>\d+)% strained \((?P<s_low>\d+)–(?P<s_high>\d+)%\)\.",
        r.whole,
    ),
    (
        r"(?:A page of panels\. )?(?P<states>[^:]+): (?P<f>\d+) friendly, (?P<s>\d+) strained, of "
        r"(?P<n>\d+) (?:statement|act)s?\.",
        r.whole,
    ),
    (r"[A-Z].*? and others: too few documents to compare\.", r.few_to_compare),
    (rf"Of {N} projects? that can open, last seen open: {N}, stuck: {N}\.", r.projects),
    (r"Only the two states are tied\.", r.only_states),
    (r"The ties that documents tell most, third parties’ too\.", r.third_elsewhere),
    (r"Drawn are the strongest ties; third parties are tied too\.", r.third_elsewhere),
    (r"What documents say of the two states.*?\.", r.page_about),
    (r"Blue: friendly; orange, hatched or dashed: strained; grey: neutral\.", r.explains),
    (r"Bars through marks: .+?\.", r.page_caption),
    (r"[A-Z].*?: with the texts that both states sign\.", r.joint),
    (
        r"No headline is drawn from the frame: (?P<n>\d+) texts? with statements that count here, "
        r"fewer than (?P<few>\d+)\.",
        r.few_of_frame,
    ),
    (r"Events that the frame lists: (?P<n>\d+); with a text: (?P<t>\d+)\.", r.events),
    # emptiness
    (r"No statement tells of a lasting dependence\.", r.no_dependence),
    (r"For this figure the study would need (?P<things>.+?)\.$", r.needed),
    (r"No statement (?:meets this selection|has a date that tells its period)\.", r.nothing),
    (r"No two speakers (?:are tied|stand closer or further apart)\.", r.nothing),
    (r"No tie stands out\.", r.nothing),
    (r"There are no two periods to compare, or no change between them\.", r.nothing),
]
