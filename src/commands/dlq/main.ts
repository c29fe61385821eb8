/** `npm run dlq`: says what stands in the dead-letter queue of a deployment, and sends it back. */
import { runCommand } from "../kit/run-command.ts";
import { dlq } from "./dlq.ts";
import { dlqUsage } from "./dlq-arguments.ts";

await runCommand(dlq, dlqUsage, process.env);
