import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { describe, expect, it } from "vitest";
import { alarms } from "../../infrastructure/alarms.cjs";
import { costOf, costOfOne, freshPerDay, limitsOf } from "../../bench/cost/cost-model.ts";
import { dollars, writeCostPage } from "../../bench/cost/cost-page.ts";
import { costOfLoad, costSummary } from "../../bench/cost/cost-summary.ts";
import { measured, prices } from "../../bench/cost/inputs.ts";

function runCost(args: readonly string[]) {
  const main = resolve(import.meta.dirname, "../../src/commands/main.ts");
  return spawnSync(process.execPath, [main, "cost", ...args], { encoding: "utf8" });
}

const total = (lines: readonly { readonly perMonth: number }[]): number =>
  lines.reduce((sum, { perMonth }) => sum + perMonth, 0);

describe("the cost", () => {
  it("on the page is what the script computes", () => {
    expect(readFileSync(resolve(import.meta.dirname, "../../docs/cost.md"), "utf8")).toBe(writeCostPage());
  });

  it("of a month without a request is what is paid by the month", () => {
    const lines = costOf({ insightsPerDay: 0, products: 50 }).filter(({ perMonth }) => perMonth > 0);
    expect(lines.map(({ part }) => part)).toEqual(["SQS", "metrics and alarms"]);
  });

  it("of one insight is what a thousand more of them cost, by the thousand", () => {
    const thousand = costOf({ insightsPerDay: 1_000, products: 50 });
    const none = costOf({ insightsPerDay: 0, products: 50 });
    expect(total(costOfOne())).toBeCloseTo((total(thousand) - total(none)) / 30_000, 12);
  });

  it("of a model is that of its tokens", () => {
    const model = costOfOne().find(({ part }) => part.startsWith("model"));
    expect(model?.perMonth).toBeCloseTo(1.1 * (450 * 0.06e-6 + 130 * 0.24e-6), 12);
  });

  it("of requests that share a text is less than that of texts", () => {
    expect(freshPerDay({ insightsPerDay: 1_000_000, products: 500 })).toBe(144_000);
    const shared = total(costOf({ insightsPerDay: 1_000_000, products: 500 }));
    expect(shared).toBeLessThan(total(costOf({ insightsPerDay: 1_000_000, products: 1_000_000 })) / 2);
  });

  it("counts the metrics of the alarms as they are", () => {
    const all = Object.values(alarms({ service: "s", stage: "t", topicArn: "" }));
    const metrics = all.map((alarm) => JSON.stringify(alarm).match(/"MetricName"/g)?.length ?? 0);
    expect(metrics.reduce((sum, count) => sum + count, 0)).toBe(measured.alarmMetrics.value);
  });

  it("shows every price, and no limit is met by a million a day", () => {
    const page = writeCostPage();
    for (const name of Object.keys(prices)) expect(page).toContain(`| ${name} |`);
    expect(limitsOf({ insightsPerDay: 1_000_000, products: 500 }).every(({ takes, bears }) => takes < bears)).toBe(
      true,
    );
  });
});

describe("npm run cost", () => {
  it("tells the essence of its page, with the page's own sums", () => {
    const page = readFileSync(resolve(import.meta.dirname, "../../docs/cost.md"), "utf8");
    const sums = costSummary().match(/\$[\d.]+/g) ?? [];
    expect(sums).toHaveLength(3);
    for (const sum of sums) expect(page).toContain(`**${sum}`);
  });

  it("says what a load of one's own costs, and its nearest limit", () => {
    const told = costOfLoad({ insightsPerDay: 50_000, products: 120 });
    expect(told).toContain("50 000 insights a day over 120 products");
    expect(told).toContain("34 560 texts a day are written, 15 440 requests share one");
    expect(told).toMatch(/Nearest limit: requests to Coinbase a second, \d+ % of it used/);
  });

  it.each([
    [["--bogus"], "Unknown option '--bogus'"],
    [["--insights", "0"], '--insights "0" is not a whole number from 1 to 1000000000'],
    [["--products", "5"], "--products needs --insights"],
    [["extra"], '"extra" is not known'],
  ])("refuses %j, and writes nothing", (args, message) => {
    const { status, stdout, stderr } = runCost(args);
    expect(stderr).toContain(message);
    expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
  });

  it("prints the cost of a load without touching the page", () => {
    const { status, stdout } = runCost(["--insights", "1000", "--products", "50"]);
    expect(status).toBe(0);
    expect(stdout).toContain(`${dollars(total(costOf({ insightsPerDay: 1_000, products: 50 })))} a month`);
    expect(stdout).not.toContain("docs/cost.md");
  });
});
