/**
 * Takes the pictures of the README anew, from the synthetic market and a model that lies in one sentence:
 * `npm run screenshots`.
 */
import { resolve } from "node:path";
import { honestWords } from "./support/lying-model.ts";
import { launchChromium } from "./support/chromium.ts";
import { startTestWorkbench } from "./support/test-workbench.ts";
import { placeOf } from "./support/watched-page.ts";

const folder = resolve(import.meta.dirname, "../../docs/screenshots");
const workbench = await startTestWorkbench();
const browser = await launchChromium();
try {
  const page = await browser.newPage({ viewport: { width: 1_120, height: 760 } });
  const take = async (name: string): Promise<void> =>
    void (await page.screenshot({ path: resolve(folder, `${name}.png`) }));

  for (const prompt of ["trend_analysis", "momentum_check", "key_levels", "daily_brief"]) {
    await workbench.deliver("BTC-USD", prompt);
  }
  for (const productId of ["SOL-USD", "DOGE-USD"]) await workbench.deliver(productId, "trend_analysis");
  const key = await workbench.deliver("ETH-USD", "trend_analysis");
  await page.goto(placeOf(workbench.url, "/"));
  await page.locator("table.list tbody tr").nth(6).waitFor();
  await page.locator("td", { hasText: "llama3.2" }).nth(6).waitFor();
  await take("list");

  await page.goto(placeOf(workbench.url, "/insight", { key }));
  await page.locator(".chart canvas").first().waitFor();
  await page.locator(".mark.number.true[data-figures=rsi]").hover();
  await page.locator(".legend li.highlighted").waitFor();
  await take("insight");

  await page.goto(placeOf(workbench.url, "/try"));
  await page.getByRole("button", { name: "Edit a draft of this prompt" }).click();
  const user = page.getByLabel("User prompt");
  await user.waitFor();
  await user.fill(`${await user.inputValue()}\n${honestWords}`);
  await page.getByRole("button", { name: "Compare" }).click();
  await page.locator(".sides li.sentence").nth(8).waitFor();
  await page.locator("section[aria-label=Comparison]").evaluate((section) => section.scrollIntoView());
  await take("comparison");
} finally {
  await browser.close();
  await workbench.stop();
}
