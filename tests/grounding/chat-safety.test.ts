import { describe, expect, it } from "vitest";
import { makeChatSafe, neutralize } from "../../src/grounding/chat-safety.ts";
import { chatActions } from "./chat-oracle.ts";
import { loadCorpus } from "./corpus/load-corpus.ts";

/** Words without what makes an emoji of a sign. */
function wordsOf(text: string): string[] {
  return text.normalize("NFKC").replaceAll("\uFE0F", "").trim().split(/\s+/u);
}

/** A link whose text is a link whose text is a link... */
function nested(text: string, levels: number): string {
  return `${"[".repeat(levels)}${text}${"](https://a.test)".repeat(levels)}`;
}

describe("makeChatSafe", () => {
  it.each([
    "BTC-USD is up 1.23 % (50,100.00). It's above $50k: RSI 65/100, ~2:1 buyers/sellers.",
    "First line.\n\nSecond line, e.g. with [brackets] (and parentheses) and a_b * c.",
    "Mail like a@b and an emoji 📈 stay.",
    "It closed at 56,624.12. The U.S. session, e.g. 24h. of it, i.e. 1.5 % of 1INCH-USD vs. BTC/USD, at 08:20 UTC.",
    "**BTC-USD** is _calm_ (RSI <70 and >30), 5~6 points, ~$50,100.00 @ 50k, 12:30:45, 2026-11-27T08:20:00Z.",
    "## BTC-USD\n- up 1.2 %\n- RSI: 50.",
    "Bitcoin: 50,100.00. Ethereum: none. Price:Volume 3:1, $.05, 1.2.3, U.S.-listed, a.m. and p.m.",
  ])("leaves ordinary prose as it is: %j", (text) => {
    expect(makeChatSafe(text)).toBe(text);
  });

  it.each([
    ["Hey @everyone, up.", "Hey everyone, up."],
    ["@here and @HERE", "here and HERE"],
    ["@all, @channel, @team and @trader_joe", "all, channel, team and trader_joe"],
    ["x@everyone and a@all", "x everyone and a all"],
    ["@@everyone", "everyone"],
    ["\uFF20everyone", "everyone"],
    ["\\@everyone", "everyone"],
    ["@every\u200Bone @\u2060here", "everyone here"],
    ["<@123> <@!123> <@&123> <#123>", "user user role channel"],
    ["<!here> <!subteam^S1|desk> <@U123> <@U123|joe>", "here subteam user user"],
    ["<!here and <@123", "< !here and < @123"],
    ["#general", "general"],
  ])("takes the ping out of %j", (text, safe) => {
    expect(makeChatSafe(text)).toBe(safe);
    expect(chatActions(safe)).toEqual([]);
  });

  it.each([
    ["up ||not|| down", "up not down"],
    ["~~not~~ up", "not up"],
    ["~not~ up", "~not up"],
    ["at <t:1609718400:R> up", "at up"],
    ["at <t:1609718400> up", "at up"],
    ["<a:x:1> up <:moon:22>", "up"],
    ["</ban:1> up </ban all:12>", "up"],
    ["<id:customize> up", "up"],
    ["<b>up</b><script>x</script>", "upx"],
    ["up <!-- down -->", "up < !-- down -->"],
    ["close<EMA", "close< EMA"],
    ["```not\nup```", "not\nup"],
    ["-# small", "small"],
    ["a :skull: b, a:skull:b", "a: skull: b, a: skull:b"],
    ["no\u00ADt\u034F\u061C\u180E\uFE0F\u206A\uFFF9\u{E0041} up\u2800down", "not up down"],
    [`a${"\u0301".repeat(50)}b`, `a${"\u0301".repeat(3)}b`],
    [`top${"\n".repeat(500)}bottom`, "top\n\nbottom"],
    [`left${" ".repeat(500)}right`, "left right"],
    ["\u2028up\u2029\u0085", "up"],
  ])("hides nothing in %j", (text, safe) => {
    expect(makeChatSafe(text)).toBe(safe);
    expect(chatActions(safe)).toEqual([]);
  });

  it.each([
    ["bit.ly/x", ""],
    ["Claim at evil.shop/claim now.", "Claim at now."],
    ["evil.com", "evil. com"],
    ["EVIL.COM and a.b.evil.io", "EVIL. COM and a.b. evil. io"],
    ["mail joe@evil.com", "mail joe@evil. com"],
    [
      "evil\uFF0Ecom, evil\u3002com, evil\uFF61com, evil\u2024com",
      "evil. com, evil\u3002 com, evil\uFF61 com, evil\u2024 com",
    ],
    ["xn--80ak6aa92e.com, пример.рф, evil.xn--p1ai", "xn--80ak6aa92e. com, пример. рф, evil. xn--p1ai"],
    ["evil.\u24D2\u24DE\u24DC \u{1D421}ttps://evil.com", "evil. com"],
    ["evil\\.com ev\u200Bil.c\u2060om", "evil. com evil. com"],
    ["mailto:joe tel:+1 javascript:alert(1)", "mailto: joe tel: +1 javascript: alert(1)"],
    ["hxxp://evil.com/x is bad", "is bad"],
    ["192.168.0.1 and 8.8.8.8:80/x", "192. 168. 0. 1 and 8. 8. 8. 8:80/x"],
    ["<https://evil.com|click here> <mailto:a@b.c|d>", ""],
    ["It is calm.The RSI is 50.", "It is calm. The RSI is 50."],
    ["[a][1]\n[1]: www.evil.com", "[a][1]"],
    ["![a] (https://x.y)", "![a]"],
  ])("links nowhere in %j", (text, safe) => {
    expect(makeChatSafe(text)).toBe(safe);
    expect(chatActions(safe)).toEqual([]);
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
    ["@[every](https://a.test)one", "everyone"],
    ["@every\u0000one", "everyone"],
    ["<@![](x)123>", "user"],
    ["[<@123>](https://a.test)", "user"],
    ["|~~|not|~~|", "not"],
    ["![a](![b](c))", ""],
    ["![a ![b](c)", "![a"],
    [nested("x", 9), "x"],
  ])("is not fooled by what falls together once something is out: %j", (text, safe) => {
    expect(makeChatSafe(text)).toBe(safe);
  });

  it.each([1, 9, 10, 11, 12, 500])("ends with nothing to click after %i levels of links", (levels) => {
    const safe = makeChatSafe(`${nested("deep", levels)} @everyone <@1>`);
    expect(chatActions(safe)).toEqual([]);
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

  it("counts the spaces it puts in", () => {
    const safe = makeChatSafe("evil.com ".repeat(300));
    expect(safe.length).toBeGreaterThan(1_900);
    expect(safe.length).toBeLessThanOrEqual(2_000);
  });

  it("leaves room for a footer where it is asked to", () => {
    expect(makeChatSafe("A sentence of 24 letters. ".repeat(100), 1_800).length).toBeLessThanOrEqual(1_800);
  });

  it("cuts to a text that is safe by itself", () => {
    const safe = makeChatSafe(`${"word ".repeat(398)}ab.c ${"d".repeat(500)}`, 2_000);
    expect(chatActions(safe)).toEqual([]);
    expect(makeChatSafe(safe)).toBe(safe);
  });
});

describe("neutralize", () => {
  it("keeps a text's whole length", () => {
    const text = "word ".repeat(10_000).trim();
    expect(neutralize(text)).toEqual({ text, hostile: [] });
  });

  it.each([
    "@everyone",
    "<@1>",
    "||x||",
    "~~x~~",
    "<t:1>",
    "evil.com",
    "bit.ly/x",
    "https://x",
    "www.x.y",
    "<b>x</b>",
    "[x](y)",
    "1.2.3.4",
    "mailto:x",
  ])("tells of %j, which no honest text holds", (text) => {
    const [told, ...more] = neutralize(`Up ${text} now.`).hostile;
    expect(told).toBeDefined();
    expect(`Up ${text} now.`).toContain(told);
    expect(more.length).toBeLessThan(3);
  });

  it.each([
    ["in <#C024BE7LR|general> up", "in channel up"],
    ["in <#C1|> up", "in channel up"],
    ["at <t:-86400:F> up", "at up"],
    ["</ban all:12> up", "up"],
    ["[rsi]: https://a.test/x\nThe RSI is 50.", "The RSI is 50."],
    ["[x y]: /path\nup", "up"],
    ["see [rsi]: https://a.test now", "see [rsi]: now"],
    ["www.a.test/x?y=1&z=2 up", "up"],
    ["see www.a.test, up", "see, up"],
    ["see www.a.test.", "see."],
    ["é data:text up", "é data: text up"],
    ["é1data:x", "é1data:x"],
    ["see file:x", "see file: x"],
    ["Bitcoin:50,100", "Bitcoin: 50,100"],
    ["a](b", "a] (b"],
    ["x[a] (b)", "x[a] (b)"],
    ["\\\\*up\\\\*", "*up*"],
    ["\\a up", "\\a up"],
  ])("makes %j what stays of it, and leaves what stands beside it", (text, safe) => {
    expect(neutralize(text).text).toBe(safe);
  });

  it("tells of harmless marks that they are none, and of three hostile ones at most", () => {
    expect(neutralize("\\*up\\* #general `x` ```code```").hostile).toEqual([]);
    expect(neutralize("@a <@1> <t:1> https://x.y ||z||").hostile).toHaveLength(3);
  });

  it("finds nothing hostile in the corpus", () => {
    expect(loadCorpus().flatMap(({ text }) => neutralize(text).hostile)).toEqual([]);
  });

  it("changes no word of the corpus's true texts", () => {
    for (const { text } of loadCorpus().filter(({ isTrue }) => isTrue)) {
      expect(wordsOf(neutralize(text).text)).toEqual(wordsOf(text));
    }
  });
});
