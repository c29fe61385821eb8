import { figureOf } from "../features/index.ts";
import type { Claim } from "./claims/claim.ts";
import { listCompare } from "./claims/kinds/compare.ts";
import type { Figures } from "./claims/figures.ts";
import { isClose, plainly, shownValue } from "./claims/phrases.ts";
import { sayWithValues } from "./claims/say.ts";
import { listMeasures } from "./claims/kinds/value.ts";
import type { Finding } from "./plain-finding.ts";

/** A reader takes in so many in one sentence. */
const maxInSentence = 4;

/**
 * Says what measures something by itself: a line against its signal line ("the MACD of -171.28 is below the MACD signal line of
 * -148.94"), and then widths and amounts ("the ATR is 538.05 and the realized volatility is 1.72 %").
 */
export function describeMeasures(figures: Figures): Finding[] {
  return [...describeSignals(figures), ...describeValues(figures)];
}

function describeSignals(figures: Figures): Finding[] {
  return listCompare(figures).flatMap((claim): Finding[] => {
    if (claim.is !== "compare" || isClose(claim.left)) return [];
    const [clause] = sayWithValues(claim, figures);
    return clause === undefined ? [] : [{ clause, claims: [claim] }];
  });
}

function describeValues(figures: Figures): Finding[] {
  const values: (Claim & { is: "value" })[] = listMeasures(figures).flatMap((claim) =>
    claim.is === "value" && figureOf(claim.figure).kind.is !== "zero_line" ? [claim] : [],
  );
  const told = values.slice(0, maxInSentence);
  if (told.length === 0) return [];
  const parts = told.map(({ figure }) => `${plainly(figure)} is ${shownValue(figure, figures) ?? ""}`);
  const last = parts.at(-1) ?? "";
  const others = parts.slice(0, -1).join(", ");
  return [{ clause: others === "" ? last : `${others} and ${last}`, claims: told }];
}
