import type { Template } from "./cloudformation-template.ts";

/** What a template's functions are computed from. */
export interface TemplateSetup {
  /** `AWS::Region` and its kin, by name. */
  readonly pseudoParameters: Readonly<Record<string, string>>;
  /** Values of SSM parameters, by name. */
  readonly ssmParameters: Readonly<Record<string, string>>;
  /** What `Ref` gives for a resource. */
  readonly idOf: (logicalId: string) => string;
  /** What `Fn::GetAtt` gives. */
  readonly attributeOf: (logicalId: string, attribute: string) => string;
}

/**
 * Computes a value of a template as CloudFormation does: parameters (also those of type
 * `AWS::SSM::Parameter::Value<String>`), `Ref`, `Fn::GetAtt`, `Fn::Sub`, `Fn::Join`, `Fn::Select`, `Fn::Split`. Whatever a
 * function refers to must be there.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/intrinsic-function-reference.html
 */
export function computeValue(template: Template, setup: TemplateSetup, value: unknown): unknown {
  const compute = (part: unknown): unknown => computeValue(template, setup, part);

  function refer(name: string): string {
    const parameter = template.Parameters?.[name];
    if (parameter !== undefined) return parameterValue(parameter.Default, parameter.Type);
    const pseudo = setup.pseudoParameters[name];
    if (pseudo !== undefined) return pseudo;
    if (template.Resources[name] === undefined) throw new Error(`Template error: ${name} is not in the template`);
    return setup.idOf(name);
  }

  function parameterValue(given: string, type: string): string {
    if (!type.startsWith("AWS::SSM::Parameter::Value")) return given;
    const found = setup.ssmParameters[given];
    if (found === undefined) throw new Error(`Parameters: [ssm:${given}] cannot be found`);
    return found;
  }

  if (Array.isArray(value)) return value.map(compute);
  if (typeof value !== "object" || value === null) return value;
  const [[name, argument] = ["", undefined], ...more] = Object.entries(value);
  const parts: unknown[] = Array.isArray(argument) ? argument : [];
  if (more.length === 0 && name === "Ref") return refer(String(argument));
  if (more.length === 0 && name === "Fn::GetAtt") return setup.attributeOf(String(parts[0]), String(parts[1]));
  if (more.length === 0 && name === "Fn::Join") return listOf(compute(parts[1])).join(String(parts[0]));
  if (more.length === 0 && name === "Fn::Split") return String(compute(parts[1])).split(String(parts[0]));
  if (more.length === 0 && name === "Fn::Select") {
    const selected = listOf(compute(parts[1]))[Number(parts[0])];
    if (selected === undefined)
      throw new Error(`Fn::Select cannot select nonexistent value at index ${String(parts[0])}`);
    return selected;
  }
  if (more.length === 0 && name === "Fn::Sub") {
    return String(argument).replaceAll(/\$\{([^!}][^}]*)\}/g, (_, referred: string) => {
      const [logicalId = "", attribute] = referred.split(".");
      return attribute === undefined ? refer(logicalId) : setup.attributeOf(logicalId, attribute);
    });
  }
  if (name.startsWith("Fn::")) throw new Error(`Unknown function ${name}`);
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, compute(part)]));
}

function listOf(value: unknown): readonly unknown[] {
  if (Array.isArray(value)) return value;
  throw new Error("A list is wanted");
}
