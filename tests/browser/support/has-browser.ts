import { findChromium } from "./chromium.ts";

/** Whether the browser's tests are run: without a browser they are left out, aloud, unless they are demanded. */
export const hasBrowser = findChromium() !== null || process.env["BROWSER_REQUIRED"] === "1";

if (!hasBrowser) {
  process.stderr.write(
    "\nSKIPPED: the tests of the workbench's page need a browser, and no Chromium was found. apt-get install chromium, or set CHROMIUM_PATH; then npm run test:browser\n\n",
  );
}
