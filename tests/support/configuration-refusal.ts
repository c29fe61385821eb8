import * as z from "zod/mini";
import { ServiceError } from "../../src/platform/errors.ts";

const detailsSchema = z.object({ problems: z.array(z.string()) });

/** What a configuration is refused with. Fails where it is taken, or where something else is thrown. */
export function configurationRefusal(load: () => unknown): {
  readonly message: string;
  readonly problems: readonly string[];
} {
  try {
    load();
  } catch (error) {
    if (!(error instanceof ServiceError) || error.code !== "CONFIGURATION_INVALID" || error.retryable) throw error;
    return { message: error.message, ...z.parse(detailsSchema, error.details) };
  }
  throw new Error("The configuration is taken");
}
