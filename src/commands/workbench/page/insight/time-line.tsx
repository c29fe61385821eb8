import type { TimeStep } from "../../views/insight-view.ts";
import { Hint } from "../kit/parts.tsx";
import { duration } from "../kit/words.ts";

/** What took how long, one bar below the other. */
export function TimeLine({
  steps,
  totalMs,
  coalesced,
}: {
  readonly steps: readonly TimeStep[];
  readonly totalMs: number | null;
  readonly coalesced: boolean;
}) {
  if (steps.length === 0) return <Hint>The receipt tells no times.</Hint>;
  const end = Math.max(1, ...steps.map(({ fromMs, ms }) => fromMs + ms));
  return (
    <>
      <ol class="time-line">
        {steps.map((step, index) => (
          <li key={index} class={step.failure === null ? step.kind : `${step.kind} failed`}>
            <span class="step">{step.label}</span>
            <svg viewBox="0 0 100 6" preserveAspectRatio="none" aria-hidden="true">
              <rect x={(step.fromMs / end) * 100} y="0" width={Math.max(0.5, (step.ms / end) * 100)} height="6" />
            </svg>
            <span class="time">{duration(step.ms)}</span>
            {step.failure === null ? null : <span class="failure">{step.failure}</span>}
          </li>
        ))}
      </ol>
      {totalMs === null ? null : <p class="hint">{duration(totalMs)} from its arrival to its end.</p>}
      {coalesced ? (
        <p class="hint">
          Its text had been made before, for another request about the same candles: no model was asked again.
        </p>
      ) : null}
    </>
  );
}
