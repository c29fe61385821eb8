import { parseJson } from "./http.ts";

const maxLength = 300;
const maxDepth = 4;
const maxEntries = 20;

/** The fields in which APIs say in words what is wrong, the most telling first. */
const wordFields = [
  "message",
  "error_description",
  "detail",
  "details",
  "error",
  "errors",
  "title",
  "reason",
  "description",
  "msg",
];

/** The fields that name what the words are about. */
const placeFields = ["loc", "field", "path", "param", "property", "pointer"];

/**
 * What a server says in the body of its answer, in one line of at most 300 characters: the usual fields of a JSON body, with
 * the names of refused fields; the title of a page; a plain text itself. Empty where it says nothing. The words are the
 * server's: whoever writes them down redacts them.
 */
export function serverWords(text: string): string {
  const body = parseJson(text);
  const words = body === undefined ? wordsOfText(text) : wordsOfJson(body, 0);
  const line = words.replaceAll(/[\s\p{Cc}]+/gu, " ").trim();
  return line.length > maxLength ? `${line.slice(0, maxLength - 1).toWellFormed()}…` : line;
}

/** {@link serverWords} as the end of a sentence: `: words`, or nothing. */
export function quotedServerWords(text: string): string {
  const words = serverWords(text);
  return words === "" ? "" : `: ${words}`;
}

/** Whether a body is a page for people: a login, a proxy's refusal, a notice of maintenance. */
export function isPage(text: string): boolean {
  return /^\uFEFF?\s*<(?:!doctype html|html|head|body|!--)/i.test(text);
}

function wordsOfText(text: string): string {
  const start = text.slice(0, 20_000);
  if (!/^\s*</.test(start)) return start.slice(0, 2 * maxLength);
  const title = /<title[^>]{0,200}>([^<]{1,300})/i.exec(start)?.[1]?.trim() ?? "";
  const page = isPage(start) ? "a page of HTML" : "a document of XML";
  return title === "" ? page : `${page}, "${title}"`;
}

/** A list of refused fields, as FastAPI, Rails, Laravel, Spring, JSON:API and problem details write it, or a plain sentence. */
function wordsOfJson(value: unknown, depth: number): string {
  if (typeof value === "string") return value;
  if (typeof value !== "object" || value === null || depth > maxDepth) return "";
  if (Array.isArray(value)) return joined(value.slice(0, maxEntries).map((each) => wordsOfJson(each, depth + 1)));
  const place = placeOf(value);
  const said = joined(wordFields.map((name) => wordsOfField(Reflect.get(value, name), name, depth)));
  if (place !== "") return said === "" ? place : `${place}: ${said}`;
  return said === "" ? codeOf(value) : said;
}

/** Where there are no words, the server's own code says more than nothing. */
function codeOf(value: object): string {
  const codes = ["code", "error_code", "type", "status"].map((name): unknown => Reflect.get(value, name));
  const code = codes.find((each) => typeof each === "string" || typeof each === "number");
  return code === undefined ? "" : `code ${String(code)}`;
}

function wordsOfField(value: unknown, name: string, depth: number): string {
  if (!isRecord(value) || !/^(?:errors?|details?)$/.test(name)) return wordsOfJson(value, depth + 1);
  const fields = Object.entries(value).slice(0, maxEntries);
  // `{"errors": {"message": ["is too long"]}}`: the keys are the fields.
  const isByField = fields.length > 0 && fields.every(([, said]) => Array.isArray(said));
  const words = isByField ? "" : wordsOfJson(value, depth + 1);
  if (words !== "") return words;
  return joined(
    fields.map(([field, said]) => {
      const own = wordsOfJson(said, depth + 2);
      return own === "" ? "" : `${field}: ${own}`;
    }),
  );
}

function placeOf(value: object): string {
  const source: unknown = Reflect.get(value, "source");
  if (isRecord(source)) return placeOf(source);
  for (const name of placeFields) {
    const place: unknown = Reflect.get(value, name);
    if (typeof place === "string" && place !== "") return place;
    if (Array.isArray(place)) return place.filter((part) => ["string", "number"].includes(typeof part)).join(".");
  }
  return "";
}

function joined(parts: readonly string[]): string {
  const said = parts.map((part) => part.trim()).filter((part) => part !== "");
  return [...new Set(said)].join("; ");
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
