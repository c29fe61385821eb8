import type { PostFacts } from "./post-facts.ts";

/** A picture that goes with a message. */
export interface Picture {
  readonly fileName: string;
  /** Said to who does not see it. */
  readonly description: string;
  readonly png: Uint8Array;
}

/** What a webhook is sent. */
export interface DiscordBody {
  readonly contentType: string;
  readonly body: string | Uint8Array<ArrayBuffer>;
}

/** Discord's limits, in characters. */
const limits = { title: 256, description: 4_096, footer: 2_048, alt: 1_024 } as const;

/** Red, green and blue in one number: the stripe beside the message. */
const colors = { insight: 0x2e_bd_a0, plain: 0x96_9c_aa, refusal: 0xf0_c4_5c } as const;

/**
 * Makes the message of a text: an embed with title, text and footer, and the picture attached. Nobody is ever pinged by it.
 *
 * @param message the text, its footer on a line of its own at the end.
 * @param boundary separates the parts where there is a picture: must occur in none of them.
 * @see https://discord.com/developers/docs/resources/webhook#execute-webhook
 */
export function discordBody(
  message: string,
  facts: PostFacts | undefined,
  { picture, boundary }: { readonly picture: Picture | null; readonly boundary: string },
): DiscordBody {
  const at = message.lastIndexOf("\n");
  const [text, footer] = at === -1 ? [message, ""] : [message.slice(0, at), message.slice(at + 1)];
  const lines = [footer, ...(facts === undefined ? [] : toldOf(facts))].filter((part) => part !== "");
  const embed = {
    ...(facts === undefined ? {} : { title: titleOf(facts).slice(0, limits.title), color: colors[facts.outcome] }),
    description: text.slice(0, limits.description),
    ...(lines.length === 0 ? {} : { footer: { text: lines.join(" \u00b7 ").slice(0, limits.footer) } }),
    ...(picture === null ? {} : { image: { url: `attachment://${picture.fileName}` } }),
  };
  const payload = {
    embeds: [embed],
    allowed_mentions: { parse: [] },
    ...(picture === null ? {} : { attachments: [attachmentOf(picture)] }),
  };
  const json = JSON.stringify(payload);
  if (picture === null) return { contentType: "application/json", body: json };
  return { contentType: `multipart/form-data; boundary=${boundary}`, body: multipart(json, picture, boundary) };
}

function titleOf({ productId, prompt }: PostFacts): string {
  return `${productId}: ${prompt.replaceAll("_", " ")}`;
}

function toldOf({ model, checked }: PostFacts): readonly string[] {
  return [
    ...(model === null ? [] : [`Written by ${model}`]),
    ...(checked === null ? [] : [`${checked.claims} statements checked against ${checked.candles} candles`]),
  ];
}

function attachmentOf({ fileName, description }: Picture) {
  return { id: 0, filename: fileName, description: description.slice(0, limits.alt) };
}

function multipart(json: string, { fileName, png }: Picture, boundary: string): Uint8Array<ArrayBuffer> {
  const head = (disposition: string, type: string): Buffer =>
    Buffer.from(`--${boundary}\r\ncontent-disposition: form-data; ${disposition}\r\ncontent-type: ${type}\r\n\r\n`);
  return Buffer.concat([
    head('name="payload_json"', "application/json"),
    Buffer.from(json),
    Buffer.from("\r\n"),
    head(`name="files[0]"; filename="${fileName}"`, "image/png"),
    png,
    Buffer.from(`\r\n--${boundary}--\r\n`),
  ]);
}
