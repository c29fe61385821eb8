import type { Browser, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, expect } from "vitest";
import { launchChromium } from "./chromium.ts";
import { coverageFolder, keepCoverage } from "./keep-coverage.ts";
import { startTestWorkbench, type TestWorkbench } from "./test-workbench.ts";
import { openWatched, type PageOptions, placeOf, type WatchedPage } from "./watched-page.ts";

/** What the tests of a file share. */
export interface SharedWorkbench {
  readonly workbench: () => TestWorkbench;
  readonly browser: () => Browser;
  /** Opens a place of the page: `/`, `/try`, `/insight`. After the test nothing may have gone wrong on it. */
  readonly open: (place: string, query?: Readonly<Record<string, string>>, options?: PageOptions) => Promise<Page>;
}

/** Starts a workbench and a browser for the tests of a file. Every page that a test opens must be without a fault at its end. */
export function shareWorkbench(): SharedWorkbench {
  let workbench: TestWorkbench | null = null;
  let browser: Browser | null = null;
  const pages: WatchedPage[] = [];
  beforeAll(async () => {
    // Lines can be told apart in a page that is bundled with its names.
    [workbench, browser] = await Promise.all([
      startTestWorkbench({ minify: coverageFolder() === null }),
      launchChromium(),
    ]);
  });
  afterAll(async () => {
    await browser?.close();
    await workbench?.stop();
  });
  afterEach(async () => {
    const opened = pages.splice(0);
    expect(opened.flatMap(({ faults }) => faults)).toEqual([]);
    expect(opened.flatMap(({ foreign }) => foreign)).toEqual([]);
    await Promise.all(opened.map(closePage));
  });
  return {
    workbench: () => started(workbench),
    browser: () => started(browser),
    async open(place, query, options) {
      const watched = await openWatched(started(browser), placeOf(started(workbench).url, place, query), options);
      pages.push(watched);
      return watched.page;
    },
  };
}

async function closePage({ page }: WatchedPage): Promise<void> {
  const folder = coverageFolder();
  if (folder !== null) {
    const scripts = await page.coverage.stopJSCoverage();
    for (const script of scripts) if (script.url.endsWith("/page.js")) keepCoverage(folder, script);
  }
  await page.context().close();
}

function started<Value>(value: Value | null): Value {
  if (value === null) throw new Error("It is started before the first test");
  return value;
}
