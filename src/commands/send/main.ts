/** `npm run send`: puts a first message on the queue of a deployment. */
import { runCommand } from "../kit/run-command.ts";
import { send } from "./send.ts";
import { sendUsage } from "./send-arguments.ts";

await runCommand(send, sendUsage, process.env);
