import axe from "axe-core";
import type { Browser, Page } from "playwright-core";
import { coverageFolder } from "./keep-coverage.ts";

/** A page, and what went wrong on it. */
export interface WatchedPage {
  readonly page: Page;
  /** Errors of the console, exceptions, and violations of the page's rules of security. */
  readonly faults: readonly string[];
  /** Where anything but the workbench was asked. */
  readonly foreign: readonly string[];
}

/** How a page is opened. */
export interface PageOptions {
  readonly colorScheme?: "light" | "dark";
  readonly width?: number;
}

/** Opens a page at an address, and counts what goes wrong from the beginning. */
export async function openWatched(
  browser: Browser,
  url: string,
  { colorScheme = "light", width = 1_280 }: PageOptions = {},
): Promise<WatchedPage> {
  const context = await browser.newContext({ colorScheme, viewport: { width, height: 900 } });
  const page = await context.newPage();
  const faults: string[] = [];
  const foreign: string[] = [];
  page.on("console", (message) => {
    if (message.type() === "error" || message.type() === "warning") faults.push(message.text());
  });
  page.on("pageerror", (error) => void faults.push(error.message));
  page.on("request", (request) => {
    if (!request.url().startsWith(new URL(url).origin) && !request.url().startsWith("data:"))
      foreign.push(request.url());
  });
  await page.exposeFunction("tellViolation", (directive: string) => void faults.push(`security policy: ${directive}`));
  await page.addInitScript(
    "addEventListener('securitypolicyviolation', (event) => tellViolation(event.effectiveDirective + ' ' + event.blockedURI))",
  );
  if (coverageFolder() !== null) await page.coverage.startJSCoverage({ resetOnNavigation: false });
  await page.goto(url);
  return { page, faults, foreign };
}

/** What axe finds wrong with the page as it is: an id of each rule, with the elements. */
export async function axeViolations(page: Page): Promise<readonly string[]> {
  await page.evaluate(axe.source);
  const found: unknown = await page.evaluate(
    "axe.run(document).then(({ violations }) => violations.map(({ id, nodes }) => id + ': ' + nodes.map(({ target }) => target.join(' ')).join(', ')))",
  );
  return Array.isArray(found) ? found.map(String) : [String(found)];
}

/** The address of a place of the page. */
export function placeOf(url: string, place: string, query: Readonly<Record<string, string>> = {}): string {
  const asked = new URLSearchParams(query).toString();
  return `${url}#${place}${asked === "" ? "" : `?${asked}`}`;
}
