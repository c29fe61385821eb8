/** One kind of markup that a chat acts on, and what it becomes. */
export interface MarkupRule {
  /** Global. Reads each character a bounded number of times, or a hostile text would take seconds. */
  readonly pattern: RegExp;
  readonly replacement: string | ((match: string) => string);
  /** Whether no honest text about a market holds it, so that a model's text that does is refused. */
  readonly isHostile: boolean;
}

function hostile(pattern: RegExp, replacement: MarkupRule["replacement"] = ""): MarkupRule {
  return { pattern, replacement, isHostile: true };
}

function harmless(pattern: RegExp, replacement: MarkupRule["replacement"] = ""): MarkupRule {
  return { pattern, replacement, isHostile: false };
}

/** Backslashes before signs: some chats drop them, and what they held apart falls together. */
const escapes: readonly MarkupRule[] = [harmless(/\\+(?=[\p{P}\p{S}])/gu)];

/**
 * What stands in angle brackets: mentions, timestamps, emoji, commands, links, HTML.
 *
 * @see https://discord.com/developers/docs/reference#message-formatting
 * @see https://docs.slack.dev/messaging/formatting-message-text
 */
const angles: readonly MarkupRule[] = [
  hostile(/<@!?\w{1,64}(?:\|[^<>\n]{0,200})?>/gu, "user"),
  hostile(/<@&\w{1,64}>/gu, "role"),
  hostile(/<#\w{1,64}(?:\|[^<>\n]{0,200})?>/gu, "channel"),
  hostile(/<!(\w{1,64})(?:[^\w<>][^<>]{0,500})?>/gu, "$1"),
  hostile(/<(?:t:-?\d{1,20}(?::\w)?|a?:\w{1,64}:\d{1,30}|\/[\w -]{1,100}:\d{1,30}|id:\w{1,64})>/gu),
  hostile(/<[a-z][a-z0-9+.-]{0,30}:[^<>\n]{1,2000}>/giu),
  hostile(/<\/?[a-z][^<>\n]{0,500}>/giu),
];

/** Markdown's images and links, of which a link's text stays. Only once none is left are bare addresses looked for. */
const maskedLinks: readonly MarkupRule[] = [
  hostile(/!\[[^[\]]*\]\((?:[^()]|\([^()]*\))*\)/gu),
  hostile(/\[([^[\]]*)\]\((?:[^()]|\([^()]*\))*\)/gu, "$1"),
  hostile(/^[ \t]*\[[^[\]\n]{1,200}\]:[ \t]*<?(?:[a-z][a-z0-9+.-]{0,30}:|www\.|[/#])[^\n]*$/gimu),
];

/** Ends an address for a reader, and is no part of it. */
const addressEnd = String.raw`[^\s<>]*(?<![\s<>.,;:!?)\]])`;

const addresses: readonly MarkupRule[] = [
  // Of one whole run of a scheme's letters only its last 31 can be the scheme: they go, and break what is left.
  hostile(new RegExp(String.raw`(?:(?<![a-z0-9+.-])[a-z][a-z0-9+.-]{0,30})?:\/\/(?:${addressEnd})?`, "giu")),
  hostile(
    new RegExp(
      String.raw`(?<![\p{L}\p{N}.-])(?:[\p{L}\p{N}-]{1,63}[.。｡․]){1,9}\p{L}{2,24}(?::\d{1,5})?\/${addressEnd}`,
      "gu",
    ),
  ),
  hostile(/(?<![\p{L}\p{N}.-])www\.(?=[\p{L}\p{N}])[^\s<>]*(?<![\s<>.,;:!?)\]])/giu),
  hostile(/(?<![\p{L}\p{N}])(mailto|tel|sms|callto|skype|javascript|vbscript|blob|magnet|slack|tg):(?=\S)/giu, "$1: "),
  hostile(/(?<![\p{L}\p{N}])(data|file|discord|bitcoin|ethereum):(?=[^\s\d])/giu, "$1: "),
  // "Bitcoin:50,100" lacks a space.
  harmless(/(?<![\p{L}\p{N}])(data|file|discord|bitcoin|ethereum):(?=\d)/giu, "$1: "),
];

/** A point between a name and letters is an address to some chats, whatever it was meant as. Numbers have digits behind it. */
const domains: readonly MarkupRule[] = [
  hostile(/(?<=[\p{L}\p{N}\p{M}_-][.。｡․])(?=[\p{Ll}\p{Lo}]{2})/gu, " "),
  // "It is calm.The RSI" lacks a space.
  harmless(/(?<=[\p{L}\p{N}\p{M}\p{So}_-][.。｡․])(?=\p{L}{2})/gu, " "),
  // The address of a machine. No price has three points.
  hostile(/(?<!\d)\d{1,3}(?:[.。｡․]\d{1,3}){3,}/gu, (match) => match.replaceAll(/[.。｡․]/gu, "$& ")),
];

/** A name for all or one behind an at sign; a price behind one ("@ 50,100", "@50k") is none. */
const mentions: readonly MarkupRule[] = [
  hostile(/(?<![\p{L}\p{N}_])@+(?=[\p{L}_])/gu),
  hostile(/@+(?=everyone|here|channel|(?:all|group|team|online)(?![\p{L}\p{N}]))/giu, " "),
  harmless(/(?<![\p{L}\p{N}_&])#+(?=[\p{L}_])/gu),
];

/** Spoilers, strikes, small print, fences (whose first word is not shown), names of emoji. */
const hiding: readonly MarkupRule[] = [
  hostile(/\|{2,}/gu, " "),
  hostile(/~{2,}/gu),
  harmless(/(?<=\S)~(?=[\s.,;:!?)\]"'*_]|$)/gu),
  harmless(/(?<![^\s>])-#(?= )/gu),
  harmless(/`{3,}/gu),
  harmless(/(?<=:)(?=[a-z_+-][\w+-]{0,60}:)/giu, " "),
];

/** Keeps apart what could still be a mention's or a link's beginning. */
const beginnings: readonly MarkupRule[] = [
  hostile(/<(?=[/!?@#&:])/gu, "< "),
  harmless(/<(?=\p{L})/gu, "< "),
  hostile(/\](?=\()/gu, "] "),
];

/**
 * The rules in stages, each applied only once the ones before it find nothing more: an address is looked for when no link is left, or
 * it would leave that link's brackets behind.
 */
export const markupStages: readonly (readonly MarkupRule[])[] = [
  [...escapes, ...angles, ...maskedLinks],
  [...addresses, ...domains, ...mentions, ...hiding],
  beginnings,
];
