import { writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { InboxMessage } from "../../emulators/upstreams/assistant-inbox.ts";
import type { DiscordMessage } from "../../emulators/upstreams/discord-server.ts";
import { wrap } from "../kit/layout.ts";

/** A post as Discord shows it. */
export interface ShownPost {
  readonly title: string | null;
  readonly text: string;
  readonly footer: string | null;
  readonly pictures: readonly {
    readonly file_name: string;
    readonly bytes: number;
    readonly description: string | null;
    /** Where it can be looked at; null where it could not be written. */
    readonly path: string | null;
  }[];
}

/** Whether a message came to the server in Discord's place. */
export function isDiscordMessage(message: InboxMessage): message is DiscordMessage {
  return "embeds" in message && "files" in message;
}

/** What Discord shows of a message. Its pictures are written into the system's folder for temporary files. */
export function shownPost({ embeds, files, content }: DiscordMessage): ShownPost {
  const [embed] = embeds;
  return {
    title: embed?.title ?? null,
    text: embed?.description ?? content,
    footer: embed?.footer?.text ?? null,
    pictures: files.map(({ fileName, bytes, description }) => ({
      file_name: fileName,
      bytes: bytes.length,
      description,
      path: written(fileName, bytes),
    })),
  };
}

/** One of each name is kept: a run replaces what an earlier one wrote. */
function written(fileName: string, bytes: Buffer): string | null {
  const path = join(tmpdir(), `trader-data-llm-${fileName.replaceAll(/[^\w.-]/g, "_")}`);
  try {
    writeFileSync(path, bytes);
    return path;
  } catch {
    return null;
  }
}

/** Lines that show a post as Discord does: the stripe at its left, title, text, picture, footer. */
export function formatDiscordPost({ title, text, footer, pictures }: ShownPost, width: number): readonly string[] {
  const parts = [
    ...(title === null ? [] : [title, ""]),
    wrap(text, width - 6),
    ...pictures.map(
      ({ file_name: name, bytes, path }) =>
        `\n[${name}, ${(bytes / 1_000).toFixed(1)} KB${path === null ? "" : `: ${path}`}]`,
    ),
    ...(footer === null ? [] : ["", wrap(footer, width - 6)]),
  ];
  return parts.flatMap((part) => part.split("\n")).map((line) => `  \u2503 ${line}`.trimEnd());
}
