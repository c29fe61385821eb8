import { printable } from "../../kit/printable.ts";

/** Markup, as distinguished from the texts that are put into it. */
export interface Markup {
  readonly html: string;
}

/** Whatever is put into a page is escaped unless it is markup: texts of models are nobody's markup. */
export function markup(
  parts: TemplateStringsArray,
  ...values: readonly (Markup | readonly Markup[] | string | number)[]
): Markup {
  const filled = values.map((value) => {
    if (typeof value === "string" || typeof value === "number") return escape(String(value));
    return "html" in value ? value.html : value.map((each) => each.html).join("");
  });
  return { html: parts.reduce((text, part, index) => `${text}${filled[index - 1] ?? ""}${part}`) };
}

const escapes: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

function escape(text: string): string {
  return printable(text.replaceAll(/[&<>"']/g, (sign) => escapes[sign] ?? ""));
}
