/** `npm run ground`: judges texts from a file as a model's answer is judged. */
import { runCommand } from "../kit/run-command.ts";
import { ground } from "./ground.ts";
import { groundUsage } from "./ground-arguments.ts";

await runCommand(ground, groundUsage);
