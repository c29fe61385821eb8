import * as z from "zod/mini";

/** A call that a role must be allowed: on one of these resources, whichever of them it turns out to be. */
export interface Access {
  readonly action: string;
  readonly resources: readonly string[];
  /** What is known of the call by the names of condition keys. */
  readonly context?: Readonly<Record<string, string>>;
}

const oneOrMore = z.union([z.string(), z.array(z.string())]);
const conditionSchema = z.record(z.string(), z.record(z.string(), z.union([oneOrMore, z.boolean(), z.number()])));
const statementSchema = z.object({
  Effect: z.enum(["Allow", "Deny"]),
  Action: z.optional(oneOrMore),
  NotAction: z.optional(oneOrMore),
  Resource: z.optional(oneOrMore),
  NotResource: z.optional(oneOrMore),
  Condition: z.optional(conditionSchema),
});
const documentSchema = z.object({ Statement: z.union([statementSchema, z.array(statementSchema)]) });

/** A statement of a policy of IAM. */
export type PolicyStatement = z.infer<typeof statementSchema>;

/** The statements of a policy document; null where it is none. */
export function readPolicy(document: unknown): readonly PolicyStatement[] | null {
  const read = z.safeParse(documentSchema, document);
  return read.success ? [read.data.Statement].flat() : null;
}

/**
 * Whether statements allow a call: one allows it and none denies it. A condition on what is not known of the call counts as
 * met where it allows and as not met where it denies, so that nothing is reported that may be well.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html
 */
export function isAllowed(statements: readonly PolicyStatement[], access: Access): boolean {
  return access.resources.some((resource) => {
    const about = statements.filter((statement) => isAbout(statement, access.action, resource));
    if (about.some((statement) => statement.Effect === "Deny" && meets(statement, access) === true)) return false;
    return about.some((statement) => statement.Effect === "Allow" && meets(statement, access) !== false);
  });
}

function meets({ Condition = {} }: PolicyStatement, { context = {} }: Access): boolean | null {
  return isMet(Condition, context);
}

function isAbout(statement: PolicyStatement, action: string, resource: string): boolean {
  const { Action, NotAction, Resource, NotResource } = statement;
  const isAction = (pattern: string): boolean => matches(pattern.toLowerCase(), action.toLowerCase());
  const isResource = (pattern: string): boolean => matches(pattern, resource);
  const byAction =
    Action === undefined ? NotAction !== undefined && !listOf(NotAction).some(isAction) : listOf(Action).some(isAction);
  const byResource =
    Resource === undefined
      ? NotResource !== undefined && !listOf(NotResource).some(isResource)
      : listOf(Resource).some(isResource);
  return byAction && byResource;
}

/** Whether all conditions are met; null where that can't be told. */
function isMet(conditions: z.infer<typeof conditionSchema>, context: Readonly<Record<string, string>>): boolean | null {
  const known = new Map(Object.entries(context).map(([key, value]) => [key.toLowerCase(), value]));
  const results = new Set(
    Object.entries(conditions).flatMap(([operator, keys]) =>
      Object.entries(keys).map(([key, wanted]) =>
        isOneMet(operator, known.get(key.toLowerCase()), listOf(wanted).map(String)),
      ),
    ),
  );
  if (results.has(false)) return false;
  return results.has(null) ? null : true;
}

function isOneMet(operator: string, value: string | undefined, wanted: readonly string[]): boolean | null {
  if (value === undefined) return null;
  const name = operator.replace(/^For(?:AllValues|AnyValue):/, "").replace(/IfExists$/, "");
  switch (name) {
    case "StringEquals":
      return wanted.includes(value);
    case "StringNotEquals":
      return !wanted.includes(value);
    case "StringEqualsIgnoreCase":
      return wanted.some((each) => each.toLowerCase() === value.toLowerCase());
    case "StringLike":
    case "ArnLike":
    case "ArnEquals":
      return wanted.some((each) => matches(each, value));
    case "StringNotLike":
    case "ArnNotLike":
    case "ArnNotEquals":
      return !wanted.some((each) => matches(each, value));
    default:
      return null;
  }
}

/** `*` stands for any text and `?` for one character; a policy variable is not known, and may be anything. */
function matches(pattern: string, text: string): boolean {
  const source = pattern.replaceAll(/\$\{([^}]*)\}|[^]/g, (token, variable: string | undefined) => {
    if (token === "*") return ".*";
    if (token === "?") return ".";
    if (variable === undefined) return RegExp.escape(token);
    return /^[*?$]$/.test(variable) ? RegExp.escape(variable) : ".*";
  });
  return new RegExp(`^${source}$`, "s").test(text);
}

function listOf<T extends string | number | boolean>(value: T | readonly T[]): readonly T[] {
  return typeof value === "object" ? value : [value];
}
