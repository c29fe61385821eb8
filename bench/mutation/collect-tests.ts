/** A test as it stands in its file. */
export interface CollectedTest {
  readonly name: string;
  readonly run: () => unknown;
}

type Body = (...values: readonly unknown[]) => unknown;

/** `it(name, body)`, with options or a time limit before or behind the body, which are not needed here. */
function bodyIn(args: readonly unknown[]): Body {
  const body = args.find((each): each is Body => typeof each === "function");
  if (body === undefined) throw new Error("A test has no body");
  return body;
}

const valuesOf = (row: unknown): readonly unknown[] => (Array.isArray(row) ? row : [row]);

/** What a test file takes from Vitest to say which tests it has, and the list of those that it has said. */
export function collectTests() {
  const tests: CollectedTest[] = [];
  const outer: string[] = [];

  const describe = (name: string, ...args: readonly unknown[]) => {
    outer.push(name);
    bodyIn(args)();
    outer.pop();
  };
  const it = (name: string, ...args: readonly unknown[]) => {
    tests.push({ name: [...outer, name].join(" > "), run: bodyIn(args) });
  };
  describe.each =
    (rows: readonly unknown[]) =>
    (name: string, ...args: readonly unknown[]) => {
      rows.forEach((row, index) => describe(`${name} [${index}]`, () => bodyIn(args)(...valuesOf(row))));
    };
  it.each =
    (rows: readonly unknown[]) =>
    (name: string, ...args: readonly unknown[]) => {
      rows.forEach((row, index) => it(`${name} [${index}]`, () => bodyIn(args)(...valuesOf(row))));
    };
  return { tests, describe, it };
}
