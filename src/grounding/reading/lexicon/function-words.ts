import type { Entry, WordTag } from "../meanings.ts";

// oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the tag, or the parser, says what it is
const word = (tag: WordTag, phrases: string): Entry => [phrases, tag, null] as Entry;

/** Words by what they do in a sentence. */
export const functionWords: readonly Entry[] = [
  word(
    "productNoun",
    "session|stock|asset|product|coin|token|pair|market|instrument|cryptocurrency|contract|stock's price|prices",
  ),
  word("owner", "this|that|these|those|stock's|asset's|market's|product's|coin's|token's|pair's|its own"),
  word("it", "it|itself"),
  word(
    "they",
    "they|them|these|those|both|both of them|the two|all|each of them|all of them|the two of them|two of them|both of these|both averages",
  ),
  word("that", "that|which|what"),
  word("this", "move|latest move|recent move|this|that|these|which|all of which|it|this all|all this|all of this"),
  word(
    "be",
    "is|are|was|were|be|been|being|remains|remain|stays|stay|stands|stand|sits|sit|lies|lie|holds|hold|holding|keeps|reads|read|trades|trade|rests|has been|there is|have been|trading|looks|look|appears|appears to be|seems|seems to be|comes in|came in|stood|sat|traded|located|settled|set|sitting|standing|lying|remaining|remained|staying|stayed|positioned|reaches|reached|placing|placed|resting|amounts to|amount to|came to|comes to|hovers|hovering|seen|measures|priced|valued|to trade|to stand|registers|registered|prints|printed|held|held on|still amounts to|round to|rounds to|works out at|belongs to|quoted|changes hands|changing hands|marks|equals|ranks|runs|finds itself|found|found itself|comes out at|are summing to|summing to|sum to|sums to|summed to|totals|total|totalled|totalling|averaging|has stayed|has remained|have remained|has held|lingers|settles|falls|showing as|currently at|has traded|translates to|equates to|represents|equal to|worth|figures|considered|deemed|came|come|comes|lands|landed|adds up to|add up to|added up to|reached|has reached|have reached|turning|counts as|count as|qualify as|rank as|counts|still counts as|qualifies as|ranks as|is classed as|is regarded as|is seen as|is considered|are considered|is classified as|classified as|falls under|rates as|stays put at|moved to|has moved to|came out|come out|risen back|slipped back|dropped back|got back|come back|caught|split|torn|divided|print|printing|reads as|read as|reading as|is evident|are evident|is visible|are visible|occupies|occupy|occupying|resides|reside|situated|stacked|pinned|constitutes|constitute",
  ),
  word(
    "closes",
    "closed|closes|closing|ended|ends|ending|finished|finishes|finishing|has closed|has ended|to close|to end|to finish|settled|having closed|last closed|last closing|having last closed|concluded|concludes|has last closed|having ended",
  ),
  word("neitherSide", "neither side|neither buyers nor sellers|neither bulls nor bears|no side"),
  word(
    "notByMuch",
    "not by much|only just|though not by much|by a small margin|by a narrow margin|by a slim margin|by a hair|by a whisker|by a fraction|by a slight margin|by a thin margin|by a slender margin|by a touch|by a little|by a small amount|by the smallest of margins|by a hair's breadth|by a sliver|by just a hair|by only a hair|by only a little|if only just|though only just|though only slightly|if only slightly|albeit narrowly|albeit slightly|albeit only slightly",
  ),
  word("inOnly", "in"),
  word("overhead", "overhead"),
  word("closeBase", "close|end|finish"),
  word("wide", "wide|in width"),
  word("inside_", "inside|within them|inside them"),
  word("times", "times"),
  word("positive_", "much|large|big|active|forceful|many|high"),
  word("around", "around|for|surrounding"),
  word("sumUp", "summed|added up|measured|taken|counted"),
  word(
    "show",
    "combines|combine|shows|show|shown|indicates|indicate|indicated|suggests|suggest|signals|signal|signalling|reflects|reflect|reflected|confirms|confirm|supports|support|points to|point to|pointing to|implies|imply|hints at|hint at|underlines|underline|underscores|underscore|reinforces|reinforce|demonstrates|demonstrate|displays|display|exhibits|exhibit|means|mean|presents|present|carries|carry|maintains|maintain|faces|face|facing|gives|give|keeps|keep|speaks of|speak of|speaks for|experiences|underpins|favors|favours|favor|favour|reveals|reveal|creates|create|puts|put|points toward|points towards|point toward|point towards|highlights|highlight|offers|offer|retains|retain|showing|indicating|suggesting|signaling|reflecting|confirming|supporting|implying|hinting at|underlining|underscoring|reinforcing|demonstrating|displaying|exhibiting|keeping|giving|creating|highlighting|a sign of|a signal of|signs of|sign of|evidence of|pointing toward|pointing towards|consistent with|in keeping with|revealing|in accord with|illustrates|illustrate|places|place|placing|putting|marks|mark|marking|marks out|paints|paint|painting|describes|describe|describing|makes|make|making|sets|tells|tell|tell of|experiencing|has it|have it|amounts to|lends|lend|speaks to|attests to|proves|indicative of|a reflection of|testifies to|is under|are under|was under|remains under|remain under|stays under|comes under|being under|resulting in|results in|adds to|add to|adding to|complete|completes|completing|contributes to|contributing to|argues for|captures|in line with|matches|fits|fit|fits with|sits well with|agrees with|mirrors|mirroring|mirror|is characteristic of|characterizes|sits with|backs|backing|backed by|supported by|confirmed by|reflected in|reflected by|evidenced by|shown by|indicated by|as shown by|as reflected in|as indicated by|as evidenced by|a measure of|which leaves|underscored by|underlined by|helped by|accompanied by|echoes|echoing|echo|suggestive of|reports|posts|posted|posting|logs|logged|enjoys|sees|saw|records|recorded|recording|registered|registers|delivers|delivered|produced|produces|shows up as|is showing|has seen|have seen|has shown|have shown|has experienced|has recorded|has posted|has registered|has displayed|is displaying|is experiencing|is seeing|seeing|is exhibiting|is indicating|aligns with|align with|aligning with|is aligned with|in agreement with|representing|leads one to|signifies|signify|signifying|denotes|denote|denoting|shows in|show in|visible in|evident in|seen in|reinforced by|underpinned by|bolstered by|supported|confirmed|reinforced|make for|makes for|making for|suits|suit|suiting|conveys|convey|conveying",
  ),
  word(
    "bring",
    "brought|brings|bringing|saw|sees|printed|delivered|produced|registered|recorded|posted|carried|came with|comes with|marked|added|took|had|has|have|registering|recording|posting|logged|made|booked|was|is|ended with|closed with|sports|traded|featured|yielded|drew|seen|experienced|experiences|suffered|notched|suffers|notches|showed|holds on to|holds onto|holding on to|clings to",
  ),
  word(
    "have",
    "features|feature|featuring|holds on to|holds onto|holding on to|clings to|retain|retained|keep|kept|hold|have taken|has taken|taken|has|have|had|have had|has had|having|carries|carrying|holding|holds|hold|holding onto|shows|showing|keeps|keeping|with|retains|retaining|maintains|enjoys|sports|has got|bearing|possesses",
  ),
  word(
    "with",
    "comes amid|come alongside|coming with|coming alongside|there is|there was|there has been|came with|came on|comes with|comes on|came as|came alongside|accompanied by|reinforced by|underpinned by|bolstered by|accompanied|accompanies|accompanying|was accompanied by|were accompanied by|comes alongside|arrived with|arrived on|with|having|after|amid|following|on|where|when|including|given|despite|in spite of|on the back of|alongside|besides|as well as|based on|owing to|notwithstanding|by|considering|compared with|and with|at|along with|together with|coupled with|paired with|combined with|in tandem with|as shown by|backed by|supported by|even with|in addition to",
  ),
  word(
    "lead",
    "control|the initiative|edge|upper hand|advantage|in control|in charge|stronger momentum|in the lead|more active|stronger hand|dominant|in command|stronger|narrow lead|slight edge|small lead|lead|slim lead|on top|ahead|prevailing|dominating|dominated|dominate|prevail|prevails|leading|heavier|the heavier side|the stronger side|the larger|the dominant force|larger|larger one|stronger side|stronger force|dominates|greater|greater force|dominance|predominance|the bigger one|in front|the leading side|leads|led",
  ),
  word(
    "not",
    "without signaling|without signalling|without showing|without indicating|without suggesting|without pointing to|without yet being|not|isn't|is not|hasn't|never|does not|doesn't|didn't|did not|aren't|are not|was not|wasn't|has not|have not|without|rather than|instead of|cannot|can't|and not|avoiding|avoids|without being|without reaching|without having reached|without entering|stays out of|out of|not yet|hardly|not in|staying out of|stays clear of|clear of|has not yet|yet to reach|remains outside|not at|without touching|has yet to reach",
  ),
  word("no", "no|neither|not any|zero|without|without any"),
  word("and", "and|plus|then|as well as|and also"),
  word("but", "but|while|albeit|although|whereas|yet|though|even though|even as|even if|only"),
  word(
    "because",
    "during which|because|since|as|so|so that|which means|meaning|as a result|therefore|with|where|that|in that|in which|when",
  ),
  word("to", "to|toward|towards|through"),
  word("fromWord", "from|away from|off"),
  word("than", "than|than that of|than in|than on|than at|than for|than its"),
  word("by", "by|with"),
  word("of", "of"),
  word("at", "at|limited to|no more than"),
  word("in", "in|into|on|at|inside|within|deep in|well in|deep into|well into|deep inside"),
  word(
    "on",
    "on|in|at|over|during|for|from|since|against|versus|compared with|compared to|relative to|vs|of|across|than|to|with|than on|than in|than that of|within|through|than at|than in|of the|along|looking at|looking over|turning to|viewed over|seen over|taken over|looking back over",
  ),
  word("between", "between|from|in between"),
  word("within", "within|inside|inside of|between|in|well within|well inside|contained within|contained in|at neither"),
  word("outside", "outside|outside of"),
  word(
    "closer",
    "leaning toward|leaning towards|toward|towards|moves toward|tilted toward|closer to|nearer to|nearer|closer|nearest|closest to",
  ),
  word(
    "against",
    "against|versus|compared with|compared to|vs|relative to|compares with|compare with|set against|as against|compared against",
  ),
  word(
    "halfway",
    "halfway|midway|about halfway|roughly halfway|almost halfway|in the middle|roughly in the middle|about in the middle|roughly midway|about midway",
  ),
  word("respectively", "respectively|in that order|each"),
  word(
    "same",
    "almost on top of each other|nearly on top of each other|practically on top of each other|almost on top of one another|almost coincide|nearly coincide|all but coincide|practically coincide|virtually coincide|nearly identical|almost identical|virtually identical|practically identical|point the same way|point in the same direction|agree|line up|almost equal|nearly equal|level|about the same|roughly equal|practically equal|even|nearly even|almost even|nearly balanced|almost balanced|roughly balanced|closely balanced|evenly balanced|nearly level|almost level|virtually equal|evenly matched|closely matched|almost the same|nearly the same|nearly cancel out|cancel out|almost cancel out|nearly matched|close together|in balance|balanced|close to even|close to equal|practically the same|close to each other|very close|close to one another|roughly the same|cancel each other out|nearly cancel each other out|almost cancel each other out|match|almost match|nearly match|well balanced|finely balanced|roughly even|approximately equal|in near balance|near balance|about equal|about even|side by side|almost evenly matched|fairly even|nearly evenly matched|nearly in balance|close|very close|fairly close|quite close|neck and neck|almost level|nearly on par|on par",
  ),
  word(
    "runs",
    "begins at|starts at|begin at|start at|rest on|rests on|is based on|are based on|cover|stem from|come from|draw on|runs|ran|spans|spanned|extends|stretches|extended|ranges|ranged|span|run|extend|stretch|range|reaches|is bounded by|bounded by|set by|running|spanning|stretching|extending|ranging|covers|covered|reached|goes|went|marked out by|framed by|measures|measured|lies between|sits between|is between|are set at|delimited by|moved between|has moved between|fluctuated between|has fluctuated between|oscillated between|swung between|has swung between|moving between|moved in a range of|moved within a range of|moved in the range of|traded in a range of|traded within a range of|fluctuated in a range of|has moved within a range of|has traded in a range of|has traded within a range of|ranges over|covers the span",
  ),
  word("or", "or"),
  word("nor", "nor|or"),
  word("neither", "neither|not"),
  word("either", "either|both|both of|either of"),
  word("both", "both of which|each of which|both|each|both of them|all|all three|both at|both roughly|each at"),
  word("difference", "difference|gap|distance|spread|margin|lead|excess|surplus|imbalance"),
  word("away", "away from|away|distant from|distant|apart|far from|well away from|far away from|removed from|off"),
  word(
    "candles",
    "five-minute ones|candles|candle|expected candles|of expected candles|expected|closed candles|five-minute candles|5-minute candles|candles expected|expected 5-minute candles|possible candles|expected five-minute candles",
  ),
  word("approx", "about"),
  word("as", "as"),
  word(
    "leave",
    "lending|lends|lend|leaves|leaving|left|leave|puts|putting|places|placing|brings|bringing|brought|took|takes|taking|keeps|keeping|sending|sent|which leaves",
  ),
  word("two", "two|pair|every|all"),
  word("one", "one|ones"),
  word("separate", "separates|separate|separating|lie between|lies between"),
  word("where", "where"),
  word("all", "all|all three"),
  word("soIs", "so is|so are|as is|as are|so too is"),
  word(
    "favor",
    "favors|favours|favor|favour|favoring|favouring|favored|tilts to|tilts toward|tilts towards|leans to|leans toward|leans towards|tilted toward|tilted towards|leaning toward|leaning towards|tilting toward|tilting towards|on the side of|in favor of|in favour of|sits with|lies with|rests with|is with|goes to|belongs to|tips to|tips toward|tips towards|tipped toward|tipped towards|tipping toward|tipping towards|skews to|skews toward|skews towards|skewed toward|skewed towards|leans in favor of|leans in favour of|tilts in favor of|tilted in favor of|in favour of the|is tilted to|tilted to|leaned to|leaned toward|leaned towards|weighted toward|weighted towards",
  ),
  word("lean", "leans|lean|leaning|leans toward|leans towards|leans to|tilts|tilt|tilts to|tilting"),
  word("reach", "reached|reaches|reaching|hit|hits|touched|set|recorded|has reached"),
  word("width", "width|total width|breadth|whose width"),
  word(
    "agree",
    "is matched by|matched by|is mirrored by|mirrored by|is echoed by|echoed by|is shared by|aligns with|align with|aligning with|is aligned with|in line with|consistent with|is consistent with|fits|fits with|fitting|in keeping with|in agreement with|agrees with|mirrors|mirroring|echoes|echoing|which fits|accompanies|accompanying|accompany|goes with|going with|go with|matches|matching|match|suits|suit|supports|support",
  ),
  word("contain", "contain|contains|containing|contained|enclose|encloses|enclosed|bracket|brackets|frame|frames"),
];
