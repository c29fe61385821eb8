import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import { promptTypes } from "../../src/prompts/registry.ts";
import { allFigures } from "../features/support/figure-samples.ts";

/**
 * What each version of a prompt sends for the sample figures, SHA-256. A receipt names the version alone, so one that has
 * been deployed never says two things: raise the version, and add a line. A first version needs none.
 */
const sent: Readonly<Record<string, string>> = {
  "trend_analysis 2": "7264de196d6cd5bcd3598b3e9bf8acacf1199f6876440f518637abef41fd5f60",
  "volatility_brief 2": "083564941aab8759b16b6beb26c369f70443a941f887e279593bd84b36f8ab6f",
  "momentum_check 2": "fd32d8def7bfc4da33170271d6b7d9955281a5f4f3742e5e966755be335524d4",
  "key_levels 2": "858118a5201f2038a232f146e55aa9ba53e5cf473f0471c231126b2a66aaa434",
  "daily_brief 2": "3ad08d735fa759dae837e98bb11ed660f54755aa99b8d5270cbbbb659c918e9f",
};

describe("the version of a prompt", () => {
  const changed = promptTypes.filter(({ name, version }) => version > 1 || `${name} ${version}` in sent);

  it.each(changed)("$name $version stands for one text of the system and one of the user", (type) => {
    const { system, user } = type.render("BTC-USD", allFigures);
    const digest = createHash("sha256")
      .update(JSON.stringify([system, user]))
      .digest("hex");
    expect(digest).toBe(sent[`${type.name} ${type.version}`]);
  });
});
