import { execFileSync } from "node:child_process";
import { cpSync, readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { describe, expect, it } from "vitest";
import { readPromptsOfRef } from "../../../../src/commands/replay/prompts/prompts-of-ref.ts";
import { temporaryFolder } from "../../../support/temporary-folder.ts";

const source = resolve(import.meta.dirname, "../../../../src");
const environment = {
  PATH: process.env["PATH"],
  HOME: "/nonexistent",
  GIT_CONFIG_NOSYSTEM: "1",
  GIT_AUTHOR_NAME: "a",
  GIT_AUTHOR_EMAIL: "a@b.example",
  GIT_COMMITTER_NAME: "a",
  GIT_COMMITTER_EMAIL: "a@b.example",
};

/** A repository with two states: `old` knows no catalogue, `other` has another version of a prompt. */
function makeRepository(): string {
  const folder = temporaryFolder();
  const git = (...args: readonly string[]): void =>
    void execFileSync("git", args, { cwd: folder, env: environment, stdio: "pipe" });
  git("init", "--quiet");
  for (const room of ["prompts", "features", "grounding"]) {
    cpSync(join(source, room), join(folder, "src", room), { recursive: true });
  }
  const registry = join(folder, "src/prompts/registry.ts");
  const now = readFileSync(registry, "utf8");
  writeFileSync(registry, 'export const promptTypes = [{ name: "trend_analysis", version: 1, render: () => "" }];\n');
  git("add", ".");
  git("commit", "--quiet", "-m", "old");
  git("tag", "old");
  writeFileSync(registry, now);
  const prompt = join(folder, "src/prompts/trend-analysis.ts");
  writeFileSync(
    prompt,
    readFileSync(prompt, "utf8")
      .replace(/version: \d+/, "version: 77")
      .replace("stock broker", "night watch"),
  );
  git("add", ".");
  git("commit", "--quiet", "-m", "other");
  git("tag", "other");
  writeFileSync(join(folder, "src/prompts/trend-analysis.ts"), "what is being written");
  return folder;
}

describe("prompts of another state", () => {
  it("are those of its files, and the user's own files and index stay as they are", async () => {
    const folder = makeRepository();
    const status = (): string =>
      String(execFileSync("git", ["status", "--porcelain"], { cwd: folder, env: environment }));
    const before = status();
    const types = await readPromptsOfRef("other", environment, folder);
    const found = types.find(({ name }) => name === "trend_analysis");
    expect(found?.version).toBe(77);
    const features = { candle_count: 0, expected_count: 288, as_of: 0, interval: "FIVE_MINUTE", rolling_avg: 1 };
    expect(found?.render("BTC-USD", Object.assign(Object.create(null), features)).user).toContain(
      "professional night watch",
    );
    expect([status(), before]).toEqual([before, " M src/prompts/trend-analysis.ts\n"]);
  });

  it("of before the catalogue are refused with the commit and the reason", async () => {
    await expect(readPromptsOfRef("old", environment, makeRepository())).rejects.toThrow(
      /^--prompt \.\.\.@old \([0-9a-f]{7}\) is from before the catalogue of figures and can't be replayed: its prompts do not name the figures/,
    );
  });

  it.each(["nope", "--output=x", "HEAD:src"])("of %s, which is no commit, are refused", async (ref) => {
    await expect(readPromptsOfRef(ref, environment, makeRepository())).rejects.toThrow(
      /git knows no commit of that name here/,
    );
  });
});
