import * as z from "zod/mini";
import { isFigureName } from "../../../features/index.ts";
import type { ToldByText } from "./case-text.ts";

const claimSchema = z.looseObject({ is: z.string(), denied: z.boolean() });
const factsSchema = z.object({
  grounding: z.object({ sentences: z.array(z.object({ verdict: z.string(), claims: z.array(claimSchema) })) }),
});

const nothing: ToldByText = { direction: null, figures: [] };

/** Reads what a posted text tells from the claims of its true sentences, as the check read them. */
export function readTold(facts: unknown): ToldByText {
  const parsed = factsSchema.safeParse(facts);
  if (!parsed.success) return nothing;
  const { sentences } = parsed.data.grounding;
  const claims = sentences.filter(({ verdict }) => verdict === "true").flatMap((sentence) => sentence.claims);
  const stances = claims.filter(({ is, denied }) => is === "stance" && !denied);
  const [isUp, isDown] = ["bullish", "bearish"].map((word) => stances.some(({ stance }) => stance === word));
  const named = claims.flatMap((claim) => Object.values(claim)).filter((value) => typeof value === "string");
  return {
    direction: isUp === isDown ? null : isUp ? "up" : "down",
    figures: [...new Set(named.filter((value) => isFigureName(value)))].toSorted((one, other) =>
      one < other ? -1 : 1,
    ),
  };
}
