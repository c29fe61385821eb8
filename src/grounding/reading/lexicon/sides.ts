import type { Side } from "../statement.ts";
import type { Entry } from "../meanings.ts";

const side = (meaning: Side, phrases: string): Entry => [phrases, "side", meaning];
const verb = (meaning: Side, phrases: string): Entry => [phrases, "compareVerb", meaning];

/** Where something is, seen from something else. */
export const sides: readonly Entry[] = [
  ["more|higher|stronger|greater|larger|bigger|ahead|heavier", "comparative", "above"],
  ["less|lower|weaker|smaller|behind|lighter|thinner", "comparative", "below"],
  side(
    "above",
    "above|higher than|more than|greater than|bigger than|larger than|over|ahead of|stronger than|in excess of|beyond|on top of|north of|past|clear of|up from|up on|on the stronger side of|on the upper side of|on the higher side of|on the strong side of|on the bullish side of|on the firm side of|on the upside of|a step above",
  ),
  side(
    "below",
    "below|under|beneath|lower than|less than|smaller than|underneath|short of|behind|weaker than|shy of|some room before|room before|room left before|some room to|south of|not as high as|not as strong as|down from|overhead of|under that of|on the weaker side of|on the lower side of|on the weak side of|on the bearish side of|on the soft side of|on the low side of|on the downside of|a step below",
  ),
  side(
    "at",
    "equal|the same|equal to|level with|the same as|right at|on par with|even with|in line with|on|right on|the same level as|same as|the same value as|the same price as|at the same level as|at the same value as|at the same price as|at the level of|right in line with|consistent with|coincide|coinciding|converge|converged",
  ),
  side(
    "near",
    "near|close to|next to|nearly at|almost at|just about at|nearly equal to|almost equal to|approximately equal to|around the same as|not far from|practically at|practically on|hard by|within striking distance of|within reach of|almost on|virtually at|roughly equal to|about equal to|about the same as|nearly the same as|almost the same as|a whisker from|within a whisker of|roughly level with|close by|at about|at around|at roughly|essentially at|roughly in line with|broadly in line with|practically equal to|very close to|pressed against|right by|hugging|beside|practically the same as|roughly the same as|roughly at|about level with|near to",
  ),
  verb(
    "above",
    "exceeds|exceed|exceeded|exceeding|outweighs|outweigh|outweighed|outweighing|outpaces|outpace|outpaced|outpacing|surpasses|surpass|surpassed|surpassing|outstrips|outstrip|outstripped|outstripping|dominates|dominate|dominating|dominated|leads|lead|leading|led|beats|beat|beating|tops|topped|topping|outnumbers|outdoes|outdo|overshadows|clears|clear|outranks|overpowers|overpowering|have exceeded|has exceeded|outmatches|outmatch|prevails over|prevail over|prevailing over|edges out|edge out|edging out|runs ahead of|stays ahead of|edges past|edge past|edged past|edging past|edges|edged|outscores|outscored|outscore|overshadow|overshadowed|outdid|outdoing",
  ),
  verb(
    "below",
    "trails|trail|lags|lag|lags behind|trails behind|trailing|lagging|lagging behind|trailing behind|trailed|lagged|falls short of|fell short of|falling short of|undercuts|fall short of",
  ),
  verb(
    "at",
    "aligns with|align with|aligned with|aligning with|is aligned with|are aligned with|touching|touches|equals|equal|matches|match|matching|coincides with|coincide with|equalled|cancels out|meets|matched|equaled|equalling|equaling",
  ),
  verb(
    "near",
    "nearly equals|almost equals|nearly matches|almost matches|nearly offsets|nearly offset|roughly equals|approximately equals|practically coincides with|roughly matches|almost offset|almost offsets|nearly match|practically equals|practically match|almost match|roughly match|hugs|hug|hugging|nears|shadows",
  ),
];
