/** `npm run doctor`: looks at a deployment for what a message would trip over. */
import { runCommand } from "../kit/run-command.ts";
import { doctor } from "./doctor.ts";
import { doctorUsage } from "./doctor-arguments.ts";

await runCommand(doctor, doctorUsage, process.env);
