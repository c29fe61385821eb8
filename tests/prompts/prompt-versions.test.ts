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
