import { execFileSync } from "node:child_process";
import { expect, it } from "vitest";
import { collectAlone } from "../../src/platform/collect-alone.ts";

it("new objects are collected without helpers", () => {
  const flags: string[] = [];
  collectAlone((flag) => void flags.push(flag));
  expect(flags).toEqual(["--no-parallel-scavenge"]);
});

const churn = `
import { collectAlone } from ${JSON.stringify(new URL("../../src/platform/collect-alone.ts", import.meta.url).href)};
collectAlone();
let kept = [];
for (let count = 0; count < 6_000_000; count += 1) {
  kept.push({ count, list: [count] });
  if (kept.length > 100_000) kept = [];
}
`;

it("V8 heeds it: one thread takes part in each collection", () => {
  const args = [
    "--min-semi-space-size=8",
    "--max-semi-space-size=8",
    "--trace-gc",
    "--trace-parallel-scavenge",
    "--input-type=module",
    "--eval",
    churn,
  ];
  const told = execFileSync(process.execPath, args, { encoding: "utf8" });
  const collections = told.match(/\bScavenge\b/g)?.length ?? 0;
  const takingPart = told.match(/\bscavenge\[/g)?.length ?? 0;
  expect(collections).toBeGreaterThan(10);
  // Those before the flag was set may have had helpers.
  expect(takingPart - collections).toBeLessThan(5);
});
