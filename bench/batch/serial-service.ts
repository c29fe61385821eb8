import { randomUUID } from "node:crypto";
import * as z from "zod/mini";
import { computeFeatures } from "../../src/features/index.ts";
import { asOfSeconds } from "../../src/market/candle.ts";
import { parseCandles, selectWindow } from "../../src/market/parse-candles.ts";
import { trendAnalysis } from "../../src/prompts/trend-analysis.ts";
import type { BenchSetup } from "../kit/bench-setup.ts";

/**
 * Delivers messages in the way of the service that this one replaces: one record after the other, an access token granted
 * for each call, a text asked for each, and nothing shared, kept or checked.
 */
export async function deliverSerially(setup: BenchSetup, productIds: readonly string[]): Promise<void> {
  for (const productId of productIds) await deliverOne(setup, productId);
}

async function deliverOne({ environment }: BenchSetup, productId: string): Promise<void> {
  const setting = (name: string): string => environment[name] ?? "";
  const asOf = asOfSeconds(Date.now(), trendAnalysis.series[0].granularity);
  const { granularity, windowSeconds } = trendAnalysis.series[0];
  const query = { productId, granularity, startSeconds: asOf - windowSeconds, endSeconds: asOf };
  const path = `/api/v3/brokerage/market/products/${productId}/candles`;
  const search = new URLSearchParams({
    start: String(query.startSeconds),
    end: String(asOf - 300),
    granularity,
    limit: "300",
  });
  const { candles, decimals } = parseCandles(await ask(`${setting("COINBASE_API_URL")}${path}?${search.toString()}`));
  const features = computeFeatures(selectWindow(candles, query), {
    asOf,
    granularity,
    expectedCount: windowSeconds / 300,
    decimals,
  });
  const { system, user } = trendAnalysis.render(productId, features);
  const answer = await ask(`${setting("OLLAMA_HOST")}/api/chat`, {
    body: JSON.stringify({
      model: setting("OLLAMA_MODEL"),
      stream: false,
      messages: [
        { role: "system", content: system },
        { role: "user", content: user },
      ],
    }),
  });
  const { content } = z.parse(z.object({ message: z.object({ content: z.string() }) }), JSON.parse(answer)).message;
  const grant = await ask(setting("AUTH0_OAUTH_URL"), {
    body: new URLSearchParams({
      grant_type: "client_credentials",
      client_id: setting("AUTH0_ASSISTANT_CLIENT_ID"),
      client_secret: setting("AUTH0_ASSISTANT_CLIENT_SECRET"),
      audience: setting("AUTH0_ASSISTANT_AUDIENCE"),
    }),
  });
  const { access_token: token } = z.parse(z.object({ access_token: z.string() }), JSON.parse(grant));
  await ask(`${setting("ASSISTANT_API_URL")}/notifications`, {
    headers: {
      "content-type": "application/json",
      authorization: `Bearer ${token}`,
      "x-api-key": setting("ASSISTANT_API_KEY"),
      "x-correlation-id": randomUUID(),
    },
    body: JSON.stringify({ message: content, webhook_channel: "general" }),
  });
}

async function ask(
  url: string,
  post?: { readonly body: string | URLSearchParams; readonly headers?: Readonly<Record<string, string>> },
): Promise<string> {
  const answer = await fetch(url, post === undefined ? {} : { method: "POST", ...post });
  const text = await answer.text();
  if (!answer.ok) throw new Error(`${new URL(url).pathname} answered ${answer.status}: ${text.slice(0, 200)}`);
  return text;
}
