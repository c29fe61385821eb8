import type { ChaosRecord } from "./run-chaos.ts";

/** What of a run may hold no secret. */
export type SecretPlaces = Pick<ChaosRecord, "secrets" | "lines" | "receipts" | "letters" | "ledgerItems">;

/**
 * Where a secret or a token stands that should stand nowhere, in whatever spelling, or a long part of one; it is not quoted. This
 * shares nothing with what takes secrets out: it undoes escapes over whole texts and knows no positions.
 */
export function findSecrets({ secrets, lines, receipts, letters, ledgerItems = [] }: SecretPlaces): readonly string[] {
  const places = {
    "a log line": lines,
    "a receipt": receipts,
    "a dead letter's attributes": letters.map(({ attributes }) => JSON.stringify(attributes)),
    "an item of the ledger": ledgerItems,
  };
  const needles = [...new Set(secrets.flatMap(needlesOf))];
  return Object.entries(places).flatMap(([place, texts]) => {
    const holds = viewsOf(texts.join("\n")).some((view) => needles.some((needle) => view.includes(needle)));
    return holds ? [`a secret stands in ${place}`] : [];
  });
}

/** Texts are quoted in texts, each with escapes of its own. */
const maxLayers = 5;

/** The text, and what it is with one layer after another of its escapes undone. */
function viewsOf(text: string): readonly string[] {
  const views = [text];
  for (let layer = 0; layer < maxLayers; layer += 1) {
    const last = views.at(-1) ?? "";
    const next = undoHtml(undoUrl(undoJson(last)));
    if (next === last) break;
    views.push(next);
  }
  return views;
}

function undoJson(text: string): string {
  return text
    .replaceAll(/\\u([0-9A-Fa-f]{4})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
    .replaceAll(/\\x([0-9A-Fa-f]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
    .replaceAll(/\\([nrt"'/\\])/g, (_, letter: string) => ({ n: "\n", r: "\r", t: "\t" })[letter] ?? letter);
}

function undoUrl(text: string): string {
  return text.replaceAll(/%([0-7][0-9A-Fa-f])/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
}

function undoHtml(text: string): string {
  const names: Readonly<Record<string, string>> = {
    amp: "&",
    lt: "<",
    gt: ">",
    quot: '"',
    apos: "'",
    sol: "/",
    equals: "=",
    plus: "+",
  };
  return text
    .replaceAll(/&#(\d{1,6});?/g, (_, digits: string) => String.fromCodePoint(Math.min(Number(digits), 0x10ffff)))
    .replaceAll(/&#[xX]([0-9A-Fa-f]{1,5});?/g, (_, hex: string) => String.fromCodePoint(Number.parseInt(hex, 16)))
    .replaceAll(/&([a-z]{2,6});/g, (whole, name: string) => names[name] ?? whole);
}

/** So much of a long secret gives it away: its beginning, where a text was cut off, and its end. */
const tellingLength = 20;

/** The secret, its lines, its ends, and all of that in base64 behind 0, 1 or 2 other bytes, and in hex. */
function needlesOf(secret: string): readonly string[] {
  const lines = secret.split(/\r?\n|\\n/).filter((line) => line.length >= tellingLength && !line.startsWith("-----"));
  const whole = [secret, ...lines];
  const ends = whole.filter((text) => text.length > 2 * tellingLength && !text.startsWith("-----"));
  const cut = ends.flatMap((text) => [text.slice(0, tellingLength), text.slice(-tellingLength)]);
  // The header of a token is that of any other of the same server.
  const plain = [...whole, ...cut.filter((text) => !text.startsWith("eyJ"))];
  return plain.flatMap((text) => [text, hexOf(text), hexOf(text).toUpperCase(), ...base64sOf(text)]);
}

function hexOf(text: string): string {
  return Array.from(new TextEncoder().encode(text), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** Without the digits at both ends that depend on what stands there. */
function base64sOf(text: string): readonly string[] {
  const bytes = String.fromCharCode(...new TextEncoder().encode(text));
  return ["", "\0", "\0\0"].flatMap((before) => {
    const base64 = btoa(before + bytes).replaceAll("=", "");
    const own = base64.slice([0, 2, 3][before.length], base64.length - 1);
    return own.length < 8 ? [] : [own, own.replaceAll("+", "-").replaceAll("/", "_")];
  });
}
