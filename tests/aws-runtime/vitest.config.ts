import { defineConfig, mergeConfig } from "vitest/config";
import base from "../../vitest.config.ts";

/** The tests of `npm test` run without these: AWS's client has to be compiled first (`npm ci` in this folder). */
const { test: settings = {}, ...others } = base;

export default mergeConfig(
  { ...others, test: { ...settings, include: [], exclude: [] } },
  defineConfig({
    test: {
      include: ["tests/aws-runtime/*.test.ts"],
      exclude: ["**/node_modules/**"],
      coverage: { enabled: false },
    },
  }),
);
