import type { ReceiptReading } from "../../kit/receipts/receipt-reading.ts";
import { reasonText } from "../../why/format-models.ts";
import type { TimeStep } from "../views/insight-view.ts";

/** The steps of a receipt one after another, as far as it tells their times. */
export function timeLineOf(receipt: ReceiptReading): readonly TimeStep[] {
  const { timings_ms: timings, coalesced } = receipt;
  const steps: TimeStep[] = [];
  let at = 0;
  const add = (label: string, ms: number | undefined, kind: TimeStep["kind"], failure: string | null = null): void => {
    if (ms === undefined || Number.isNaN(ms)) return;
    steps.push({ label, fromMs: at, ms: Math.max(0, ms), failure, kind });
    at += Math.max(0, ms);
  };
  const waitedMs =
    receipt.sent_at === null || receipt.received_at === null
      ? Number.NaN
      : Date.parse(receipt.received_at) - Date.parse(receipt.sent_at);
  const received = receipt.receive_count ?? 1;
  add(received > 1 ? `in the queue, received ${received} times` : "in the queue", waitedMs, "queue");
  // The steps of a text that was made for another request took none of this one's time.
  if (!coalesced) {
    add("candles", timings["candles"], "work", receipt.market?.fallback_reason ?? null);
    add("figures", timings["features"], "work");
    add("prompt", timings["prompt"], "work");
    const before = at;
    for (const step of modelSteps(receipt)) add(step.label, step.ms, step.kind, step.failure);
    const model = timings["model"];
    const left = model === undefined ? 0 : model - (at - before);
    if (model !== undefined) add("check and the rest", Math.max(0, left), "work");
  }
  add("post", timings["delivery"], "post");
  return steps;
}

/** One step for each try at an answer. What follows a whole answer is the repair of it. */
function modelSteps({ attempts, answers }: ReceiptReading) {
  let answered = 0;
  return attempts.map(({ provider, model, latencyMs, error, skipped }) => {
    const isRepair = answered > 0;
    if (error === null && !skipped) answered += 1;
    const who = `${provider ?? "?"}, ${model ?? "?"}`;
    return {
      label: `${isRepair ? "repair by" : "text by"} ${who}${skipped ? ", not asked" : ""}`,
      ms: latencyMs ?? 0,
      kind: isRepair ? ("repair" as const) : ("model" as const),
      failure: error === null ? whyNot(answers[answered - 1]) : reasonText(error),
    };
  });
}

function whyNot(answer: ReceiptReading["answers"][number] | undefined): string | null {
  return answer?.grounding?.posted === null ? (answer.grounding.why ?? "Nothing of it could be posted") : null;
}
