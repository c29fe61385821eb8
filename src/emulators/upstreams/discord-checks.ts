import * as z from "zod/mini";
import { parseJson } from "../../platform/http/http.ts";
import type { HttpAnswer, HttpRequest } from "../http-server.ts";
import { readForm } from "./multipart.ts";

/** A file that came with a message. */
export interface DiscordFile {
  readonly fileName: string;
  readonly description: string | null;
  readonly bytes: Buffer;
}

/** What a sound request asks to post. */
export interface DiscordContent {
  readonly content: string;
  readonly embeds: readonly DiscordEmbed[];
  readonly files: readonly DiscordFile[];
  /** The kinds of mentions that may ping; null where the message says nothing, so that all may. */
  readonly mayPing: readonly string[] | null;
}

const embedSchema = z.looseObject({
  title: z.optional(z.string()),
  description: z.optional(z.string()),
  color: z.optional(z.number()),
  footer: z.optional(z.object({ text: z.string() })),
  image: z.optional(z.object({ url: z.string() })),
});

/** An embed, as far as it is shown here. */
export type DiscordEmbed = z.infer<typeof embedSchema>;

const payloadSchema = z.looseObject({
  content: z.optional(z.string()),
  embeds: z.optional(z.array(embedSchema)),
  attachments: z.optional(
    z.array(z.looseObject({ id: z.union([z.number(), z.string()]), description: z.optional(z.string()) })),
  ),
  allowed_mentions: z.optional(z.looseObject({ parse: z.optional(z.array(z.string())) })),
});

/** Discord's limits, in characters, by the field that each is of. */
const limits = { content: 2_000, title: 256, description: 4_096, "footer.text": 2_048 } as const;
const maxEmbedCharacters = 6_000;

/** The message of a request, or Discord's own refusal of it. */
export function readDiscordContent(request: HttpRequest): DiscordContent | { readonly refused: HttpAnswer } {
  const contentType = request.headers["content-type"] ?? "";
  const form = request.rawBody === undefined ? [] : readForm(contentType, request.rawBody);
  if (form === null) return { refused: refusal(400, 50_035, "Invalid Form Body") };
  const json = form.find(({ name }) => name === "payload_json")?.bytes.toString("utf8") ?? request.body;
  const payload = z.safeParse(payloadSchema, parseJson(json));
  if (!payload.success) return { refused: refusal(400, 50_109, "The request body contains invalid JSON.") };
  const { content = "", embeds = [], attachments = [], allowed_mentions: allowed } = payload.data;
  const files = form.flatMap(({ name, fileName, bytes }) => {
    const id = /^files\[(\d+)\]$/.exec(name)?.[1];
    const description = attachments.find((each) => String(each.id) === id)?.description ?? null;
    return id === undefined || fileName === null ? [] : [{ fileName, description, bytes }];
  });
  if (content === "" && embeds.length === 0 && files.length === 0) {
    return { refused: refusal(400, 50_006, "Cannot send an empty message") };
  }
  const tooLong = findTooLong(content, embeds);
  if (tooLong !== null) return { refused: tooLong };
  return { content, embeds, files, mayPing: allowed === undefined ? null : (allowed.parse ?? []) };
}

function findTooLong(content: string, embeds: readonly DiscordEmbed[]): HttpAnswer | null {
  if (content.length > limits.content) return invalidForm(["content"], limits.content);
  for (const [index, { title = "", description = "", footer }] of embeds.entries()) {
    const fields = { title, description, "footer.text": footer?.text ?? "" } as const;
    for (const name of ["title", "description", "footer.text"] as const) {
      const path = ["embeds", String(index), ...name.split(".")];
      if (fields[name].length > limits[name]) return invalidForm(path, limits[name]);
    }
    if (Object.values(fields).join("").length > maxEmbedCharacters) return invalidForm(["embeds"], maxEmbedCharacters);
  }
  return null;
}

/** `{"code": 50035, "errors": {"embeds": {"0": {"description": {"_errors": [...]}}}}}` */
function invalidForm(path: readonly string[], most: number): HttpAnswer {
  const message = `Must be ${most} or fewer in length.`;
  const errors = path.toReversed().reduce<object>((inner, name) => ({ [name]: inner }), {
    _errors: [{ code: "BASE_TYPE_MAX_LENGTH", message }],
  });
  return { status: 400, body: { message: "Invalid Form Body", code: 50_035, errors } };
}

/** A refusal with Discord's code of it. */
export function refusal(status: number, code: number, message: string): HttpAnswer {
  return { status, body: { message, code } };
}
