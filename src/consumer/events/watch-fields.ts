import * as z from "zod/mini";
import type { MaterialBounds, Watch } from "../../insight/watch/watch.ts";
import { durationSeconds, quietHoursOf, watchNameCheck, watchProblems } from "../../platform/watches/watch-rules.cjs";
import { kindOf } from "./name-event.ts";

const orNull = <Item extends z.ZodMiniType>(item: Item) => z.optional(z.nullable(item));

/** The fields of a watch once they keep their rules. */
const fieldsSchema = z.object({
  watch: z.string(),
  post: orNull(z.string()),
  material: orNull(
    z.object({ atr: orNull(z.number()), percent: orNull(z.number()), at_least_every: orNull(z.string()) }),
  ),
  quiet_hours: orNull(z.string()),
  timezone: orNull(z.string()),
});

type MaterialFields = NonNullable<z.infer<typeof fieldsSchema>["material"]>;

/**
 * Reads who sent a payload, where a watch did, and when that may speak. Without `watch` the other fields are none of its own,
 * and are ignored as all that are unknown.
 *
 * @returns null where no watch did; what is wrong with its fields, a sentence part each.
 */
export function readWatch(payload: unknown): { readonly watch: Watch | null; readonly problems: readonly string[] } {
  const fields: Readonly<Record<string, unknown>> = { ...Object(payload) };
  const name = fields["watch"] ?? null;
  if (name === null) return { watch: null, problems: [] };
  const problems = [...nameProblems(name), ...watchProblems(fields)];
  if (problems.length > 0) return { watch: null, problems };
  const { watch, post, material, quiet_hours: hours, timezone } = z.parse(fieldsSchema, fields);
  return {
    watch: {
      name: watch,
      material: post === "material" ? boundsOf(material ?? {}) : null,
      quietHours: quietHoursOf(hours),
      timeZone: timezone ?? "UTC",
    },
    problems,
  };
}

function nameProblems(name: unknown): readonly string[] {
  if (typeof name === "string" && watchNameCheck.pattern.test(name)) return [];
  const held = typeof name === "string" ? JSON.stringify(name.slice(0, 60)) : kindOf(name);
  return [`watch is ${held}; it must be ${watchNameCheck.allowed}`];
}

function boundsOf({ atr, percent, at_least_every: every }: MaterialFields): MaterialBounds {
  const seconds = durationSeconds(every);
  return {
    ...(typeof atr === "number" ? { atr } : {}),
    ...(typeof percent === "number" ? { percent } : {}),
    ...(seconds === null ? {} : { atLeastEverySeconds: seconds }),
  };
}
