import { defineConfig, mergeConfig } from "vitest/config";
import base from "../../vitest.config.ts";

/** The browser's tests alone. They fail where no browser is found; `npm test` leaves them out then, and says so. */
const { test: settings = {}, ...others } = base;

export default mergeConfig(
  { ...others, test: { ...settings, include: [], exclude: [] } },
  defineConfig({
    test: {
      include: ["tests/browser/*.test.ts"],
      exclude: ["**/node_modules/**"],
      env: { BROWSER_REQUIRED: "1" },
      // It counts what of the page is run: npm test counts what runs in Node.
      globalSetup: ["tests/browser/support/keep-coverage.ts"],
      // One browser at a time.
      maxWorkers: 1,
      coverage: { enabled: false },
    },
  }),
);
