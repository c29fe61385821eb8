import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { makeChatSafe } from "../../src/grounding/chat-safety.ts";

/** What would ping somebody in Discord or Slack. */
const ping = /@everyone|@here|<@[!&]?\w+>|<#\w+>|<!\w+[^<>]*>/iu;

/** A link whose text is a link whose text is a link... */
function nested(text: string, levels: number): string {
  return `${"[".repeat(levels)}${text}${"](https://a.test)".repeat(levels)}`;
}

describe("makeChatSafe", () => {
  it.each([
    "BTC-USD is up 1.23 % (50,100.00). It's above $50k: RSI 65/100, ~2:1 buyers/sellers.",
    "First line.\n\nSecond line, e.g. with [brackets] (and parentheses) and a_b * c.",
    "Mail like a@b and an emoji 📈 stay.",
  ])("leaves ordinary prose as it is: %j", (text) => {
    expect(makeChatSafe(text)).toBe(text);
  });

  it.each([
    ["Hey @everyone, up.", "Hey @\u200Beveryone, up."],
    ["@here and @HERE", "@\u200Bhere and @\u200BHERE"],
    ["<@123> <@!123> <@&123> <#123>", "@user @user @role #channel"],
    ["<!here> <!subteam^S1|desk> <@U123>", "here subteam @user"],
  ])("takes the ping out of %j", (text, safe) => {
    expect(makeChatSafe(text)).toBe(safe);
    expect(makeChatSafe(text)).not.toMatch(ping);
  });

  it.each([
    ["See [the chart](https://evil.test/a_(b)) now.", "See the chart now."],
    ["Up ![chart](https://evil.test/x.png) today.", "Up today."],
    ['[a](<https://evil.test> "title")', "a"],
    ["[[deep](https://a.test)](https://b.test)", "deep"],
    ["[https://a.test](https://b.test) is a link.", "is a link."],
    ["Read https://evil.test/x?y=1, then act.", "Read, then act."],
    ["Read <https://evil.test>.", "Read."],
    ["Join (https://evil.test) or discord.gg/abc.", "Join or."],
    ["www.evil.test/x is bad.", "is bad."],
    ["As said [1].\n[1]: https://evil.test", "As said [1]."],
    ["[Note]: BTC is up.", "[Note]: BTC is up."],
    ["javascript://x and ftp://y", "and"],
  ])("takes links and images out of %j", (text, safe) => {
    expect(makeChatSafe(text)).toBe(safe);
  });

  it.each([
    ["@[every](https://a.test)one", "@\u200Beveryone"],
    ["@every\u0000one", "@\u200Beveryone"],
    ["<@![](x)123>", "@user"],
    ["[<@123>](https://a.test)", "@user"],
    ["![a](![b](c))", ""],
    ["![a ![b](c)", "![a"],
    [nested("x", 9), "x"],
  ])("is not fooled by what falls together once something is out: %j", (text, safe) => {
    expect(makeChatSafe(text)).toBe(safe);
  });

  it.each([1, 9, 10, 11, 12, 500])("ends with nothing to click after %i levels of links", (levels) => {
    const safe = makeChatSafe(`${nested("deep", levels)} @everyone <@1>`);
    expect(safe).not.toMatch(ping);
    expect(safe).not.toMatch(/\]\(|:\/\//u);
    expect(makeChatSafe(safe)).toBe(safe);
  });

  // A cost that grows with the square of the length would run into the test's time limit here.
  it.each([
    ["images that only begin", "![".repeat(250_000)],
    ["links that only begin", "[a](".repeat(125_000)],
    ["links in links", nested("x", 40_000)],
    ["a mention that never ends", `<!${"a".repeat(500_000)}`],
    ["mentions that never end", "<!a ".repeat(125_000)],
    ["an address full of points", `http://${".".repeat(500_000)}x`],
    ["addresses that never begin", "a-".repeat(250_000)],
    ["white space in parentheses", "( ".repeat(250_000)],
    ["mentions that fall together", `${"<@1".repeat(50_000)}${"a://b>>".repeat(50_000)}`],
    ["a sentence that never ends", `.${'"'.repeat(500_000)}x`],
  ])("reads half a million characters of %s", (_, text) => {
    expect(makeChatSafe(text).length).toBeLessThanOrEqual(2_000);
  });

  it("takes control characters out and keeps line feeds", () => {
    expect(makeChatSafe("a\u0007b\u001B[31mc\td\r\ne\rf\u202Eg\u2066h")).toBe("ab[31mc d\ne\nfgh");
  });

  it("repairs halves of characters", () => {
    expect(makeChatSafe("up \uD83D down")).toBe("up \uFFFD down");
  });

  it("keeps 2000 characters whole", () => {
    const text = `${"x".repeat(1_999)}.`;
    expect(makeChatSafe(text)).toBe(text);
  });

  it("cuts a longer text after its last whole sentence", () => {
    const text = `BTC is at 50.25 now! ${"A sentence of 24 letters. ".repeat(100)}`;
    const safe = makeChatSafe(text);
    expect(safe.length).toBeLessThanOrEqual(2_000);
    expect(safe.length).toBeGreaterThan(1_960);
    expect(text.startsWith(safe)).toBe(true);
    expect(safe).toMatch(/letters\.$/u);
  });

  it("does not take a decimal point for a sentence's end", () => {
    expect(makeChatSafe(`Done. Now 50.25 ${"and 1.5 ".repeat(400)}`)).toBe("Done.");
  });

  it("cuts at a word where no sentence ends, with an ellipsis", () => {
    const safe = makeChatSafe("word ".repeat(500));
    expect(safe).toMatch(/^(?:word )*word…$/u);
    expect(safe.length).toBeGreaterThan(1_990);
    expect(safe.length).toBeLessThanOrEqual(2_000);
  });

  it("cuts anywhere but inside a character where there is no white space", () => {
    const safe = makeChatSafe(`x${"🙂".repeat(1_500)}`);
    expect(safe.isWellFormed()).toBe(true);
    expect(safe.length).toBeLessThanOrEqual(2_000);
    expect(safe).toMatch(/^x(?:🙂)+…$/u);
  });

  it("counts the zero-width spaces it puts in", () => {
    expect(makeChatSafe("@here. ".repeat(290)).length).toBeLessThanOrEqual(2_000);
  });
});

describe("makeChatSafe, for any text", () => {
  const pieces = fc.constantFrom(
    ..."@ everyone here < > ! & # 1 23 [ ] ( ) ![ ]( https:// www. evil.com/ discord.gg/x . \n \u0000 \u202E 🙂 \uD83D word".split(
      " ",
    ),
    " ",
  );
  const text = fc.oneof(
    fc.array(pieces, { maxLength: 40 }).map((parts) => parts.join("")),
    fc.array(pieces, { minLength: 500, maxLength: 900 }).map((parts) => parts.join("")),
    fc.string({ unit: "binary", maxLength: 200 }),
  );

  it("pings nobody, links nowhere and fits", () => {
    fc.assert(
      fc.property(text, (input) => {
        const safe = makeChatSafe(input);
        expect(safe).not.toMatch(ping);
        expect(safe).not.toMatch(/\w:\/\/[^\s.,;:!?)\]]|!?\[[^[\]]*\]\([^()]*\)/u);
        expect(safe.length).toBeLessThanOrEqual(2_000);
        expect(safe.isWellFormed()).toBe(true);
      }),
      { numRuns: 1_000 },
    );
  });

  it("changes nothing the second time", () => {
    fc.assert(
      fc.property(text, (input) => {
        const safe = makeChatSafe(input);
        expect(makeChatSafe(safe)).toBe(safe);
      }),
      { numRuns: 1_000 },
    );
  });
});
