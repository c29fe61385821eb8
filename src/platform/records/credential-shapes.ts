import type { TextRange } from "./secret-search.ts";

/** The names of fields and headers whose values are credentials. */
const credentialName = [
  "(?:proxy-)?authorization",
  "x-api-key",
  "api[-_]?key",
  "client[-_]?(?:secret|assertion)",
  "(?:aws[-_]?)?secret[-_]?(?:access[-_]?)?key",
  "private[-_]?key",
  "(?:x-amz-)?(?:access|refresh|id|session|security|auth|bot)[-_]?token",
  // By itself: what goes on before it is another name, such as the next page's token. An escaped line break is none.
  String.raw`(?:(?<![\w-])|(?<=\\[nrt]))token`,
  "password",
  "passwd",
  "(?:set-)?cookie",
].join("|");

const isCredentialNameWhole = new RegExp(`^(?:${credentialName})$`, "i");

/** Whether a field of this name holds a credential. */
export function isCredentialName(name: string): boolean {
  return isCredentialNameWhole.test(name);
}

/** The parts of a text that are credentials by their shape, whoever's they are. */
export function findCredentials(text: string): readonly TextRange[] {
  const found: TextRange[] = [];
  if (/eyJ/.test(text)) found.push(...findJwts(text));
  if (packedToken.test(text)) found.push(...findPackedTokens(text));
  if (/earer|EARER/.test(text)) found.push(...findBearers(text));
  if (tellingNames.some((pattern) => pattern.test(text))) found.push(...findNamed(text));
  if (text.includes("://")) found.push(...findFirstGroups(text, passwordOfUrl));
  if (text.includes("/webhooks/")) found.push(...findFirstGroups(text, tokenOfWebhook));
  return found;
}

/** One of them is in every text that names a credential. Several small patterns are faster than a large one: V8 skips with them. */
const tellingNames = [
  /uthoriz|UTHORIZ/,
  /pi[-_]?key|piKey|PI[-_]?KEY/,
  /[-_]secret|tSecret|T_SECRET/,
  /ecret[-_]?[kKaA]|ECRET[-_]?[KA]/,
  /rivate[-_]?[kK]ey|RIVATE[-_]?KEY/,
  /ssertion|SSERTION/,
  // More of a word behind it, as in a count of tokens, names no credential.
  /oken\W|OKEN\W/,
  /assw|ASSW/,
  /[cC]ookie|COOKIE/,
];

/** `eyJ...` (a JSON object in base64), a dot, and whatever belongs to it. Written by hand so that it takes linear time. */
function findJwts(text: string): readonly TextRange[] {
  const found: TextRange[] = [];
  for (let start = text.indexOf("eyJ"); start !== -1;) {
    const headerEnd = endOfRun(text, start);
    let end = headerEnd;
    for (let dots = 0; dots < 4 && text[end] === "."; dots += 1) end = endOfRun(text, end + 1);
    const isWhole = end > headerEnd + 1 && headerEnd - start >= minHeader;
    if (isWhole || headerEnd - start >= maxWord) found.push({ start, end });
    start = text.indexOf("eyJ", end);
  }
  return found;
}

const minHeader = 8;

/** A token that was cut off within its header has no dot, and is longer than what else begins like one. */
const maxWord = 30;

/** `eyJ` and `Bearer ` in base64, the latter behind 0, 1 or 2 other bytes. */
const packedToken = /ZXlK|QmVhcmVy|JlYXJlci|CZWFyZXIg/;
const packedRun = /[\w+/=-]{20,}/g;

function findPackedTokens(text: string): readonly TextRange[] {
  return [...text.matchAll(packedRun)]
    .filter(([run]) => packedToken.test(run))
    .map(({ 0: run, index }) => ({ start: index, end: index + run.length }));
}

function endOfRun(text: string, from: number): number {
  let at = from;
  while (at < text.length && isBase64Url(text.charCodeAt(at))) at += 1;
  return at;
}

function isBase64Url(code: number): boolean {
  const isLetter = (code >= 65 && code <= 90) || (code >= 97 && code <= 122);
  return isLetter || (code >= 48 && code <= 57) || code === 45 || code === 95;
}

const bearer = /bearer(?:\s|["':=\\]){1,6}([\w.~+/=-]{3,})/dgi;

/** What follows the word in talk about tokens. */
const ordinaryWord =
  /^(?:tokens?|realm|error\w*|scope|auth\w*|access|type|scheme|credentials?|of|is|was|in|on|and|or|for|to|the|not|are|has|had|with|from|market\w*|bonds?|shares?)[.=]?$/i;

function findBearers(text: string): readonly TextRange[] {
  return [...text.matchAll(bearer)].flatMap(({ 1: value = "", indices }) => {
    const range = indices?.[1];
    return range === undefined || ordinaryWord.test(value) || /^realm=/i.test(value) ? [] : [rangeOf(range)];
  });
}

const value = String.raw`((?:(?:Bearer|Basic|Token|Digest|Negotiate)\s{1,3})?)([^\s"'\\,;&<>{}()[\]]{3,})`;

/** A name in quotes has its value in quotes too: in JSON a number must not become a word. */
const named = new RegExp(
  String.raw`(?:${credentialName})(?:\\{0,6}["']\s{0,3}[:=]\s{0,3}\\{0,6}["']|\s{0,3}(=|:)\s{0,3}\\{0,6}["']?)${value}`,
  "gdi",
);

function findNamed(text: string): readonly TextRange[] {
  return [...text.matchAll(named)].flatMap(({ 1: sign, 2: scheme = "", 3: given = "", indices }) => {
    const range = indices?.[3];
    // "api_key: field required" is talk about one.
    const isTalk = sign === ":" && scheme === "" && !looksRandom(given);
    return range === undefined || isTalk || noCredential.test(given) ? [] : [rangeOf(range)];
  });
}

/** A reference to a parameter, a variable's name, a word for nothing, or what says how the credential is made. */
const noCredential = /^(?:ssm:|\$|\.\.\.|(?:null|none|true|false|undefined|bearer|basic|token|digest|negotiate)$)/i;

function looksRandom(text: string): boolean {
  return text.length >= 20 || /\d/.test(text) || /[a-z][A-Z]|[+/=]/.test(text);
}

/** `https://user:password@host`. */
const passwordOfUrl = /:\/\/[^\s/"'@:\\]{0,100}:([^\s/"'@\\]{1,200})@/dg;

/** `https://discord.com/api/webhooks/id/token`: whoever knows it may post. */
const tokenOfWebhook = /\/webhooks\/\d{1,25}\/([\w-]{3,})/dg;

function findFirstGroups(text: string, pattern: RegExp): readonly TextRange[] {
  return [...text.matchAll(pattern)].flatMap(({ indices }) => {
    const range = indices?.[1];
    return range === undefined ? [] : [rangeOf(range)];
  });
}

function rangeOf([start, end]: readonly [number, number]): TextRange {
  return { start, end };
}
