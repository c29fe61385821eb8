import { createRedactor } from "../../platform/records/redactor.ts";
import type { Command, CommandContext } from "../kit/command.ts";
import { textWidth } from "../kit/layout.ts";
import { diagnose } from "./diagnose.ts";
import { doctorHelp, readDoctorArguments } from "./doctor-arguments.ts";
import { createResultTeller, resultJson, formatSummary } from "./format-results.ts";
import { createSetup } from "./setup.ts";

/** The command `npm run doctor`. It exits with 0 where no check fails, with 1 where one does. */
export const doctor: Command = { help: doctorHelp, run: runDoctor };

async function runDoctor(argv: readonly string[], { terminal, signal, environment }: CommandContext): Promise<number> {
  const { target, json } = readDoctorArguments(argv);
  const say = json ? terminal.note : terminal.print;
  const where = target.endpoint === null ? "" : `, at ${target.endpoint.origin}`;
  say(`Stage ${target.stage}, region ${target.region}${where}`);
  const teller = createResultTeller(terminal.print, textWidth(terminal.columns));
  const results = await diagnose(createSetup(target, environment), {
    redactor: createRedactor(),
    signal,
    tell: (result) => (json ? terminal.print(resultJson(result)) : teller.tell(result)),
  });
  if (!signal.aborted) {
    teller.end();
    say(formatSummary(results));
  }
  return results.some(({ status }) => status === "FAIL") ? 1 : 0;
}
