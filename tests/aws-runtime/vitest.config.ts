import { defineConfig } from "vitest/config";
import shared from "../../vitest.config.ts";

/** The tests that need AWS's runtime client, which is installed in this folder: `npm ci --prefix tests/aws-runtime`. */
export default defineConfig({
  test: { ...shared.test, include: ["tests/aws-runtime/**/*.aws-test.ts"], coverage: { enabled: false } },
});
