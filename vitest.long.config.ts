import { defineConfig, mergeConfig } from "vitest/config";
import base, { longTests } from "./vitest.config.ts";

/** What `npm test` leaves out for the time it takes: hours of a turned clock, packages and deployments, benches, chaos. */
const { test: settings = {}, ...others } = base;

export default mergeConfig(
  { ...others, test: { ...settings, include: [], exclude: [] } },
  defineConfig({
    test: {
      include: [...longTests],
      exclude: ["**/node_modules/**"],
      coverage: { enabled: false },
    },
  }),
);
