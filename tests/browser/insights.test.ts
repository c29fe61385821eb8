import { describe, expect, it } from "vitest";
import { lie } from "./support/lying-model.ts";
import { hasBrowser } from "./support/has-browser.ts";
import { shareWorkbench } from "./support/share-workbench.ts";

describe.skipIf(!hasBrowser)("the insights of the workbench", () => {
  const { workbench, open } = shareWorkbench();

  it("appear in the list by themselves while it is open", async () => {
    const page = await open("/");
    await page.locator("section[aria-label='Insights'] [role=status]").waitFor();
    const before = await page.locator("table.list tbody tr").count();
    const key = await workbench().deliver("SOL-USD", "trend_analysis");
    const row = page.locator("table.list tbody tr", { hasText: "SOL-USD" }).first();
    await row.waitFor();
    await page.locator("table.list tbody tr", { hasText: "llama3.2" }).first().waitFor();
    expect(await page.locator("table.list tbody tr").count()).toBeGreaterThan(before);
    expect(await row.textContent()).toContain(key.split("/").at(-1)?.split(".")[0]);
  });

  it("are counted for the day: outcomes, tokens, cost, dead letters", async () => {
    await workbench().deliver("BTC-USD", "trend_analysis");
    const page = await open("/");
    const totals = page.locator("section", { hasText: "Totals of" });
    await totals.locator("dt", { hasText: /^insight$/ }).waitFor();
    const text = (await totals.textContent()) ?? "";
    expect(text).toMatch(/insight\d+/);
    expect(text).toMatch(/tokens in[\d,]{3,}/);
    expect(text).toMatch(/cost0\.0\d+ USD/);
    expect(text).toContain("dead letters now0");
  });

  it("are filtered by product, prompt, outcome, model and day, and found by a correlation id", async () => {
    await workbench().deliver("BTC-USD", "trend_analysis");
    const key = await workbench().deliver("DOGE-USD", "key_levels");
    const id = key.split("/").at(-1)?.split(".")[0] ?? "";
    const page = await open("/");
    const rows = page.locator("table.list tbody tr");
    await rows.first().waitFor();
    const all = await rows.count();
    const products = async (): Promise<readonly string[]> => [
      ...new Set(await rows.locator("td:nth-child(2)").allTextContents()),
    ];
    for (const [label, value] of [
      ["Product", "DOGE-USD"],
      ["Prompt", "key_levels"],
      ["Correlation id", id],
    ] as const) {
      const field = page.getByLabel(label, { exact: true });
      if (label === "Correlation id") await field.fill(value);
      else await field.selectOption(value);
      await expect.poll(products).toEqual(["DOGE-USD"]);
      await page.getByRole("button", { name: "Clear" }).click();
      await expect.poll(() => rows.count()).toBeGreaterThanOrEqual(all);
    }
    await page.getByLabel("Outcome").selectOption("dead_lettered");
    await page.getByText("fits these filters").waitFor();
    await page.getByRole("button", { name: "Clear" }).click();
    await page.getByLabel("Model").selectOption("llama3.2:latest");
    await expect.poll(() => rows.count()).toBeGreaterThan(0);
    await page.getByLabel("Day").fill("2020-01-01");
    await page.getByText("fits these filters").waitFor();
  });

  it("tell why a sentence was left out, beside the verdict of then, and what the reader got", async () => {
    const key = await workbench().deliver("LINK-USD", "trend_analysis");
    const page = await open("/insight", { key });
    const sentence = page.locator("li.sentence.false");
    await sentence.waitFor();
    const text = (await sentence.textContent()) ?? "";
    expect(text).toContain("Left out because it is false: The RSI is");
    expect(text).toContain("recorded: ✗ false; this tree: ✗ false");
    const posted = (await page.locator(".chat").textContent()) ?? "";
    expect(posted).toContain("LINK-USD");
    expect(posted).toContain("As of ");
    expect(posted).toContain("Synthetic market.");
    expect(posted).not.toContain(lie);
    expect(await page.locator(".time-line li").allTextContents()).toEqual(
      expect.arrayContaining([
        expect.stringContaining("candles"),
        expect.stringContaining("text by ollama, llama3.2"),
        expect.stringContaining("post"),
      ]),
    );
    await page.getByText("The system prompt, with the facts").click();
    await page.getByText("Facts, all true of these figures").waitFor();
    expect(await page.locator(".head").textContent()).toMatch(/tokens\d+ in, 80 out/);
  });

  it("mark figure and line where a number is pointed at, or has the focus", async () => {
    const key = await workbench().deliver("ETH-USD", "trend_analysis");
    const page = await open("/insight", { key });
    const highlighted = async (): Promise<readonly (string | null)[]> => [
      await page
        .locator("tr.highlighted")
        .getAttribute("data-figure", { timeout: 2_000 })
        .catch(() => null),
      await page
        .locator(".legend li.highlighted")
        .getAttribute("data-figure", { timeout: 2_000 })
        .catch(() => null),
      await page.locator(".chart").first().getAttribute("data-highlighted"),
    ];
    await page.locator(".mark.number.true[data-figures=rsi]").hover();
    await expect.poll(highlighted).toEqual(["rsi", "rsi", "rsi"]);
    await page.locator("h1").hover();
    await expect.poll(() => page.locator("tr.highlighted").count()).toBe(0);
    await page.locator(".mark.number.true[data-figures=rsi]").focus();
    await expect.poll(highlighted).toEqual(["rsi", "rsi", "rsi"]);
    await page.keyboard.press("Enter");
    await page.locator(".mark.number.false").hover();
    await expect.poll(() => page.locator("tr.highlighted").getAttribute("data-figure")).toBe("rsi");
    expect(await page.locator(".mark.number.false").textContent()).toContain("(false)");
  });

  it("draw averages, bands and panes by the kinds of their prompt's figures", async () => {
    const key = await workbench().deliver("BTC-USD", "momentum_check");
    const page = await open("/insight", { key });
    await page.locator(".chart canvas").first().waitFor();
    const legend = await page.locator(".legend li").allTextContents();
    expect(legend).toEqual(expect.arrayContaining(["RSI", "MACD", "ADX"]));
    expect(await page.locator("tr[data-figure=rsi] td").last().textContent()).toBe("pane below");
    const brief = await open("/insight", { key: await workbench().deliver("BTC-USD", "daily_brief") });
    await expect.poll(() => brief.locator(".chart").count()).toBe(2);
  });
});
