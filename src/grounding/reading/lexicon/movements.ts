import type { Size, Way } from "../statement.ts";
import type { Entry } from "../meanings.ts";

const verb = (way: Way, phrases: string, size: Size = "none"): Entry => [phrases, "moveVerb", { way, size }];
const noun = (way: Way, phrases: string, size: Size = "none"): Entry => [phrases, "moveNoun", { way, size }];

/** Words for movements of price and volume. */
export const movements: readonly Entry[] = [
  verb(
    "up",
    "heightened|rose|rise|risen|increased|increase|gained|gain|climbed|climb|added|add|advanced|advance|grew|grow|grown|ticked up|went up|go up|moved up|moved higher|has gone up|ticked higher|ticks higher|drifted higher|gone up|picked up|picks up|rises|gains|adds|increases|climbs|advances|rising|increasing|gaining|climbing|adding|advancing|growing|moving up|moving higher|moves up|grows|goes up|expanded|expands|increased|put on|puts on|went higher|ticks up|was raised|traded higher|rallied|rallies|rallying|firmed|rebounds|appreciated|appreciates|has appreciated",
  ),
  verb(
    "up",
    "edged up|edged higher|crept up|inched up|inched higher|edges up|edges higher|nudged up|nudged higher|edging up|edging higher|ticking up|inching up|crept higher",
    "small",
  ),
  verb("up", "jumped|surged|soared|jumps|surges|jumping|surging", "large"),
  verb(
    "down",
    "diminished|lessened|fell|fall|fallen|decreased|decrease|lost|lose|dropped|drop|declined|decline|shed|slipped|slip|eased|ticked down|went down|go down|moved down|moved lower|gone down|slid|dipped|gave up|loses|drops|declines|slips|decreases|dips|sheds|retreated|gave back|falling|decreasing|losing|dropping|declining|slipping|shedding|dipping|moving down|moving lower|sliding|easing|falls|contracted|shrank|moves down|goes down|has gone down|became smaller|pulled back|slides|gives back|cut|reduced|receded|eases|ticks down|was reduced|surrendered|came down|traded lower|went lower|softened|weakened|backed off|ticked lower|ticks lower|drifted lower|pulls back|depreciated|depreciates|has depreciated",
  ),
  verb(
    "down",
    "edged down|edged lower|crept down|inched down|inched lower|edges down|edges lower|nudged down|nudged lower|edging down|edging lower|ticking down",
    "small",
  ),
  verb("down", "plunged|tumbled|plummeted|sank|plunges|tumbles|plunging|tumbling", "large"),
  verb(
    "still",
    "stalled|did not move|did not change|has not moved|has not changed|stayed the same|remained the same|stays the same|remains the same|paused|was unchanged|did not move at all",
  ),
  verb(
    "flat",
    "barely moved|hardly moved|barely changed|hardly changed|moved little|changed little|held steady|held flat|scarcely moved|moved hardly",
  ),
  noun(
    "up",
    "pickup|gain|rise|increase|advance|uptick|climb|upward move|price gain|price increase|price rise|upmove|gains|net gain|increment|upswing|addition|rally|net rise|recovery|upturn|growth",
  ),
  noun("still", "no movement|no price movement|no move"),
  noun("up", "surge|jump|spike", "large"),
  noun(
    "down",
    "slowdown|loss|fall|decrease|decline|drop|dip|downtick|slide|downward move|price drop|price decline|price decrease|slip|pullback|setback|net loss|reduction|retreat|downswing|losses|downturn|drawdown|net decline|net drop",
  ),
  noun("down", "plunge|slump", "large"),
  ["up|higher|in the green|in positive territory|positive", "moveAdjective", "up"],
  ["down|lower|in the red|in negative territory|negative", "moveAdjective", "down"],
  ["unchanged|zero|nothing|the same", "moveAdjective", "still"],
  [
    "flat|nearly unchanged|almost unchanged|little changed|virtually unchanged|nearly flat|almost flat|largely unchanged|essentially unchanged|essentially flat|practically unchanged|roughly flat|broadly unchanged|hardly changed|barely changed|practically flat|virtually flat|broadly flat|basically flat|basically unchanged|about flat|close to flat|close to unchanged|roughly unchanged|effectively unchanged|effectively flat|steady|more or less flat|more or less unchanged|level|almost level|almost nothing|close to zero|near zero|nearly zero|almost zero|negligible|neutral|where it stood|where it was|where it stood 24 hours ago|where it was 24 hours ago|about where it stood 24 hours ago|roughly where it was 24 hours ago|close to where it was 24 hours ago|near where it stood 24 hours ago|where it started|about where it stood|roughly where it stood|close to where it stood|nearly where it stood|back where it started|about where it was|roughly where it was|almost the same|about the same",
    "moveAdjective",
    "flat",
  ],
  ["changed|shifted|moved|change|shift|has moved|swung|moves|shifts|changes|changing|shifting|moving", "change", null],
];
