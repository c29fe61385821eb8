import * as z from "zod/mini";
import { UsageError } from "./parse-command-line.ts";

// zod/mini brings no words for faults: without these each one is "Invalid input".
const { localeError: error } = z.locales.en();

/**
 * Reads what somebody wrote by a schema.
 *
 * @param options.where what is read, such as `text 3`.
 * @param options.wanted what the whole should be, for a fault of no field: `{product_id, text}`.
 * @param options.at the path of the value within what was written. Default: it is the whole.
 * @throws UsageError that names the place, the field, what is wrong with it and what is allowed.
 */
export function readChecked<S extends z.ZodMiniType>(
  schema: S,
  value: unknown,
  { where, wanted, at = [] }: { readonly where: string; readonly wanted: string; readonly at?: readonly string[] },
): z.output<S> {
  const parsed = z.safeParse(schema, value, { error });
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const field = [...at, ...(issue?.path ?? [])].map(String).join(".");
  const fault = issue?.message ?? "Invalid input";
  throw new UsageError(field === "" ? `${where}: ${fault}; wanted ${wanted}` : `${where}: ${field}: ${fault}`);
}
