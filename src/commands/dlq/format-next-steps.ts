import { type OperatorTarget, targetArguments } from "../kit/operator-target.ts";
import { noCode } from "./dlq-arguments.ts";
import { printableLine } from "../kit/printable.ts";
import { isHopeless, type Letter } from "./letter.ts";

/** What can be done about letters that were listed. A redrive is offered for what can succeed alone. */
export function formatNextSteps(letters: readonly Letter[], target: OperatorTarget): readonly string[] {
  const here = targetArguments(target);
  const hopeless = letters.filter(isHopeless);
  const hopeful = letters.length - hopeless.length;
  return [
    `One of them, and what to do about it: npm run dlq -- show ID ${here}`,
    ...(hopeful === 0 ? [] : [`${hopeful} can succeed once the cause is gone: npm run dlq -- redrive ${here}`]),
    ...formatHopeless(hopeless, target),
  ];
}

/** That letters can never succeed, by their causes, and how to delete them. */
export function formatHopeless(hopeless: readonly Letter[], target: OperatorTarget): readonly string[] {
  const codes = Map.groupBy(hopeless, ({ errorCode }) => errorCode);
  return [...codes].map(([code, { length }]) => {
    const shown = code === null ? noCode : printableLine(code, 60);
    return `${length} can never succeed (${shown}): npm run dlq -- delete --code ${shown} ${targetArguments(target)}`;
  });
}
