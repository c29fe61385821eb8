import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { expect, it } from "vitest";

const source = resolve(import.meta.dirname, "../src");

it("no detail of an error is reached by a text, which no compiler checks", () => {
  const files = readdirSync(source, { recursive: true, encoding: "utf8" }).filter((file) =>
    /\.(?:tsx?|[cm]js)$/u.test(file),
  );
  expect(files.length).toBeGreaterThan(100);
  const reached = /\bdetails\s*(?:\?\.)?\[|Reflect\.get\(\s*(?:\w+\.)*details\b/;
  expect(files.filter((file) => reached.test(readFileSync(join(source, file), "utf8")))).toEqual([]);
});
