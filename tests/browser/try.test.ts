import { describe, expect, it } from "vitest";
import { honestWords } from "./support/lying-model.ts";
import { hasBrowser } from "./support/has-browser.ts";
import { shareWorkbench } from "./support/share-workbench.ts";
import { placeOf } from "./support/watched-page.ts";

describe.skipIf(!hasBrowser)("a trial in the workbench", () => {
  const { workbench, browser, open } = shareWorkbench();

  it("shows its steps as they happen, and posts nothing", async () => {
    const posted = workbench().stack.inbox.messages.length;
    const release = workbench().model.hold();
    const page = await open("/try");
    await page.getByRole("button", { name: "Try", exact: true }).click();
    await page.getByText("figures computed, prompt rendered").waitFor();
    expect(await page.getByText("It is under way").count()).toBe(1);
    expect(await page.locator("li.sentence").count()).toBe(0);
    release();
    await page.locator("li.sentence.false").waitFor();
    expect(await page.getByText("What would be posted").count()).toBe(1);
    expect(workbench().stack.inbox.messages.length).toBe(posted);
  });

  it("judges a text that is typed by hand", async () => {
    const page = await open("/try");
    await page.getByLabel("Model").selectOption("typed");
    await page
      .getByLabel("Text to judge")
      .fill("The RSI is overbought at 99.10. BTC-USD will rise tomorrow. Der Kurs steigt.");
    await page.getByRole("button", { name: "Try", exact: true }).click();
    await page.locator("li.sentence.not_understood").first().waitFor();
    expect(await page.locator("li.sentence.false").first().textContent()).toContain("Left out because it is false");
    expect(await page.getByText("Nothing of it is posted").count()).toBeGreaterThan(0);
  });

  it("compares a draft with the registered prompt on the same candles", async () => {
    const page = await open("/try");
    await page.getByRole("button", { name: "Edit a draft of this prompt" }).click();
    const user = page.getByLabel("User prompt");
    await expect.poll(() => user.inputValue()).toContain("{{rsi}}");
    await user.fill(`${await user.inputValue()}\n${honestWords}`);
    await page.getByRole("button", { name: "Compare" }).click();
    const sides = page.locator(".sides > section");
    await expect.poll(() => sides.count()).toBe(2);
    expect(await sides.nth(0).locator("li.sentence.false").count()).toBe(1);
    expect(await sides.nth(1).locator("li.sentence.false").count()).toBe(0);
    const candles = await page
      .locator("section[aria-label=Comparison] > table tr", { hasText: "candles" })
      .locator("td")
      .allTextContents();
    expect(new Set(candles).size).toBe(1);
    await sides.nth(1).getByText("The user prompt").click();
    await sides.nth(1).locator("pre", { hasText: honestWords }).waitFor();
  });

  it("says what is wrong with what it can't follow", async () => {
    // A refused request is an error to the browser's console, so that this page is not watched.
    const page = await browser().newPage();
    await page.goto(placeOf(workbench().url, "/try"));
    await page.getByRole("button", { name: "Edit a draft of this prompt" }).click();
    await page.getByLabel("User prompt").fill("The price of oil is {{oil}}.");
    const refused = page.waitForResponse((response) => response.url().endsWith("/api/runs"));
    await page.getByLabel("Model").selectOption("typed");
    await page.getByLabel("Text to judge").fill("x");
    await page.getByRole("button", { name: "Compare" }).click();
    expect((await refused).status()).toBe(400);
    await page.getByText("trend_analysis has no field {{oil}}").waitFor();
    await page.close();
  });

  it("asks a model by its name", async () => {
    const page = await open("/try");
    await page.getByLabel("Model").selectOption("other");
    await page.getByLabel("Its name").fill("ollama:llama3.2");
    await page.getByLabel("As of (UTC; empty: now)").fill("2026-11-20T12:00");
    await page.getByLabel("Market").selectOption("sample");
    await page.getByRole("button", { name: "Try", exact: true }).click();
    await page.locator("li.sentence.false").waitFor();
    expect(await page.locator(".chat").textContent()).toContain("As of 2026-11-20 12:00 UTC.");
  });

  it("is sent through the local stack, and leaves a receipt", async () => {
    const page = await open("/try");
    await page.getByLabel("Product").fill("LTC-USD");
    await page.getByRole("button", { name: "Send through the local stack" }).click();
    await page.getByText("posted to channel general").waitFor();
    await page.getByRole("link", { name: "Its receipt" }).click();
    await page.getByRole("heading", { name: /LTC-USD, trend analysis/ }).waitFor();
    expect(workbench().stack.inbox.messages.at(-1)?.message).toContain("LTC-USD");
  });
});
