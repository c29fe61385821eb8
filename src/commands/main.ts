/** Runs the command that the first argument names: `node main.ts why abc-123 --stage dev`. */
import { commands } from "./commands.ts";
import { runProcess } from "./kit/run-command.ts";

await runProcess(commands, process.argv.slice(2), process.env);
