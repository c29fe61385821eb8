/** One part of a form. */
export interface FormPart {
  readonly name: string;
  /** Null where the part is no file. */
  readonly fileName: string | null;
  readonly bytes: Buffer;
}

/**
 * The parts of a `multipart/form-data` body; null where it is none.
 *
 * @see https://www.rfc-editor.org/rfc/rfc7578
 */
export function readForm(contentType: string, body: Buffer): readonly FormPart[] | null {
  const boundary = /^multipart\/form-data;\s*boundary="?([^";]{1,70})"?/i.exec(contentType)?.[1];
  if (boundary === undefined) return null;
  const parts: FormPart[] = [];
  // As latin1 each byte is one character, so that places in the text are places in the body.
  const text = body.toString("latin1");
  const sections = text.split(`--${boundary}`);
  if (sections.length < 3 || !sections.at(-1)?.startsWith("--")) return null;
  for (const section of sections.slice(1, -1)) {
    const headEnd = section.indexOf("\r\n\r\n");
    if (headEnd === -1 || !section.endsWith("\r\n")) return null;
    const disposition = /content-disposition:\s*form-data;([^\r\n]*)/i.exec(section.slice(0, headEnd))?.[1] ?? "";
    const name = /(?:^|[;\s])name="([^"]*)"/.exec(disposition)?.[1];
    if (name === undefined) return null;
    const fileName = /filename="([^"]*)"/.exec(disposition)?.[1] ?? null;
    parts.push({ name, fileName, bytes: Buffer.from(section.slice(headEnd + 4, -2), "latin1") });
  }
  return parts;
}
