import { readFileSync } from "node:fs";
import { judgeText, type TextVerdict } from "../../grounding/reading/judge-text.ts";
import { UsageError } from "../kit/parse-command-line.ts";
import type { Command, CommandContext } from "../kit/command.ts";
import { groundHelp, readGroundArguments } from "./ground-arguments.ts";
import { readTexts } from "./read-texts.ts";

/** `npm run ground`: judges the texts of a file and tells each sentence's verdict. */
export const ground: Command = { help: groundHelp, run: runGround };

async function runGround(argv: readonly string[], { terminal }: CommandContext): Promise<number> {
  const asked = readGroundArguments(argv);
  const texts = readTexts(read(asked.file));
  for (const { id, text, ...subject } of texts) {
    const verdict = judgeText(text, subject);
    if (asked.json) {
      const { grounded, posted, sentences } = verdict;
      terminal.print(JSON.stringify({ id, grounded, posted, sentences }));
    } else formatVerdict(id, verdict).forEach(terminal.print);
  }
  return 0;
}

function read(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    throw new UsageError(`${file} can't be read: ${error instanceof Error ? error.message : String(error)}`);
  }
}

const signs = { true: "true          ", false: "false         ", not_understood: "not understood" } as const;

function formatVerdict(id: string, { grounded, posted, why, sentences }: TextVerdict): readonly string[] {
  return [
    `${id}: ${grounded ? "every sentence is true" : posted === null ? `nothing is posted: ${why ?? ""}` : "some sentences are left out"}`,
    ...sentences.flatMap(({ text, verdict, reason }) => [
      `  ${signs[verdict]}  ${text}`,
      ...(reason === "" ? [] : [`                  ${reason}`]),
    ]),
    ...(posted === null || grounded ? [] : [`  posted          ${posted}`]),
    "",
  ];
}
