import type { Fault, FaultHook, HttpRequest } from "../src/emulators/http-server.ts";
import { createDice, type Dice, pick, pickWeighted } from "./dice.ts";

/** The servers that fail. */
const victims = ["exchange", "tokenServer", "model", "inbox", "dynamodb", "aws"] as const;
type Victim = (typeof victims)[number];

/** How a request goes wrong. */
type Wrong = "refuse" | "hang" | "throttle" | "fail" | "answer_then_drop";

/** Shares of all requests. What hangs costs a batch its whole time, so that is rare. */
const rates: Readonly<Record<Victim, Readonly<Partial<Record<Wrong, number>>>>> = {
  exchange: { refuse: 0.03, hang: 0.01, throttle: 0.05, fail: 0.05, answer_then_drop: 0.03 },
  tokenServer: { refuse: 0.1, hang: 0.03, throttle: 0.1, fail: 0.1, answer_then_drop: 0.1 },
  model: { refuse: 0.05, hang: 0.03, throttle: 0.08, fail: 0.05, answer_then_drop: 0.03 },
  inbox: { refuse: 0.03, hang: 0.002, throttle: 0.04, fail: 0.03, answer_then_drop: 0.02 },
  dynamodb: { throttle: 0.03, fail: 0.01, answer_then_drop: 0.005 },
  aws: { refuse: 0.02, throttle: 0.02, fail: 0.02 },
};

/** In every slot of time one server is gone for a while. */
const stormSlotMs = 6_000;
const maxStormMs = 3_000;

/** The faults of all servers of a run. */
export type ChaosFaults = Readonly<Record<Victim, FaultHook>>;

/** What the faults are drawn with. */
export interface ChaosFaultsOptions {
  readonly seed: number;
  /** Milliseconds since the run began. */
  readonly elapsedMs: () => number;
  /** Hears of each fault before it befalls. */
  readonly onFault: (victim: string, fault: Fault, request: HttpRequest) => void;
}

/** Makes the faults: some at random all the time, and now and then a server that is gone altogether. */
export function createChaosFaults({ seed, elapsedMs, onFault }: ChaosFaultsOptions): ChaosFaults {
  function createHook(victim: Victim): FaultHook {
    const dice = createDice(seed, victim);
    return (request) => {
      if (!isFair(victim, request)) return undefined;
      const isGone = victim === stormAt(seed, elapsedMs());
      const wrong = isGone ? pick(dice, ["refuse", "fail"] as const) : drawWrong(dice, victim);
      if (wrong === undefined) return undefined;
      const fault = toFault(victim, wrong);
      onFault(victim, fault, request);
      return fault;
    };
  }
  return {
    exchange: createHook("exchange"),
    tokenServer: createHook("tokenServer"),
    model: createHook("model"),
    inbox: createHook("inbox"),
    dynamodb: createHook("dynamodb"),
    aws: createHook("aws"),
  };
}

/** The key set belongs to the Assistant's side; the tables must come to be; of the queue only its delays are at stake. */
function isFair(victim: Victim, { path, headers }: HttpRequest): boolean {
  if (victim === "tokenServer") return path === "/oauth/token";
  if (victim === "dynamodb") return /\.(Get|Put|Update)Item$/.test(headers["x-amz-target"] ?? "");
  return true;
}

function drawWrong(dice: Dice, victim: Victim): Wrong | undefined {
  return pickWeighted(dice, rates[victim]);
}

/** The server that is gone at a time, if one is. */
export function stormAt(seed: number, atMs: number): Victim | undefined {
  const dice = createDice(seed, `storm ${Math.floor(atMs / stormSlotMs)}`);
  const victim = pick(dice, victims);
  const beginsAtMs = dice() * (stormSlotMs - maxStormMs);
  const sinceMs = (atMs % stormSlotMs) - beginsAtMs;
  return sinceMs >= 0 && sinceMs < maxStormMs * dice() ? victim : undefined;
}

function toFault(victim: Victim, wrong: Wrong): Fault {
  if (wrong === "refuse") return { kind: "drop" };
  if (wrong === "hang") return { kind: "hang" };
  if (wrong === "answer_then_drop") return { kind: "answer_then_drop" };
  if (wrong === "fail") return { kind: "status", status: 500, body: { error: "internal" } };
  if (victim === "dynamodb") {
    const type = "com.amazonaws.dynamodb.v20120810#ProvisionedThroughputExceededException";
    const headers = { "content-type": "application/x-amz-json-1.0" };
    return { kind: "status", status: 400, headers, body: { __type: type, message: "Throughput exceeded" } };
  }
  if (victim === "aws") return { kind: "status", status: 503, body: "<Error><Code>SlowDown</Code></Error>" };
  return { kind: "status", status: 429, headers: { "retry-after": "1" }, body: { error: "too many requests" } };
}
