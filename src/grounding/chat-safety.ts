import { findMatches } from "./reading/find-matches.ts";
/** The most characters (UTF-16 units, which never count fewer than Discord does) of a chat message. */
const mostCharacters = 2_000;

const zeroWidthSpace = "\u200B";
const ellipsis = "…";

/** Control characters but line feed, and the marks that turn the direction of writing. */
// oxlint-disable-next-line no-control-regex -- taking them out is the point
const controls = /[\u0000-\u0009\u000B-\u001F\u007F-\u009F\u202A-\u202E\u2066-\u2069]/gu;

// No pattern may read the same characters again from each of many beginnings: a hostile text would take seconds.
const images = /!\[[^[\]]*\]\((?:[^()]|\([^()]*\))*\)/gu;
const links = /\[([^[\]]*)\]\((?:[^()]|\([^()]*\))*\)/gu;
const linkDefinitions = /^[ \t]*\[[^\]\n]+\]:[ \t]*<?(?:[a-z][a-z0-9+.-]*:|www\.|[/#])[^\n]*$/gimu;
/** Addresses with a scheme or `www.`, and those of well-known endings with a path (`discord.gg/abc`). */
const addresses =
  /<?(?:[a-z][a-z0-9+.-]{0,30}:\/\/|(?<![a-z0-9])www\.|(?<![a-z0-9])(?:[a-z0-9-]{1,63}\.){1,9}(?:app|cn|co|com|dev|finance|gg|info|io|link|me|net|org|ru|site|top|xyz)\/)[^\s<>]*>?/giu;

/**
 * Makes a text safe to post to a chat. Nobody is pinged (`@everyone` and `@here` get a zero-width space; `<@1>`, `<@&1>`
 * and `<#1>` become plain words), images and links go (a link's text stays), control characters go, and what is longer
 * than 2000 characters is cut after its last whole sentence. Ordinary prose comes back as it is, without outer white space.
 *
 * @see https://discord.com/developers/docs/reference#message-formatting
 */
export function makeChatSafe(text: string): string {
  let safe = text.toWellFormed().replaceAll(/\r\n?/gu, "\n");
  // What is taken out may have held two halves of something else apart, so this ends when nothing is left to do.
  for (let pass = 1; ; pass += 1) {
    const before = safe;
    safe = neutralizeMentions(removeLinks(removeControls(safe.replaceAll(invisibles, ""))));
    if (safe === before) return cutAtSentence(safe.trim());
    if (pass === mostPasses) safe = removeMarkup(safe);
  }
}

/** Prose needs two or three; only what was made to fool this is nested deeper, thousands of levels if need be. */
const mostPasses = 10;

/** Takes out every character that a mention, a link or an address can't do without. */
function removeMarkup(text: string): string {
  return text.replaceAll(/[@<>[\]():/]/gu, " ").replaceAll(/www\./giu, "www ");
}

/** Characters that nobody sees: they would hide words from a count, and an introduction from its check. */
const invisibles = /[\u00AD\u200B-\u200F\u2060-\u2064\uFEFF]/gu;

function removeControls(text: string): string {
  return text.replaceAll(controls, (control) => (control === "\t" ? " " : ""));
}

function removeLinks(text: string): string {
  const unlinked = text.replaceAll(images, "").replaceAll(links, "$1").replaceAll(linkDefinitions, "");
  // An address is looked for once no link is left: taken out of a link it would leave that link's brackets behind.
  const bare =
    unlinked === text
      ? text.replaceAll(addresses, (address) => address.slice(address.search(/(?<![.,;:!?)\]])[.,;:!?)\]]*$/u)))
      : unlinked;
  return bare === text ? text : closeGaps(bare);
}

function closeGaps(text: string): string {
  return text
    .replaceAll(/\(\s*\)/gu, "")
    .replaceAll(/ {2,}/gu, " ")
    .replaceAll(/ +(?=[.,;:!?)](?:\s|$))/gu, "")
    .replaceAll(/\n{3,}/gu, "\n\n");
}

function neutralizeMentions(text: string): string {
  return text
    .replaceAll(/@(?=everyone|here)/giu, `@${zeroWidthSpace}`)
    .replaceAll(/<@!?\w+>/gu, "@user")
    .replaceAll(/<@&\w+>/gu, "@role")
    .replaceAll(/<#\w+>/gu, "#channel")
    .replaceAll(/<!(\w+)(?:[^\w<>][^<>]*)?>/gu, "$1");
}

const sentenceEnds = /[.!?…]["'”’)\]*_]*(?=\s|$)/gu;

function cutAtSentence(text: string): string {
  if (text.length <= mostCharacters) return text;
  let end = 0;
  for (const match of findMatches(text, sentenceEnds)) {
    const sentenceEnd = match.index + match[0].length;
    if (sentenceEnd > mostCharacters) break;
    end = sentenceEnd;
  }
  return end > 0 ? text.slice(0, end) : cutAtWord(text);
}

/** For what has no sentence end: cut at white space, or anywhere but inside a character, with an ellipsis. */
function cutAtWord(text: string): string {
  const head = text.slice(0, mostCharacters - ellipsis.length);
  const words = head.replace(/\s+\S*$/u, "");
  return `${words.replace(/[\uD800-\uDBFF]$/, "")}${ellipsis}`;
}
