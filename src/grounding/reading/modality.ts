import { findMatches } from "./find-matches.ts";
/** Where a new thought begins, within a sentence: what is denied or supposed before it is not so after it. */
const clauseBreaks =
  /;|:|\(|\)|—|–(?= )|, (?:and|but|so|yet|while|whereas|with|though|although|even|which|as|leaving|keeping|indicating|suggesting|signaling|signalling|showing|reflecting)\b|\b(?:but|while|whereas|although|though|however|because|since|yet(?= (?:the|it|its|price|rsi|buying|selling|volume|momentum|sell|buy)))\b/gu;

/** The words of its clause that stand before a place in a sentence (lower case). */
export function clauseBefore(sentence: string, index: number): string {
  const before = sentence.slice(0, index);
  let start = 0;
  for (const match of findMatches(before, clauseBreaks)) start = match.index + match[0].length;
  return before.slice(start);
}

const negations =
  /\b(?:not|no|nor|neither|never|without|hardly|nothing|nobody|no one|none|cannot|nowhere|failed to|fails to|failing to|failure to|unable to|yet to|instead of|rather than|avoid(?:s|ed|ing)?|lacks?|lacking|lack of|absence of|absent|refrains? from|against (?:calling|reading|seeing|labell?ing|describing|any))\b|n't\b/u;

/** These deny only what stands right behind them: "short of overbought", "far from oversold". */
const nearNegations =
  /\b(?:far from|short of|shy of|stopp?(?:s|ed|ing)? short of|away from|free (?:of|from)|clear of|out of|outside(?: of)?)(?: (?:the|an?|its|any|being|becoming|\w+ly|official|typical|classic|traditional|usual|actual|true|real|extreme|either|clear|both|\d+)){0,8} $/u;

/** Between a negation and what it denies stand few words. */
const longestNegation = 7;

/** Tells whether what stands at a place is denied: "not overbought", "failed to close above". "Not only" denies nothing. */
export function isDenied(sentence: string, index: number): boolean {
  const clause = clauseBefore(sentence, index).replaceAll(
    /\bnot (?:only|just|merely|simply|far|much|long|too far|so much|quite as)\b|n't (?:that |so |very |too |all that |quite )?(?:far|much)\b|\b(?:no|without) (?:doubt|question|surprise)\b|\bno longer far\b/gu,
    "",
  );
  if (nearNegations.test(clause)) return true;
  // "Neither overbought nor oversold": the first denial reaches as far as its list does.
  const words = clause.trim().split(/\s+/u).slice(-longestNegation).join(" ");
  return negations.test(words) || /\bneither\b/u.test(clause);
}

const suppositions =
  /\b(?:(?:if|unless|until|should|would|could|may|might|can|cannot|whether|once|potential(?:ly)?|possibl[ey]|risks?|watch(?:ing)?|await(?:ing|s)?|wait(?:ing)?|likely|unlikely|expect(?:s|ed|ing)?|needs?|need(?:ed)? to|required to|room|ahead of|before|prior to|(?<!\b(?:fail(?:s|ed|ing|ure)|unable|manag(?:es|ed|ing)) )to (?:break|move|rise|fall|climb|drop|push|retest|reclaim|regain|close|cross|turn|see|confirm|trigger|signal|become|reach|test))\b|(?:any|a|an|the next|another|further|sustained|clear|decisive|clean) (?:\w+ )?(?:move|break|breakout|breakdown|push|close|drop|fall|rise|dip|rally|bounce|rebound|return|cross|slip|slide|climb|recovery)(?: back)?(?= ?$| (?:above|below|beyond|over|under|through|past|from|to|toward|towards|into|beneath|higher|lower|up|down)))/u;

const gerund = /^(?:.*,)? ?(?:and |or )?(?:\w+ing)(?: back| down| up)? $/u;

/** Tells whether what stands at a place is only supposed ("if it closes above", "a break below could"): no claim of a fact. */
export function isSupposed(sentence: string, index: number): boolean {
  const before = clauseBefore(sentence, index);
  if (suppositions.test(before)) return true;
  // "Dropping under 5 would weaken it."
  return gerund.test(before) && /^[^;]{0,50}\b(?:would|could|may|might|will)\b/u.test(sentence.slice(index));
}
