import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { runWatches, watches } from "../../../src/commands/watches/watches.ts";
import { type QueueAndBucket, startQueueAndBucket } from "../../../src/emulators/aws/queue-and-bucket.ts";
import { runCaptured } from "../../support/commands/captured-terminal.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";

const now = Date.parse("2026-11-27T10:05:00Z");
const file = `
dev:
  - {name: hourly, product_id: BTC-USD, prompt: trend_analysis, schedule: rate(1 hour)}
  - {name: fresh, product_id: BTC-USD, prompt: trend_analysis, schedule: rate(1 hour)}
  - name: workdays
    product_id: ETH-USD
    prompt: daily_brief
    channel: desk
    schedule: cron(0 8 ? * MON-FRI *)
    timezone: Europe/Berlin
    quiet_hours: "22:00-07:00"
    post: material
    material: {atr: 2, at_least_every: 6h}
  - {name: asleep, enabled: false, product_id: BTC-USD, prompt: trend_analysis, schedule: rate(1 day)}
prod: []
`;

const receiptOf = (id: string, fields: object) => JSON.stringify({ correlation_id: id, ...fields });

describe("npm run watches", () => {
  let bucket: QueueAndBucket;
  let here: readonly string[];

  beforeAll(async () => {
    const aws = { region: "us-east-1", credentials: { accessKeyId: "local", secretAccessKey: "local" } };
    bucket = await startQueueAndBucket({ queueName: "q", dlqName: "d", bucketName: "trader-data", aws });
    here = ["--endpoint", bucket.url, "--bucket", "trader-data"];
    const put = async (time: string, fields: object): Promise<void> => {
      const id = `watch:hourly:${time}`;
      const key = `insights/BTC-USD/${time.slice(0, 10)}/${id}.trend_analysis.general.json`;
      await bucket.putObject(key, receiptOf(id, fields));
    };
    await put("2026-11-27T08:00:00Z", { outcome: "insight", delivered: { at: "2026-11-27T08:00:04Z" } });
    await put("2026-11-27T09:00:00Z", {
      outcome: "quiet",
      reason: { code: "NOTHING_NEW", message: "" },
      received_at: "2026-11-27T09:00:01Z",
    });
    await put("2026-11-26T23:00:00Z", { outcome: "plain" });
  });
  afterAll(() => bucket.stop());

  async function listed(content: string, ...argv: readonly string[]) {
    const path = join(temporaryFolder(), "watches.yml");
    writeFileSync(path, content);
    const command = {
      help: { usage: [], options: {} },
      run: async (given: readonly string[], context: Parameters<typeof runWatches>[1]) =>
        await runWatches(given, context, () => now),
    };
    return await runCaptured(command, ["--file", path, ...here, ...argv]);
  }

  it("tells of each watch when it asks next, and what came of it last", async () => {
    const { printed } = await listed(file, "--stage", "dev", "--json");
    expect(printed.map((line): unknown => JSON.parse(line))).toMatchObject([
      {
        name: "hourly",
        enabled: true,
        next: ["2026-11-27T11:00:00.000Z", "2026-11-27T12:00:00.000Z", "2026-11-27T13:00:00.000Z"],
        last: { outcome: "quiet", reason: "NOTHING_NEW", scheduled_at: "2026-11-27T09:00:00.000Z" },
      },
      { name: "fresh", next: [], last: null },
      {
        name: "workdays",
        next: ["2026-11-30T07:00:00.000Z", "2026-12-01T07:00:00.000Z", "2026-12-02T07:00:00.000Z"],
        last: null,
      },
      { name: "asleep", enabled: false, next: [] },
    ]);
  });

  it("tells it to people", async () => {
    const text = (await listed(file, "--stage", "dev")).printed.join("\n");
    expect(text).toContain("hourly\n  Asks    trend_analysis of BTC-USD, always\n  When    rate(1 hour), UTC\n");
    expect(text).toContain("Last    2026-11-27 09:00 UTC, quiet NOTHING_NEW: watch:hourly:2026-11-27T09:00:00Z");
    expect(text).toContain("daily_brief of ETH-USD, to channel desk, on material change (atr 2, at_least_every 6h)");
    expect(text).toContain("cron(0 8 ? * MON-FRI *), Europe/Berlin, quiet 22:00-07:00");
    expect(text).toContain("Next    not known before its first time");
    expect(text).toContain("asleep (switched off)");
  });

  it("says where a stage has none, and lends the embedded stage those of dev", async () => {
    expect(await listed(file, "--stage", "prod")).toMatchObject({ printed: [], exitCode: 0 });
    expect((await listed(file, "--stage", "local", "--json")).printed).toHaveLength(4);
  });

  it.each([
    [
      "dev: [{name: x}]",
      /is not usable: dev, x: product_id is missing; it must be a product such as BTC-USD; dev, x: prompt is missing/,
    ],
    ["dev: [", /is no YAML: /],
    ["- name: x", /it must hold lists of watches by stage/],
  ])("refuses a file with mistakes: %j", async (content, said) => {
    expect((await listed(content, "--stage", "dev")).failure).toMatch(said);
  });

  it("refuses a command line without a stage, and a file that is not there", async () => {
    expect((await listed(file)).failure).toMatch(/^--stage is missing/);
    const argv = ["--file", "/nowhere/watches.yml", ...here, "--stage", "dev"];
    expect((await runCaptured(watches, argv)).failure).toBe("/nowhere/watches.yml does not exist");
  });
});
