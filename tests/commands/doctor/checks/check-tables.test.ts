import { expect, it } from "vitest";
import type { HttpAnswer, HttpHandler } from "../../../../src/emulators/http-server.ts";
import { runDoctor } from "../../../support/commands/doctor-setup.ts";

const answer = (body: object, status = 200): HttpAnswer => ({
  status,
  headers: { "content-type": "application/x-amz-json-1.0" },
  body,
});
const table = {
  TableStatus: "ACTIVE",
  KeySchema: [{ AttributeName: "id", KeyType: "HASH" }],
  AttributeDefinitions: [{ AttributeName: "id", AttributeType: "S" }],
};

/** A DynamoDB whose tables are all like the ledger's. */
const dynamodb =
  (changes: object, expiry: HttpAnswer): HttpHandler =>
  ({ headers }) =>
    headers["x-amz-target"]?.endsWith("DescribeTimeToLive") === true
      ? expiry
      : answer({ Table: { ...table, ...changes } });
const expiresBy = (TimeToLiveStatus: string, AttributeName?: string): HttpAnswer =>
  answer({ TimeToLiveDescription: { TimeToLiveStatus, AttributeName } });

it("finds the expiry of a deployed table", async () => {
  const answering = dynamodb({}, expiresBy("ENABLED", "expiration"));
  const { of } = await runDoctor({ isEmbedded: false, routes: () => ({ dynamodb: answering }) });
  expect(of("state table")).toEqual([
    "ok trader-data-llm-local-state: key id",
    "ok trader-data-llm-local-state: items expire by expiration",
  ]);
  expect(of("cache table")).toEqual([
    expect.stringMatching(/^FAIL the key of table trader-cache is id \(S\), not cache_key/),
  ]);
});

it.each([
  [{}, expiresBy("DISABLED"), "FAIL the items of trader-data-llm-local-state never expire (TTL DISABLED)"],
  [{}, expiresBy("ENABLED", "ttl"), "FAIL the items of trader-data-llm-local-state expire by ttl, not by expiration"],
  [
    {},
    answer({ __type: "UnknownOperationException" }, 400),
    "skip trader-data-llm-local-state: this DynamoDB can't tell",
  ],
  [{}, answer({ __type: "AccessDeniedException" }, 400), "does not let you look at the table's expiry"],
  [{ TableStatus: "CREATING" }, expiresBy("ENABLED"), "FAIL table trader-data-llm-local-state is CREATING"],
  [
    { KeySchema: [...table.KeySchema, { AttributeName: "at", KeyType: "RANGE" }] },
    expiresBy("ENABLED"),
    "FAIL the key of table trader-data-llm-local-state is id (S), at (?), not id (S)",
  ],
])("tells of a table that is not as it must be: %j, %j", async (changes, expiry, told) => {
  const { of } = await runDoctor({ isEmbedded: false, routes: () => ({ dynamodb: dynamodb(changes, expiry) }) });
  expect(of("state table").at(-1)).toContain(told);
});

it.each([
  ["STATE_TABLE_NAME", "state table", "npx sls deploy"],
  ["CACHE_TABLE_NAME", "cache table", "CACHE_TABLE_NAME must name the platform's cache table"],
])("tells that %s names no table", async (setting, check, fix) => {
  const { of, mendsOf } = await runDoctor({ isEmbedded: false, env: { [setting]: "elsewhere" } });
  expect(of(check)).toEqual([`FAIL there is no table elsewhere (${setting}) in us-east-2`]);
  expect(mendsOf(check)[0]).toContain(fix);
});

const update = (specification: string): string =>
  `aws dynamodb update-time-to-live --region us-east-2 --table-name trader-data-llm-local-state --time-to-live-specification ${specification}`;
const [off, on] = [update("Enabled=false,AttributeName=ttl"), update("Enabled=true,AttributeName=expiration")];

it.each([
  [expiresBy("DISABLED"), on],
  [expiresBy("DISABLING", "ttl"), `wait until it is off, which may take an hour; then ${on}`],
  // DynamoDB answers a move in one step with a ValidationException.
  [expiresBy("ENABLED", "ttl"), `switch it off: ${off}; and when that is done, which may take an hour: ${on}`],
  [
    expiresBy("ENABLING", "ttl"),
    `wait until it is on, which may take an hour; then switch it off: ${off}; and when that is done, which may take an hour: ${on}`,
  ],
])("advises what DynamoDB takes: %j", async (expiry, fix) => {
  const { mendsOf } = await runDoctor({ isEmbedded: false, routes: () => ({ dynamodb: dynamodb({}, expiry) }) });
  expect(mendsOf("state table")).toEqual([fix]);
});
