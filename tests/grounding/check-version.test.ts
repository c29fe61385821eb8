import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import { checkVersion } from "../../src/grounding/check-version.ts";
import { judgeText } from "../../src/grounding/reading/judge-text.ts";
import { loadLabelled } from "./corpus/load-labelled.ts";

/**
 * What each version of the check posts of the labelled answers, SHA-256. A kept text is shared by version, so a change of
 * what is posted raises it and adds a line.
 */
const posted: Readonly<Record<number, string>> = {
  2: "fdae57a24f5f7caa00addc8feb5f6dbc513b24a8c27ab5e94356b8f4f7481a56",
  3: "0286cac933e857af733c3b92e935fd8eb6becb0a57938dd786db06df31210276",
  4: "350d78b2870696fe5ea085aaed29681550739117e4c8520e177ee23b5f183018",
  5: "b42cf7be065ca9af34c6e88cd2ac6b633fe4f5027765055ffc691570fc9bbf61",
};

describe("the version of the check", () => {
  it("stands for one judgement on each labelled answer", () => {
    const texts = loadLabelled().map((text) => judgeText(text.text, { ...text, maxWords: 100 }).posted);
    const digest = createHash("sha256").update(JSON.stringify(texts)).digest("hex");
    expect(digest).toBe(posted[checkVersion]);
  });
});
