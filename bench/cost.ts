/** `npm run cost`: writes docs/cost.md from the inputs in bench/cost/inputs.ts. */
import { writeFileSync } from "node:fs";
import { resolve } from "node:path";
import { writeCostPage } from "./cost/cost-page.ts";

writeFileSync(resolve(import.meta.dirname, "../docs/cost.md"), writeCostPage());
