import { describe, expect, it, onTestFinished } from "vitest";
import { openStage } from "../../src/commands/workbench/open-stage.ts";
import { hasBrowser } from "./support/has-browser.ts";
import { shareWorkbench } from "./support/share-workbench.ts";
import { axeViolations, openWatched } from "./support/watched-page.ts";

describe.skipIf(!hasBrowser)("a stage in the browser", () => {
  const { workbench, browser } = shareWorkbench();

  it("is shown behind the key of its address, and can be looked at only", async () => {
    const { stack, opened } = workbench();
    const key = await workbench().deliver("BTC-USD", "trend_analysis");
    const stage = await openStage({
      target: { stage: "local", region: "us-east-2", endpoint: new URL(stack.awsUrl) },
      bucket: opened.parts.bucket,
      prices: new Map(),
      days: 7,
      products: [],
      environment: { COINBASE_API_URL: stack.exchange?.url },
    });
    onTestFinished(() => stage.stop());
    const { page, faults, foreign } = await openWatched(browser(), stage.server.url);
    await page.locator("table.list tbody tr").first().waitFor();
    expect(await page.locator(".about").textContent()).toBe("stage local, read-only");
    const row = page.locator("table.list tbody tr", { hasText: "BTC-USD" });
    await row.getByRole("link").first().click();
    // The market has not moved on since, so that its hash agrees.
    await page.locator(".chart canvas").first().waitFor();
    await page.locator("li.sentence.false").waitFor();
    await page.getByRole("link", { name: "Try it" }).click();
    await page.getByText("start the workbench without --stage").waitFor();
    await page.getByRole("link", { name: "Dead letters" }).click();
    await page.getByText("A stage is shown read-only").waitFor();
    expect(await page.getByRole("button", { name: /Redrive|Delete/ }).count()).toBe(0);
    expect(await axeViolations(page)).toEqual([]);
    await expect.poll(() => stage.parts.hub.listeners).toBe(1);
    const without = await page.goto(`${new URL(stage.server.url).origin}/api/insight?key=${encodeURIComponent(key)}`);
    expect(without?.status()).toBe(403);
    // The refused address itself is the one error that the console has.
    expect(faults.filter((fault) => !fault.includes("403"))).toEqual([]);
    expect(foreign).toEqual([]);
    await page.context().close();
  });
});
