import { afterAll, beforeAll, describe, expect, it, onTestFinished } from "vitest";
import { recent, runRecent } from "../../../src/commands/recent/recent.ts";
import { startQueueAndBucket, type QueueAndBucket } from "../../../src/emulators/aws/queue-and-bucket.ts";
import { type HttpHandler, startHttpServer } from "../../../src/emulators/http-server.ts";
import { runCaptured } from "../../support/commands/captured-terminal.ts";

const dayMs = 86_400_000;
const nowMs = Date.now();
const dayOf = (daysAgo: number): string => new Date(nowMs - daysAgo * dayMs).toISOString().slice(0, 10);

const receiptOf = (id: string, productId: string, at: string) => ({
  correlation_id: id,
  product_id: productId,
  prompt: "trend_analysis",
  outcome: "insight",
  provider: "ollama",
  model: "llama3.2:latest",
  usage: { input_tokens: 812, output_tokens: 96 },
  channel: "general",
  delivered: { status: 201, channel: "general", at },
});

const startBucket = async (): Promise<QueueAndBucket> => {
  const aws = { region: "us-east-1", credentials: { accessKeyId: "local", secretAccessKey: "local" } };
  return await startQueueAndBucket({ queueName: "q", dlqName: "d", bucketName: "trader-data", aws });
};

const placeOf = ({ url }: QueueAndBucket): readonly string[] => ["--endpoint", url, "--bucket", "trader-data"];

const keepIn = async (bucket: QueueAndBucket, day: string, receipt: ReturnType<typeof receiptOf>): Promise<void> => {
  const key = `insights/${receipt.product_id}/${day}/${receipt.correlation_id}.trend_analysis.general.json`;
  await bucket.putObject(key, JSON.stringify(receipt));
};

describe("npm run recent", () => {
  let bucket: QueueAndBucket;
  let here: readonly string[];

  const keep = async (id: string, productId: string, daysAgo: number, at: string, fields = {}): Promise<void> =>
    await keepIn(bucket, dayOf(daysAgo), { ...receiptOf(id, productId, at), ...fields });

  beforeAll(async () => {
    bucket = await startBucket();
    here = placeOf(bucket);
    await keep("too-old", "BTC-USD", 2, `${dayOf(2)}T10:00:00.000Z`);
    await keep("first", "BTC-USD", 1, `${dayOf(1)}T10:00:00.000Z`);
    await keep("second", "ETH-USD", 0, `${dayOf(0)}T00:00:01.500Z`);
    await keep("desk/1", "SOL-USD", 0, `${dayOf(0)}T00:00:02.000Z`, {
      outcome: "dead_lettered",
      reason: { code: "ASSISTANT_REJECTED", message: "no" },
      delivered: null,
      dead_lettered_at: `${dayOf(0)}T00:00:02.000Z`,
      provider: null,
      model: null,
      usage: null,
    });
    await bucket.putObject(
      `insights/ETH-USD/${dayOf(0)}/plain-old.json`,
      JSON.stringify({ correlation_id: "plain-old" }),
    );
  });
  afterAll(() => bucket.stop());

  it("lists the receipts of today and yesterday, a line each, the newest last", async () => {
    const { exitCode, printed, noted } = await runCaptured(recent, here);
    expect([exitCode, noted]).toEqual([0, []]);
    const [titles = "", ...rows] = printed;
    expect(titles.split(/ {2,}/)).toEqual("time (UTC)|product|prompt|outcome|model|tokens|channel|id".split("|"));
    const cells = rows.map((row) => row.split(/ {2,}/));
    expect(cells.slice(0, 3)).toEqual([
      [`${dayOf(1)} 10:00:00`, "BTC-USD", "trend_analysis", "insight", "llama3.2:latest", "812+96", "general", "first"],
      [
        `${dayOf(0)} 00:00:01`,
        "ETH-USD",
        "trend_analysis",
        "insight",
        "llama3.2:latest",
        "812+96",
        "general",
        "second",
      ],
      [
        `${dayOf(0)} 00:00:02`,
        "SOL-USD",
        "trend_analysis",
        "dead_lettered ASSISTANT_REJECTED",
        "-",
        "-",
        "general",
        "desk/1",
      ],
    ]);
    // What an earlier version wrote under a key of its own stands there with what it tells.
    expect(cells[3]?.at(-1)).toBe("plain-old");
    expect(rows).toHaveLength(4);
  });

  it("prints an object each with --json, and of a product alone with --product", async () => {
    const { printed } = await runCaptured(recent, [...here, "--product", "BTC-USD", "--json"]);
    expect(printed.map((line): unknown => JSON.parse(line))).toEqual([
      {
        time: `${dayOf(1)}T10:00:00.000Z`,
        product_id: "BTC-USD",
        prompt: "trend_analysis",
        outcome: "insight",
        provider: "ollama",
        model: "llama3.2:latest",
        input_tokens: 812,
        output_tokens: 96,
        channel: "general",
        correlation_id: "first",
        reason: null,
        key: `insights/BTC-USD/${dayOf(1)}/first.trend_analysis.general.json`,
      },
    ]);
  });

  it("fits 80 columns where the terminal has them, and breaks between cells alone", async () => {
    const { printed } = await runCaptured(recent, here, { rowColumns: 80 });
    const lines = printed.join("\n").split("\n");
    expect(lines.filter((line) => line.length > 80)).toEqual([]);
    const text = printed.join("\n");
    for (const cell of ["812+96", "llama3.2:latest", `${dayOf(0)} 00:00:01`, "dead_lettered ASSISTANT_REJECTED"]) {
      expect(text).toContain(cell);
    }
  });

  it("goes on with those that come, and with those that are written anew, until it is interrupted", async () => {
    const own = await startBucket();
    onTestFinished(() => own.stop());
    const put = async (id: string, outcome: string): Promise<void> =>
      await keepIn(own, dayOf(0), { ...receiptOf(id, "BTC-USD", `${dayOf(0)}T00:00:03.000Z`), outcome });
    await put("redriven", "dead_lettered");
    const interruption = new AbortController();
    let looks = 0;
    const sleep = async (): Promise<void> => {
      looks += 1;
      if (looks === 1) await put("came", "insight");
      else if (looks === 2) await put("redriven", "insight");
      else if (looks === 4) interruption.abort("SIGINT");
    };
    const { exitCode, printed } = await runCaptured(
      { run: async (argv, context) => await runRecent(argv, context, { sleep }) },
      [...placeOf(own), "--follow", "--limit", "1"],
      { signal: interruption.signal },
    );
    expect(exitCode).toBe(0);
    expect(printed.slice(2).map((line) => line.split(/ {2,}/).at(-1))).toEqual(["came", "redriven"]);
  });

  it("says that there is none, and fails in one line where the bucket can't be read", async () => {
    const none = await runCaptured(recent, [...here, "--product", "NONE-USD"]);
    expect(none).toMatchObject({ exitCode: 0, printed: [] });
    expect(none.noted).toEqual([
      "No receipt of today or yesterday (UTC) in s3://trader-data/insights/: looked through NONE-USD",
    ]);
    const absent = await runCaptured(recent, ["--endpoint", bucket.url, "--bucket", "elsewhere"]);
    expect(absent.failure).toBe(`S3 at ${bucket.url} has no bucket elsewhere`);
    const dead = await runCaptured(recent, ["--endpoint", "http://127.0.0.1:2", "--stage", "dev"]);
    expect(dead.failure).toMatch(
      /^The bucket is not known: Lambda at http:\/\/127\.0\.0\.1:2 can't be reached: ECONNREFUSED/,
    );
  });

  it.each([
    [["--limit", "0"], '--limit "0" is not a whole number from 1 to 1000'],
    [["abc"], '"abc" is not an option; npm run why tells one insight by its id'],
    [["--product", "btc"], '"btc" is not a product id'],
    [["--stages", "x"], "Unknown option '--stages'; known options: --limit, --follow"],
  ])("refuses %j", async (args, told) => {
    const { exitCode, failure } = await runCaptured(recent, [...args, ...here]);
    expect(exitCode).toBe(2);
    expect(failure).toContain(told);
  });
});

/** What a bucket is asked of: true S3 pages on, and counts whole seconds. */
async function asking(handler: HttpHandler, ...args: readonly string[]) {
  const server = await startHttpServer(handler);
  onTestFinished(() => server.stop());
  return await runCaptured(recent, ["--endpoint", server.url, "--bucket", "trader-data", "--json", ...args]);
}

const headers = { "content-type": "application/xml" };
const truncated = (token: string): string =>
  `<IsTruncated>${token !== ""}</IsTruncated>${token === "" ? "" : `<NextContinuationToken>${token}</NextContinuationToken>`}`;

it("takes one call for the products, one for a page of each, and one for each receipt that it tells", async () => {
  const asked: string[] = [];
  const object = (id: number): string =>
    `<Contents><Key>insights/A-B/${dayOf(0)}/id-${id}.json</Key><LastModified>2026-01-01T00:00:0${id}.000Z</LastModified><ETag>"e${id}"</ETag></Contents>`;
  const { printed } = await asking(
    ({ path, query }) => {
      const token = query.get("continuation-token");
      if (query.get("delimiter") === "/") {
        asked.push("products");
        const prefix = "<CommonPrefixes><Prefix>insights/A-B/</Prefix></CommonPrefixes>";
        return { status: 200, headers, body: `<ListBucketResult>${truncated("")}${prefix}</ListBucketResult>` };
      }
      if (query.get("list-type") === "2") {
        asked.push(`${query.get("prefix")} after ${query.get("start-after")}`);
        const rows = token === null ? object(1) + object(3) : object(2);
        return {
          status: 200,
          headers,
          body: `<ListBucketResult>${truncated(token === null ? "more" : "")}${rows}</ListBucketResult>`,
        };
      }
      asked.push(path);
      return { status: 200, body: { correlation_id: path } };
    },
    "--limit",
    "2",
  );
  const list = `insights/A-B/ after insights/A-B/${dayOf(1)}`;
  expect(asked.slice(0, 3)).toEqual(["products", list, list]);
  // The latest two by the time of their writing, wherever they stand in the listing.
  expect(
    asked
      .slice(3)
      .map((path) => /id-\d/.exec(path)?.[0] ?? "")
      .toSorted(),
  ).toEqual(["id-2", "id-3"]);
  expect(printed).toHaveLength(2);
});
