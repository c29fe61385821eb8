import { describe, expect, it } from "vitest";
import { hasBrowser } from "./support/has-browser.ts";
import { shareWorkbench } from "./support/share-workbench.ts";
import { axeViolations, placeOf } from "./support/watched-page.ts";

describe.skipIf(!hasBrowser)("the workbench's page", () => {
  const { workbench, browser, open } = shareWorkbench();

  it.each(["light", "dark"] as const)("has no violation of accessibility in %s colours", async (colorScheme) => {
    const key = await workbench().deliver("BTC-USD", "trend_analysis");
    const page = await open("/", {}, { colorScheme });
    await page.locator("table.list tbody tr").first().waitFor();
    expect(await axeViolations(page)).toEqual([]);
    await page.goto(placeOf(workbench().url, "/insight", { key }));
    await page.locator(".chart canvas").first().waitFor();
    await page.locator(".mark.number").first().hover();
    expect(await axeViolations(page)).toEqual([]);
    await page.goto(placeOf(workbench().url, "/try"));
    await page.getByRole("button", { name: "Edit a draft of this prompt" }).click();
    await page.getByLabel("User prompt").waitFor();
    await page.getByRole("button", { name: "Compare" }).click();
    await page.locator(".sides .chart canvas").last().waitFor();
    expect(await axeViolations(page)).toEqual([]);
    await page.goto(placeOf(workbench().url, "/letters"));
    await page.getByText("In a terminal").waitFor();
    expect(await axeViolations(page)).toEqual([]);
  });

  it("shows what a receipt holds as text, whatever it is", async () => {
    const day = new Date().toISOString().slice(0, 10);
    const markup = "<img src=x onerror=\"document.title='spoilt'\"><script>document.title='spoilt'</script>";
    const key = `insights/BTC-USD/${day}/markup-1.trend_analysis.general.json`;
    const receipt = {
      correlation_id: "markup-1",
      product_id: "BTC-USD",
      prompt: "trend_analysis",
      outcome: "dead_lettered",
    };
    const spoilt = {
      unposted_text: markup,
      prompt_text: markup,
      reason: { code: "X", message: markup },
      answers: [{ model: markup, text: markup }],
    };
    await workbench().stack.putObject(key, JSON.stringify({ ...receipt, ...spoilt }));
    const page = await open("/insight", { key });
    await page.getByText("What was not posted").waitFor();
    expect(await page.locator(".chat blockquote").textContent()).toBe(markup);
    expect(await page.locator("main img, main script").count()).toBe(0);
    expect(await page.title()).not.toBe("spoilt");
  });

  it("fits a phone's width", async () => {
    const key = await workbench().deliver("BTC-USD", "trend_analysis");
    const page = await open("/", {}, { width: 360 });
    for (const [place, query, shown] of [
      ["/", {}, "table.list"],
      ["/insight", { key }, "li.sentence"],
      ["/try", {}, "form"],
      ["/letters", {}, "h3"],
    ] as const) {
      await page.goto(placeOf(workbench().url, place, query));
      await page.locator(shown).first().waitFor();
      expect(await page.evaluate("document.documentElement.scrollWidth"), place).toBeLessThanOrEqual(360);
    }
    expect(await axeViolations(page)).toEqual([]);
  });

  it("is worked by the keyboard alone", async () => {
    await workbench().deliver("BTC-USD", "trend_analysis");
    const page = await open("/");
    const link = page.locator("table.list tbody a").first();
    await link.waitFor();
    await page.keyboard.press("Tab");
    expect(await page.evaluate("document.activeElement.textContent")).toContain("Skip to the content");
    await page.keyboard.press("Enter");
    await expect.poll(() => page.evaluate("document.activeElement.tagName")).toBe("MAIN");
    await link.focus();
    await page.keyboard.press("Enter");
    await page.locator("li.sentence").first().waitFor();
  });

  it("hears of new insights in each of 8 tabs", async () => {
    await workbench().deliver("BTC-USD", "trend_analysis");
    const first = await open("/");
    const context = first.context();
    const others = await Promise.all(Array.from({ length: 7 }, async () => await context.newPage()));
    await Promise.all(others.map(async (page) => await page.goto(placeOf(workbench().url, "/"))));
    const tabs = [first, ...others];
    await Promise.all(tabs.map(async (page) => await page.locator("table.list tbody tr").first().waitFor()));
    const key = await workbench().deliver("XRP-USD", "trend_analysis");
    const id = key.split("/").at(-1)?.split(".")[0] ?? "";
    await Promise.all(tabs.map(async (page) => await page.getByText(id).waitFor()));
    expect(workbench().opened.parts.hub.listeners).toBe(1);
    // Whoever holds the stream goes, and another takes it over.
    await first.goto("about:blank");
    const next = await workbench().deliver("XRP-USD", "key_levels");
    const nextId = next.split("/").at(-1)?.split(".")[0] ?? "";
    await Promise.all(others.map(async (page) => await page.getByText(nextId).waitFor()));
  });

  it("holds no stream while its tab is hidden, and shows what came meanwhile once it is seen again", async () => {
    await workbench().deliver("BTC-USD", "trend_analysis");
    const page = await open("/");
    await page.locator("table.list tbody tr").first().waitFor();
    const { hub } = workbench().opened.parts;
    await expect.poll(() => hub.listeners).toBe(1);
    const turn = async (isHidden: boolean): Promise<void> => {
      await page.evaluate(`Object.defineProperty(document, "hidden", { value: ${isHidden}, configurable: true })`);
      await page.evaluate('document.dispatchEvent(new Event("visibilitychange"))');
    };
    await turn(true);
    await expect.poll(() => hub.listeners).toBe(0);
    const key = await workbench().deliver("ADA-USD", "trend_analysis");
    const id = key.split("/").at(-1)?.split(".")[0] ?? "";
    expect(await page.getByText(id).count()).toBe(0);
    await turn(false);
    await page.getByText(id).waitFor();
    await expect.poll(() => hub.listeners).toBe(1);
  });

  it("says what to do where there is nothing, and where its server is gone", async () => {
    const context = await browser().newContext();
    const page = await context.newPage();
    await page.route("**/api/insights*", async (route) => {
      await route.fulfill({ json: { lines: [], next: null, count: 0, unread: 0, total: 0, problem: null } });
    });
    await page.goto(placeOf(workbench().url, "/"));
    await page.getByText("There is no insight yet").waitFor();
    const command = `npm run send -- BTC-USD --stage local --endpoint ${workbench().stack.awsUrl}`;
    expect(await page.locator(".command").textContent()).toContain(command);
    await page.unroute("**/api/insights*");
    await page.route("**/api/**", async (route) => await route.abort());
    await page.getByRole("link", { name: "Dead letters" }).click();
    await page.getByText("Start it again with npm run workbench").first().waitFor();
    await context.close();
  });
});
