import type { TextModel } from "../../../insight/ports.ts";
import type { PromptType } from "../../../prompts/prompt-type.ts";
import type { CaseText, FollowedMoves, NamedCase } from "../../kit/measure/case-text.ts";

/** A moment of a market that texts are written about. */
export interface ReplayCase extends NamedCase {
  readonly productId: string;
  /** When the text is written, UNIX seconds. */
  readonly atSeconds: number;
  /** Whether it can be told by this prompt: a receipt holds the figures of its own alone. */
  readonly fits: (promptName: string) => boolean;
  /** Writes a text by the service's own code; nothing is posted. */
  readonly write: (promptType: PromptType, model: TextModel) => Promise<CaseText>;
}

/** The name and the cluster of a case. */
export function nameCase(
  productId: string,
  atSeconds: number,
): Pick<ReplayCase, "id" | "productId" | "atSeconds" | "productDay"> {
  const at = new Date(atSeconds * 1_000).toISOString();
  const short = at.replace(":00.000Z", "Z");
  return { id: `${productId} ${short}`, productId, atSeconds, productDay: `${productId} ${at.slice(0, 10)}` };
}

const hourSeconds = 3_600;

/** The moves of the hour and the day after a moment. @param closeAt the last price by a time, UNIX seconds; null where it is not known. */
export function followedMoves(atSeconds: number, closeAt: (seconds: number) => number | null): FollowedMoves {
  const before = closeAt(atSeconds);
  const moveTo = (seconds: number): number | null => {
    const after = closeAt(seconds);
    return before === null || after === null ? null : (100 * (after - before)) / before;
  };
  return { after1h: moveTo(atSeconds + hourSeconds), after24h: moveTo(atSeconds + 24 * hourSeconds) };
}
