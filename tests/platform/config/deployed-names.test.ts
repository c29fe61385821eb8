import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { defaultRegion, deployedNames } from "../../../src/platform/config/deployed-names.ts";

const template = readFileSync(new URL("../../../serverless.yml", import.meta.url), "utf8");

it("gives the names of a stage", () => {
  expect(deployedNames("dev")).toEqual({
    promptsFunction: "trader-data-llm-dev-prompts",
    apiFunction: "trader-data-llm-dev-api",
    queue: "trader-data-llm-dev-prompts",
    deadLetterQueue: "trader-data-llm-dev-prompts-dlq",
    stateTable: "trader-data-llm-dev-state",
  });
});

it("agrees with the template", () => {
  expect(template).toMatch(/^service: trader-data-llm$/m);
  const stage = "${sls:stage}";
  const { queue, deadLetterQueue, stateTable } = deployedNames(stage);
  for (const name of [queue, deadLetterQueue]) {
    expect(template).toContain(`QueueName: ${name.replace("trader-data-llm", "${self:service}")}\n`);
  }
  expect(template).toContain(`TableName: ${stateTable.replace("trader-data-llm", "${self:service}")}\n`);
  expect(template).toContain(`region: \${opt:region, '${defaultRegion}'}`);
});
