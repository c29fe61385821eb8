import { expect, it } from "vitest";
import { type CheckResult, fail, type Finding, ok, skip, skipWithout } from "../../../src/commands/doctor/check.ts";
import { createResultTeller } from "../../../src/commands/doctor/format-results.ts";

function told(findings: readonly (readonly [check: string, finding: Finding])[]): readonly string[] {
  const lines: string[] = [];
  const teller = createResultTeller((line) => void lines.push(line), 100);
  for (const [check, finding] of findings) teller.tell({ check, ...finding } satisfies CheckResult);
  teller.end();
  return lines.map((line) => line.replaceAll(/\s+/g, " "));
}

it("tells in one line the checks in a row that need one that failed", () => {
  const needing = skipWithout("function");
  expect(
    told([
      ["function", fail("gone", "deploy")],
      ["queue", needing],
      ["bucket", needing],
    ]),
  ).toEqual(["FAIL function gone fix: deploy", "skip 2 checks that need it: queue, bucket"]);
});

it("goes on below itself where the terminal is narrow, and breaks no number", () => {
  const lines: string[] = [];
  const teller = createResultTeller((line) => void lines.push(line), 60);
  teller.tell({ check: "queue", ...fail("its visibility timeout is 540 seconds, above 4 320 of them", "set 4320") });
  expect(lines.join("\n").split("\n")).toEqual([
    `FAIL  ${"queue".padEnd(19)}its visibility timeout is 540`,
    `${" ".repeat(25)}seconds, above 4 320 of them`,
    `${" ".repeat(25)}fix: set 4320`,
  ]);
});

it("does not say it of what failed further above, and leaves alone what stands by itself", () => {
  const findings = [
    ["api", fail("gone", "deploy")],
    ["event source", ok("fed")],
    ["parameters", skipWithout("api")],
    ["settings", skipWithout("parameters")],
    ["ollama", skip("LLM_PROVIDERS does without it")],
    ["token", skipWithout("settings")],
  ] as const;
  expect(told(findings)).toEqual([
    "FAIL api gone fix: deploy",
    "ok event source fed",
    "skip 2 checks that need what failed: parameters, settings",
    "skip ollama LLM_PROVIDERS does without it",
    "skip token it needs settings",
  ]);
});
