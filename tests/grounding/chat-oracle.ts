/**
 * What a chat would do with a message, read as Discord and Slack document it, character by character. It shares nothing with the
 * code that makes texts safe.
 *
 * @see https://discord.com/developers/docs/reference#message-formatting
 * @see https://docs.slack.dev/messaging/formatting-message-text
 */
export function chatActions(message: string): string[] {
  // A relay may fold compatibility characters together before it posts.
  return [...new Set([message, message.normalize("NFKC")].flatMap((text) => actionsOf(text)))];
}

function actionsOf(text: string): string[] {
  return [
    ...pings(text),
    ...angleTokens(text),
    ...maskedLinks(text),
    ...text.split(/[\s<>()"'“”,|]/u).flatMap(linkOf),
    ...hidden(text),
    ...invisibles(text),
  ];
}

function pings(text: string): string[] {
  const lower = text.toLowerCase();
  const found = ["@everyone", "@here", "@channel"].filter((name) => lower.includes(name));
  const words = lower.split(/[^\p{L}\p{N}_@-]/u);
  return [...found, ...words.filter((word) => ["@all", "@group", "@team"].includes(word))];
}

/** `<@1>`, `<#1>`, `<!here>`, `<t:1>`, `<a:x:1>`, `</x:1>`, `<https://x>`, `<b>`: an angle that no space or digit follows. */
function angleTokens(text: string): string[] {
  const found: string[] = [];
  for (let at = text.indexOf("<"); at !== -1; at = text.indexOf("<", at + 1)) {
    const next = text.charAt(at + 1);
    if ("@#!/:&?".includes(next) && next !== "") found.push(text.slice(at, at + 12));
    else if (next.toLowerCase() !== next.toUpperCase()) found.push(text.slice(at, at + 12));
  }
  return found;
}

function maskedLinks(text: string): string[] {
  return text.includes("](") ? ["]("] : [];
}

const schemes = ["mailto:", "tel:", "sms:", "javascript:", "data:", "magnet:", "discord:", "bitcoin:"];

/** Whether a chat makes a link of one word. */
function linkOf(word: string): string[] {
  const lower = word.toLowerCase();
  if (lower.includes("://")) return [word];
  if (schemes.some((scheme) => lower.startsWith(scheme) && lower.length > scheme.length)) return [word];
  const host = lower.split(/[/:?#]/u)[0] ?? "";
  const labels = (host.split("@").at(-1) ?? "").split(/[.。｡]/u);
  while (labels.at(-1) === "") labels.pop();
  const [last = "", before = ""] = labels.toReversed();
  if (labels.length < 2 || !/[\p{L}\p{N}]$/u.test(before)) return [];
  const isName = Array.from(last).length >= 2 && Array.from(last).every((sign) => /\p{L}/u.test(sign));
  const isAddress = labels.length === 4 && labels.every((label) => /^\d{1,3}$/u.test(label) && Number(label) <= 255);
  return isName || last.startsWith("xn--") || isAddress ? [word] : [];
}

function hidden(text: string): string[] {
  return [
    ...(text.split("||").length > 2 ? ["||spoiler||"] : []),
    ...(text.split("~~").length > 2 ? ["~~strike~~"] : []),
    ...(/(?:^|[\s(])~[^\s~][^~\n]*(?<!\s)~(?:$|[\s.,;:!?)])/u.test(text) ? ["~strike~"] : []),
    ...(text.includes("```") ? ["```fence"] : []),
    ...(text.split("\n").some((line) => /^[> ]*-# /u.test(line)) ? ["-# small"] : []),
  ];
}

/** First and last of each stretch of characters that no reader sees. */
const unseen: readonly (readonly [first: number, last: number])[] = [
  [0x0, 0x9],
  [0xb, 0x1f],
  [0x7f, 0x9f],
  [0xad, 0xad],
  [0x34f, 0x34f],
  [0x61c, 0x61c],
  [0x115f, 0x1160],
  [0x17b4, 0x17b5],
  [0x180b, 0x180f],
  [0x200b, 0x200f],
  [0x2028, 0x202e],
  [0x2060, 0x206f],
  [0x2800, 0x2800],
  [0x3164, 0x3164],
  [0xd800, 0xdfff],
  [0xfe00, 0xfe0f],
  [0xfeff, 0xfeff],
  [0xffa0, 0xffa0],
  [0xfff0, 0xfffb],
  [0xfffe, 0xffff],
  [0x1d173, 0x1d17a],
  [0xe0000, 0xe0fff],
];

function invisibles(text: string): string[] {
  return Array.from(text)
    .map((sign) => sign.codePointAt(0) ?? 0)
    .filter((code) => unseen.some(([first, last]) => code >= first && code <= last))
    .map((code) => `U+${code.toString(16)}`);
}
