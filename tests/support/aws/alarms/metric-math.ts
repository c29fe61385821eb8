/**
 * CloudWatch's metric math, as far as alarms of templates use it: numbers, metrics by id, `+ - * /`, comparisons, `AND`,
 * `OR`, parentheses, `IF`, `FILL`, `MAX`, `MIN`, `SUM`, `AVG` over arrays, and `ABS`. Written from AWS's description alone,
 * without sight of the alarms that it evaluates.
 *
 * A series has a value for some periods. Arithmetic gives one where all its series have one, a division by 0 gives none.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/using-metric-math.html
 */
export type Series = ReadonlyMap<number, number>;

type Value = number | Series | readonly Series[];

/** What an expression is evaluated with. */
export interface MathWorld {
  /** The series of an id. Throws where there is none. */
  readonly seriesOf: (id: string) => Series;
  /** Starts of all periods that are looked at: `FILL` fills these. */
  readonly periods: readonly number[];
}

/** Evaluates an expression to a series. */
export function evaluateMath(expression: string, setup: MathWorld): Series {
  const tokens = expression.match(/\d+(?:\.\d+)?|[A-Za-z_]\w*|[<>=!]=|[-+*/()[\],<>]/g) ?? [];
  if (tokens.join("") !== expression.replaceAll(/\s/g, "")) throw new Error(`Can't read the expression ${expression}`);
  let at = 0;

  const peek = (): string | undefined => tokens[at];
  const take = (expected?: string): string => {
    const token = tokens[at];
    if (token === undefined || (expected !== undefined && token !== expected)) {
      throw new Error(`${expected ?? "more"} is wanted where ${token ?? "the end"} stands in ${expression}`);
    }
    at += 1;
    return token;
  };
  const level = (operators: readonly string[], below: () => Value) => (): Value => {
    let left = below();
    for (let next = peek(); next !== undefined && operators.includes(next.toUpperCase()); next = peek()) {
      const operator = take().toUpperCase();
      left = combine(operator, left, below());
    }
    return left;
  };
  const product = level(["*", "/"], () => primary());
  const sum = level(["+", "-"], product);
  const comparison = level(["<", ">", "<=", ">=", "==", "!="], sum);
  const conjunction = level(["AND"], comparison);
  const disjunction = level(["OR"], conjunction);

  function list(end: string): Value[] {
    const values: Value[] = [];
    while (peek() !== end) {
      values.push(disjunction());
      if (peek() !== end) take(",");
    }
    take(end);
    return values;
  }
  function primary(): Value {
    const token = take();
    if (token === "(") {
      const inner = disjunction();
      take(")");
      return inner;
    }
    if (token === "-") return combine("-", 0, primary());
    if (token === "[") return list("]").map((value) => asSeries(value, setup));
    if (/^\d/.test(token)) return Number(token);
    if (peek() !== "(") return setup.seriesOf(token);
    take("(");
    return callFunction(token.toUpperCase(), list(")"), setup);
  }

  const value = disjunction();
  if (at !== tokens.length) throw new Error(`${peek()} is too much in ${expression}`);
  return asSeries(value, setup);
}

function callFunction(name: string, args: readonly Value[], setup: MathWorld): Value {
  const [first, second, third = null] = args;
  if (first === undefined) throw new Error(`${name} lacks its arguments`);
  if (name === "IF") {
    if (second === undefined) throw new Error("IF lacks what it gives");
    return choose(first, second, third, setup);
  }
  if (name === "FILL") {
    const series = asSeries(first, setup);
    const fill = typeof second === "number" ? second : Number.NaN;
    return new Map(setup.periods.map((period) => [period, series.get(period) ?? fill]));
  }
  if (name === "ABS") return mapSeries(asSeries(first, setup), Math.abs);
  const reduce = reducers.get(name);
  if (reduce === undefined) throw new Error(`The function ${name} is not known here`);
  const all = Array.isArray(first) ? first : [asSeries(first, setup)];
  // Over an array: for each period over those that have a value.
  const found = setup.periods.map((period) => [period, all.flatMap((series) => series.get(period) ?? [])] as const);
  return new Map(found.filter(([, values]) => values.length > 0).map(([period, values]) => [period, reduce(values)]));
}

const reducers: ReadonlyMap<string, (values: readonly number[]) => number> = new Map([
  ["MAX", (values: readonly number[]) => Math.max(...values)],
  ["MIN", (values: readonly number[]) => Math.min(...values)],
  ["SUM", (values: readonly number[]) => values.reduce((total, value) => total + value, 0)],
  ["AVG", (values: readonly number[]) => values.reduce((total, value) => total + value, 0) / values.length],
]);

function choose(condition: Value, yes: Value, no: Value | null, setup: MathWorld): Series {
  const conditions = asSeries(condition, setup);
  const chosen = [...conditions].map(([period, holds]) => {
    const branch = holds === 0 ? no : yes;
    const value =
      branch === null ? undefined : typeof branch === "number" ? branch : asSeries(branch, setup).get(period);
    return [period, value] as const;
  });
  return new Map(chosen.flatMap(([period, value]) => (value === undefined ? [] : [[period, value] as const])));
}

function combine(operator: string, left: Value, right: Value): Value {
  if (typeof left === "number" && typeof right === "number") return compute(operator, left, right) ?? Number.NaN;
  if (Array.isArray(left) || Array.isArray(right)) throw new Error("Arithmetic over arrays is not known here");
  const [a, b] = [toLookup(left), toLookup(right)];
  const periods = new Set([left, right].flatMap((side) => (side instanceof Map ? [...side.keys()] : [])));
  const entries = [...periods].flatMap((period): [number, number][] => {
    const [x, y] = [a(period), b(period)];
    const value = x === undefined || y === undefined ? null : compute(operator, x, y);
    return value === null ? [] : [[period, value]];
  });
  return new Map(entries);
}

function toLookup(value: Value): (period: number) => number | undefined {
  if (typeof value === "number") return () => value;
  return (period) => (value instanceof Map ? value.get(period) : undefined);
}

const truth = (holds: boolean): number => (holds ? 1 : 0);

function compute(operator: string, left: number, right: number): number | null {
  switch (operator) {
    case "+":
      return left + right;
    case "-":
      return left - right;
    case "*":
      return left * right;
    case "/":
      return right === 0 ? null : left / right;
    case "<":
      return truth(left < right);
    case ">":
      return truth(left > right);
    case "<=":
      return truth(left <= right);
    case ">=":
      return truth(left >= right);
    case "==":
      return truth(left === right);
    case "!=":
      return truth(left !== right);
    case "AND":
      return truth(left !== 0 && right !== 0);
    case "OR":
      return truth(left !== 0 || right !== 0);
    default:
      throw new Error(`The operator ${operator} is not known here`);
  }
}

function asSeries(value: Value, { periods }: MathWorld): Series {
  if (typeof value === "number") return new Map(periods.map((period) => [period, value]));
  if (value instanceof Map) return value;
  throw new Error("A series is wanted, not an array");
}

function mapSeries(series: Series, change: (value: number) => number): Series {
  return new Map([...series].map(([period, value]) => [period, change(value)]));
}
