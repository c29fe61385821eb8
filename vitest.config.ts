import { defineConfig } from "vitest/config";
import { SlowFilesFirst } from "./tests/support/slow-files-first.ts";

/** They spend hours of a turned clock, package, deploy, start benches, chaos and whole commands, or read 10 000s of texts: npm run test:long */
export const longTests = [
  "tests/consumer/hours/**/*.test.ts",
  "tests/package/**/*.test.ts",
  "tests/chaos/run-chaos.test.ts",
  "tests/bench/{start,batch,message,memory,grounding}.test.ts",
  "tests/grounding/{changed-sentences,linear-reading,true-of-random-markets}.test.ts",
  "tests/grounding/reading/read-what-is-said.property.test.ts",
  "tests/commands/start/{command-line,unreliable-models}.test.ts",
];

export default defineConfig({
  test: {
    include: ["tests/**/*.test.ts"],
    // They need AWS's client, which has to be compiled, and a browser: npm run test:aws-runtime, npm run test:browser
    exclude: ["**/node_modules/**", "tests/aws-runtime/**", "tests/browser/**", ...longTests],
    setupFiles: ["tests/support/loopback-only.ts", "tests/support/own-environment.ts"],
    pool: "forks",
    // A process of its own for each of 350 files is a third of the time. Tests leave nothing behind: mocks and globals are put back.
    isolate: false,
    // Much of the time is waiting for sockets and processes, so a machine of two cores bears more than one worker.
    maxWorkers: 3,
    sequence: { shuffle: true, sequencer: SlowFilesFirst },
    restoreMocks: true,
    unstubEnvs: true,
    unstubGlobals: true,
    // The machine's own account must not matter: these open nothing.
    env: {
      NODE_COMPILE_CACHE: "node_modules/.cache/node-compile",
      AWS_ACCESS_KEY_ID: "test",
      AWS_SECRET_ACCESS_KEY: "test",
      AWS_REGION: "us-east-1",
      AWS_EC2_METADATA_DISABLED: "true",
      AWS_CONFIG_FILE: "/nonexistent/config",
      AWS_SHARED_CREDENTIALS_FILE: "/nonexistent/credentials",
    },
    testTimeout: 30_000,
    // On a machine that is busy with the other workers a browser or a process takes its time.
    expect: { poll: { timeout: 10_000 } },
    hookTimeout: 30_000,
    coverage: {
      provider: "v8",
      include: ["src/**/*.{ts,tsx,mjs}"],
      // These run only as processes of their own; tests/commands drives them so.
      exclude: [
        "src/commands/main.ts",
        "src/commands/run.mjs",
        "src/emulators/lambda/lambda-child.mjs",
        "src/emulators/lambda/load-handler.mjs",
        "src/**/*.d.ts",
        // It runs in a browser: tests/browser counts what of it was run.
        "src/commands/workbench/page/**",
      ],
      thresholds: { lines: 95, branches: 90 },
      reporter: ["text-summary", "json-summary"],
    },
  },
});
