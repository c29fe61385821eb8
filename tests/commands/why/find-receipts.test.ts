import { describe, expect, it, onTestFinished } from "vitest";
import { type HttpHandler, startHttpServer } from "../../../src/emulators/http-server.ts";
import { findReceipts, type ReceiptQuery, type ReceiptSearch } from "../../../src/commands/why/find-receipts.ts";
import { createReceiptClient } from "../../../src/commands/kit/receipts/receipt-bucket.ts";
import { formatS3Failure } from "../../../src/commands/kit/receipts/with-receipts.ts";
import { formatNothingFound } from "../../../src/commands/why/format-nothing-found.ts";
import { startQueueAndBucket } from "../../../src/emulators/aws/queue-and-bucket.ts";

const headers = { "content-type": "application/xml" };
const noSuchKey = { status: 404, headers, body: "<Error><Code>NoSuchKey</Code><Message>no</Message></Error>" };

/** What is looked for, and where. */
interface PlacedQuery extends ReceiptQuery {
  readonly region: null;
  readonly endpoint: URL | null;
}

function queryOf(endpoint: string | null, fields: Partial<ReceiptQuery> = {}): PlacedQuery {
  const days = ["2023-11-15", "2023-11-14"];
  const url = endpoint === null ? null : new URL(endpoint);
  const common = { correlationId: "abc", productId: null, bucketName: "trader-data", region: null };
  return { ...common, days, endpoint: url, ...fields };
}

async function searching(handler: HttpHandler, fields: Partial<ReceiptQuery> = {}) {
  const server = await startHttpServer(handler);
  const query = queryOf(server.url, fields);
  const client = createReceiptClient(query, {});
  onTestFinished(async () => {
    client.destroy();
    await server.stop();
  });
  return { query, searched: findReceipts(client, query) };
}

function listing(products: readonly string[], nextPage = ""): string {
  const prefixes = products.map((id) => `<CommonPrefixes><Prefix>insights/${id}/</Prefix></CommonPrefixes>`).join("");
  const token = nextPage === "" ? "" : `<NextContinuationToken>${nextPage}</NextContinuationToken>`;
  return `<ListBucketResult><IsTruncated>${nextPage !== ""}</IsTruncated>${prefixes}${token}</ListBucketResult>`;
}

function listingOf(keys: readonly string[]): string {
  const contents = keys.map((key) => `<Contents><Key>${key}</Key></Contents>`).join("");
  return `<ListBucketResult><IsTruncated>false</IsTruncated>${contents}</ListBucketResult>`;
}

/** The access key that a client signs with. */
const keyFor = async (endpoint: string | null, environment: Record<string, string> = {}): Promise<string> => {
  const client = createReceiptClient(queryOf(endpoint), environment);
  onTestFinished(() => client.destroy());
  return (await client.config.credentials()).accessKeyId;
};

describe("the search for a receipt", () => {
  it("goes through every product of a listing of several pages, and through the newest day first", async () => {
    const asked: string[] = [];
    const { searched } = await searching(({ path, query }) => {
      const prefix = query.get("prefix") ?? "";
      if (query.get("delimiter") === "/") {
        const isFirst = query.get("continuation-token") === null;
        return { status: 200, headers, body: isFirst ? listing(["A-B"], "more") : listing(["C-D"]) };
      }
      if (query.get("list-type") === "2") {
        const keys = prefix.includes("A-B/2023-11-15") ? [] : [`${prefix}json`];
        return { status: 200, headers, body: listingOf(keys) };
      }
      asked.push(path);
      return { status: 200, body: { path } };
    });
    const { found, productCount } = await searched;
    expect(productCount).toBe(2);
    expect(found.map(({ key }) => key)).toEqual([
      "insights/C-D/2023-11-15/abc.json",
      "insights/A-B/2023-11-14/abc.json",
      "insights/C-D/2023-11-14/abc.json",
    ]);
    expect(asked).toHaveLength(3);
  });

  it("lists no products where one is given, and bears a receipt that went meanwhile", async () => {
    const prefixes: string[] = [];
    const { searched } = await searching(
      ({ query }) => {
        if (query.get("list-type") === null) return noSuchKey;
        prefixes.push(query.get("prefix") ?? "");
        return { status: 200, headers, body: listingOf([`${query.get("prefix")}json`]) };
      },
      { productId: "BTC-USD" },
    );
    expect(await searched).toEqual({ found: [], productCount: 1 });
    expect(prefixes.toSorted()).toEqual(["insights/BTC-USD/2023-11-14/abc.", "insights/BTC-USD/2023-11-15/abc."]);
  });

  it("finds every prompt, channel and caller, and what earlier versions wrote, and nothing of another id", async () => {
    const aws = { region: "us-east-1", credentials: { accessKeyId: "local", secretAccessKey: "local" } };
    const bucket = await startQueueAndBucket({ queueName: "q", dlqName: "d", bucketName: "trader-data", aws });
    const query = queryOf(bucket.url);
    const client = createReceiptClient(query, {});
    onTestFinished(async () => {
      client.destroy();
      await bucket.stop();
    });
    const own = [
      ".json",
      ".key_levels.general.json",
      ".trend_analysis.alerts!0a1b.json",
      ".trend_analysis.general.json",
    ];
    const folder = "insights/BTC-USD/2023-11-15/abc";
    for (const rest of own) await bucket.putObject(`${folder}${rest}`, '{"correlation_id":"abc"}');
    for (const rest of [".d", ".d.e", "d", ".d.e.f.g"]) {
      await bucket.putObject(`${folder}${rest}.json`, JSON.stringify({ correlation_id: `abc${rest}` }));
    }
    const { found } = await findReceipts(client, query);
    expect(found.map(({ key }) => key).toSorted()).toEqual(own.map((rest) => `${folder}${rest}`).toSorted());
  });

  it("signs with the usual credentials for AWS and foreign hosts, and with made-up ones on loopback", async () => {
    expect(await keyFor(null)).toBe("test");
    expect(await keyFor(null, { AWS_ENDPOINT_URL_S3: "http://127.0.0.1:1" })).toBe("test");
    expect(await keyFor("https://s3.example")).toBe("test");
    expect(await keyFor("http://127.0.0.1:4566")).toBe("local");
    expect(await keyFor("http://[::1]:4566")).toBe("local");
  });
});

describe("a bucket that can't be read", () => {
  const rights = "it takes s3:GetObject on trader-data/insights/*, and s3:ListBucket on trader-data";
  it.each([
    { code: "NoSuchBucket", status: 404, told: "has no bucket trader-data" },
    { code: "AccessDenied", status: 403, told: `denied access to bucket trader-data (AccessDenied): ${rights}` },
    { code: "InvalidAccessKeyId", status: 403, told: "does not accept the AWS credentials: InvalidAccessKeyId: why" },
    { code: "ExpiredToken", status: 400, told: "does not accept the AWS credentials: ExpiredToken: why" },
    { code: "TeapotBrewing", status: 418, told: "failed: TeapotBrewing: why" },
  ])("is told in one line: $code", async ({ code, status, told }) => {
    const body = `<Error><Code>${code}</Code><Message>why\nand more</Message></Error>`;
    const { query, searched } = await searching(() => ({ status, headers, body }));
    const failure = await searched.catch((error: unknown) => error);
    expect(formatS3Failure(failure, query.bucketName, query.endpoint)).toBe(`S3 at ${query.endpoint?.origin} ${told}`);
  });

  it.each([
    [Object.assign(new Error("refused"), { code: "ECONNREFUSED" }), "S3 can't be reached: ECONNREFUSED"],
    [Object.assign(new Error("slow"), { name: "TimeoutError" }), "S3 can't be reached: TimeoutError"],
    [new Error("Region is missing"), "There is no AWS region: set AWS_REGION, or a region in your AWS profile"],
    [
      Object.assign(new Error("Could not load"), { name: "CredentialsProviderError" }),
      "There are no usable AWS credentials (AWS_PROFILE, aws sso login, ...): Could not load",
    ],
    ["a text", "S3 failed: Error: a text"],
  ])("is told in one line: %s", (error, told) => {
    expect(formatS3Failure(error, "trader-data", null)).toBe(told);
  });
});

describe("a search in vain", () => {
  const search: ReceiptSearch = { found: [], productCount: 12 };
  it.each([
    [queryOf(null), "looked through 12 products that have receipts, from 2023-11-14 to 2023-11-15 (UTC)"],
    [queryOf(null, { productId: "BTC-USD", days: ["2023-11-15"] }), "looked through BTC-USD, on 2023-11-15 (UTC)"],
  ])("is told with what was looked through", (query, told) => {
    const line = formatNothingFound(search, query);
    expect(line).toContain(`No receipt of abc in s3://trader-data/insights/: ${told}`);
    expect(line).not.toContain("\n");
  });

  it("through one product alone says so", () => {
    expect(formatNothingFound({ ...search, productCount: 1 }, queryOf(null))).toContain(
      "looked through 1 product that has receipts,",
    );
  });
});
