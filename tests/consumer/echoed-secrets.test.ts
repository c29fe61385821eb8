import { generateKeyPairSync } from "node:crypto";
import { expect, it, onTestFinished } from "vitest";
import { composePrompts } from "../../src/consumer/wiring/compose-prompts.ts";
import { handleBatch } from "../../src/consumer/batch/handle-batch.ts";
import { findSecrets } from "../../chaos/find-secrets.ts";
import { readLedgerItems } from "../../chaos/read-ledger.ts";
import type { HttpRequest } from "../../src/emulators/http-server.ts";
import { createSampleMarket } from "../../src/emulators/markets/sample-market.ts";
import { startStack } from "../../src/emulators/stack.ts";
import { createDeadline } from "../../src/platform/deadline.ts";
import { collectedDay, toCsv } from "../support/collected-csv.ts";
import { payload, sqsRecord } from "../support/events/sqs-event.ts";

const pem = generateKeyPairSync("ec", { namedCurve: "P-256" })
  .privateKey.export({ type: "sec1", format: "pem" })
  .toString();
const keyId = "organizations/5b6c1f9e-2a37/apiKeys/9d8e7c6b-5a41-4f02-8c3d-1e2f3a4b5c6d";

/** The ways in which a server's words may quote what it was sent. */
const echoes: Readonly<Record<string, (text: string) => string>> = {
  "as it is": (text) => text,
  "as a URL's part": (text) => encodeURIComponent(text),
  "as HTML": (text) => text.replaceAll("=", "&#x3D;").replaceAll("/", "&#47;").replaceAll("+", "&plus;"),
  "in base64": (text) => Buffer.from(text).toString("base64"),
  "as JSON in JSON": (text) => JSON.stringify(JSON.stringify({ text })).replaceAll("/", String.raw`\/`),
};

function quoteOf({ headers, body }: HttpRequest, echo: (text: string) => string): string {
  const sent = [headers["authorization"], headers["x-api-key"], new URLSearchParams(body).get("client_secret")];
  return sent.map((text) => (text === undefined || text === null ? "" : echo(text.slice(0, 160)))).join(" ");
}

it.each(
  ["exchange", "tokenServer", "inbox"].flatMap((server) => Object.keys(echoes).map((how) => [server, how] as const)),
)("what the %s quotes %s stands in no line, receipt, letter or item", async (server, how) => {
  const tokens: string[] = [];
  const stack = await startStack({
    market: createSampleMarket(),
    env: { COINBASE_API_KEY: keyId, COINBASE_API_SECRET: pem },
    faults: {
      [server]: (request: HttpRequest) => {
        const token = /^Bearer (\S+)$/.exec(request.headers["authorization"] ?? "")?.[1];
        if (token !== undefined) tokens.push(token);
        const words = quoteOf(request, echoes[how] ?? String);
        const body = { error: "INTERNAL", error_description: words, message: `no: ${words}` };
        return { kind: "status", status: server === "exchange" ? 503 : 422, body };
      },
    },
  });
  onTestFinished(() => stack.stop());
  await stack.putObject("COINBASE/BTC-USD/historical/today.csv", toCsv(collectedDay(300)));
  const lines: string[] = [];
  const service = await composePrompts(stack.environment, { write: (line) => void lines.push(line), random: () => 0 });
  const record = sqsRecord(payload());
  record.attributes.ApproximateReceiveCount = "5";
  await handleBatch([record], service.batch, { deadline: createDeadline(30_000), logger: service.logger });

  const keys = await stack.listObjects("insights/");
  const receipts = await Promise.all(keys.map(async (key) => (await stack.readObject(key)) ?? ""));
  const letters = await stack.readDeadLetters();
  const ledgerItems = await readLedgerItems(stack.environment);
  const { AUTH0_ASSISTANT_CLIENT_SECRET = "", ASSISTANT_API_KEY = "", AWS_SECRET_ACCESS_KEY = "" } = stack.environment;
  const secrets = [pem, keyId, AUTH0_ASSISTANT_CLIENT_SECRET, ASSISTANT_API_KEY, AWS_SECRET_ACCESS_KEY, ...tokens];
  expect(receipts.length + letters.length + ledgerItems.length).toBeGreaterThan(1);
  const written = [...lines, ...receipts, ...letters.map(({ attributes }) => JSON.stringify(attributes))].join("\n");
  // Of a failing exchange only the status is told; what the others say is quoted, and cleaned.
  expect(written).toContain(server === "exchange" ? "Coinbase answered 503" : "[secret]");
  expect(findSecrets({ secrets, lines, receipts, letters, ledgerItems })).toEqual([]);
});
