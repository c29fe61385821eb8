import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import type { HistoryChoice } from "../../../src/commands/start/arguments.ts";
import { UsageError } from "../../../src/commands/kit/parse-command-line.ts";
import { chooseHistory } from "../../../src/commands/start/choose-history.ts";
import { createSampleMarket } from "../../../src/emulators/markets/sample-market.ts";
import { parseHistory } from "../../../src/market/history/parse-history.ts";
import { collectedDay, writeCollectedFile } from "../../support/collected-csv.ts";

const nowSeconds = 1_700_049_617;

const choose = (choice: HistoryChoice, productIds: readonly string[] = ["BTC-USD"]) =>
  chooseHistory(choice, {
    productIds,
    granularity: "FIVE_MINUTE",
    windowSeconds: 86_400,
    clock: () => nowSeconds * 1_000,
  });

describe("the history of a run", () => {
  it("is nothing where none is asked for", async () => {
    expect(await choose({ kind: "none" })).toEqual({ objects: [], label: "history", note: null });
  });

  it("is a file as it is, under the folder of each product", async () => {
    const path = writeCollectedFile(collectedDay(), "candles.csv");
    const { objects, label, note } = await choose({ kind: "files", paths: [path] }, ["BTC-USD", "ETH-USD"]);
    const keys = ["COINBASE/BTC-USD/historical/candles.csv", "COINBASE/ETH-USD/historical/candles.csv"];
    expect(objects.map(({ key }) => key)).toEqual(keys);
    expect(objects.map(({ body }) => Buffer.from(body))).toEqual([readFileSync(path), readFileSync(path)]);
    expect(label).toBe("history");
    expect(note).toBe(`the given history stands in the bucket as ${keys.join(", ")}`);
  });

  it("is the file that is named after the product, else the first one", async () => {
    const paths = ["LTC-USD.csv", "BTC-USD.2026.csv"].map((name) => writeCollectedFile(collectedDay(), name));
    const { objects } = await choose({ kind: "files", paths }, ["BTC-USD", "ETH-USD", "LTC-USD"]);
    expect(objects.map(({ key }) => key)).toEqual([
      "COINBASE/BTC-USD/historical/BTC-USD.2026.csv",
      "COINBASE/ETH-USD/historical/LTC-USD.csv",
      "COINBASE/LTC-USD/historical/LTC-USD.csv",
    ]);
  });

  it("is refused where a file can't be read", async () => {
    const reading = choose({ kind: "files", paths: ["/nonexistent/BTC-USD.csv"] });
    await expect(reading).rejects.toThrow(UsageError);
    await expect(reading).rejects.toThrow(/^--history: ENOENT/);
  });

  it("is a synthetic day that has just closed, and says that it is synthetic", async () => {
    const { objects, label, note } = await choose({ kind: "sample" });
    const [object] = objects;
    const { candles } = parseHistory(String(object?.body).split("\n"), { beginning: true, end: true });
    expect(candles).toEqual(
      createSampleMarket().candles("BTC-USD", 300, nowSeconds - 90_000, nowSeconds - 317, nowSeconds),
    );
    expect(candles.at(-1)?.start).toBe(nowSeconds - 317);
    expect(
      String(object?.body)
        .split("\n", 3)
        .map((line) => line.split(",").length),
    ).toEqual([7, 7, 7]);
    expect(label).toBe("history (synthetic)");
    expect(note).toBe("a synthetic history stands in the bucket as COINBASE/BTC-USD/historical/sample.synthetic.csv");
  });

  it("is nothing for a product that the synthetic market does not know", async () => {
    expect(await choose({ kind: "sample" }, ["NOPE-USD"])).toMatchObject({ objects: [], note: null });
  });
});
