import * as z from "zod/mini";

const resourceSchema = z.object({
  Type: z.string(),
  Properties: z.optional(z.record(z.string(), z.unknown())),
  DependsOn: z.optional(z.unknown()),
});

const templateSchema = z.object({
  Parameters: z.optional(z.record(z.string(), z.object({ Type: z.string(), Default: z.string() }))),
  Resources: z.record(z.string(), resourceSchema),
  Outputs: z.optional(z.record(z.string(), z.object({ Value: z.unknown() }))),
});

/** A CloudFormation template, as far as ours use it. */
export type Template = z.infer<typeof templateSchema>;

/** One of its resources. */
export type Resource = z.infer<typeof resourceSchema>;

const statementSchema = z.object({
  Sid: z.string(),
  Effect: z.literal("Allow"),
  Action: z.array(z.string()),
  Resource: z.unknown(),
  Condition: z.optional(z.unknown()),
});

/** A statement of a role's policy. */
export type Statement = z.infer<typeof statementSchema>;

const policiesSchema = z.array(z.object({ PolicyDocument: z.object({ Statement: z.array(statementSchema) }) }));

/** Reads a template; throws where it has another shape. */
export function parseTemplate(content: unknown): Template {
  return z.parse(templateSchema, content);
}

/** The properties of a resource, which must be there. */
export function propertiesOf(template: Template, logicalId: string): Readonly<Record<string, unknown>> {
  const resource = template.Resources[logicalId];
  if (resource === undefined) throw new Error(`The template has no resource ${logicalId}`);
  return resource.Properties ?? {};
}

/** The resources of a type, by their logical ids. */
export function resourcesOfType(template: Template, type: string): Readonly<Record<string, Resource>> {
  return Object.fromEntries(Object.entries(template.Resources).filter(([, resource]) => resource.Type === type));
}

/** The statements of a role. */
export function statementsOf(template: Template, roleId: string): readonly Statement[] {
  const policies = z.parse(policiesSchema, propertiesOf(template, roleId)["Policies"]);
  return policies.flatMap((policy) => policy.PolicyDocument.Statement);
}

/** A function's variables, values unresolved. */
export function variablesOf(template: Template, functionId: string): Readonly<Record<string, unknown>> {
  const environment = propertiesOf(template, functionId)["Environment"];
  return z.parse(z.object({ Variables: z.record(z.string(), z.unknown()) }), environment).Variables;
}

/** Every string of a value, however deep, keys included. */
export function stringsOf(value: unknown): readonly string[] {
  if (typeof value === "string") return [value];
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, part]) => [key, ...stringsOf(part)]);
}
