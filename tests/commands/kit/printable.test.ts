import { expect, it } from "vitest";
import { printable, printableLine } from "../../../src/commands/kit/printable.ts";

it("keeps line breaks and takes what steers a terminal", () => {
  expect(printable("a\u001b[2Jb\u009bc\r\nd\te\u0000")).toBe("a[2Jbc\nde");
  expect(printable("paid\u202e 001\u202c\u2066x\u2069")).toBe("paid 001x");
});

it("makes one line of bounded length", () => {
  expect(printableLine("  a\n\tb\u001b  c ", 10)).toBe("a b c");
  expect(printableLine("abcdefghij", 10)).toBe("abcdefghij");
  expect(printableLine("abcdefghijk", 10)).toBe("abcdefghi…");
});
