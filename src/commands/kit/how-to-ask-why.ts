import { type OperatorTarget, targetArguments } from "./operator-target.ts";

/** The command that says what became of a request. */
export function howToAskWhy(correlationId: string, target: OperatorTarget): string {
  const options = targetArguments(target);
  return `npm run why -- ${correlationId.startsWith("-") ? `${options} -- ${correlationId}` : `${correlationId} ${options}`}`;
}
