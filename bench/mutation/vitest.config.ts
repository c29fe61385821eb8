import { defineConfig } from "vitest/config";

/** What `npm run mutation` runs mutants in: one process that stays. */
export default defineConfig({
  test: {
    include: ["bench/mutation/run-mutants.ts"],
    pool: "forks",
    maxWorkers: 1,
    testTimeout: 0,
    dangerouslyIgnoreUnhandledErrors: true,
    reporters: [["default", { summary: false }]],
    coverage: { enabled: false },
  },
});
