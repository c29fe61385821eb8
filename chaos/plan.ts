import { createDice, type Dice, pick, pickWeighted } from "./dice.ts";

/** The prompts whose figures the oracle computes by itself. */
const judgedPrompts = ["trend_analysis"];

/** A request that has to come to exactly one end, however often it is sent. */
export interface PlannedRequest {
  readonly correlationId: string;
  readonly productId: string;
  readonly prompt: string;
  readonly channel: string;
  /** The watch that it comes from: what its message says of it. Absent where none does. */
  readonly watch?: PlannedWatch;
  /** Whether the exchange lists its product: else the end is a refusal. */
  readonly isKnown: boolean;
}

/** A watch, in the fields of its messages. */
export interface PlannedWatch {
  readonly watch: string;
  readonly post: "always" | "material";
  readonly material?: { readonly percent: number };
  readonly quiet_hours?: string;
}

/** One message as it is sent. `request` is null where it is none: such a message belongs in the dead-letter queue. */
export interface PlannedMessage {
  readonly body: string;
  readonly request: PlannedRequest | null;
}

/** What is sent. */
export interface PlanOptions {
  readonly seed: number;
  readonly messageCount: number;
  readonly productCount: number;
  /** Requests about known products alone, each sent once. */
  readonly isCalm: boolean;
}

/** What a message is, by its share of all; the rest are new requests about known products. */
const shares = { duplicate: 0.05, sibling: 0.03, unknown: 0.04, invalid: 0.03, poison: 0.03 };

/** The share of new requests that come from watches. */
const watchedShare = 0.12;

/** Few, so that each asks often: about one product in one channel, as its schedule would. One sleeps all day but for a minute. */
const watches: readonly PlannedWatch[] = [
  ...Array.from(
    { length: 6 },
    (_, at) => ({ watch: `moves-${at}`, post: "material", material: { percent: 5 } }) as const,
  ),
  { watch: "always", post: "always" },
  { watch: "asleep", post: "always", quiet_hours: "00:00-23:59" },
];

/** The first one is the function's default: its requests name none. */
export const channels = ["general", "alerts", "majors", "desk-2", "night_watch"] as const;

const bases = (
  "BTC ETH SOL XRP DOGE ADA LTC BCH LINK AVAX DOT UNI AAVE SHIB TRX XLM HBAR SUI APT ARB " +
  "OP NEAR ATOM ALGO FIL ICP ETC POL COMP CRV GRT BAT ENS LDO FET TAO INJ TIA SEI ZEC"
).split(" ");

/** The products of a run, at most 120. */
export function productsOf(count: number): readonly string[] {
  return ["USD", "EUR", "USDC"].flatMap((quote) => bases.map((base) => `${base}-${quote}`)).slice(0, count);
}

/** Draws the messages of a run: requests, with duplicates, poison, invalid and unknown ones among them. */
export function planMessages({ seed, messageCount, productCount, isCalm }: PlanOptions): readonly PlannedMessage[] {
  const dice = createDice(seed, "plan");
  const watchDice = createDice(seed, "watches");
  const products = productsOf(productCount);
  const requests: PlannedRequest[] = [];

  function planRequest(index: number): PlannedMessage {
    const kind = isCalm ? undefined : pickWeighted(dice, shares);
    if (kind === "poison") return { body: pick(dice, poison).replace("#", String(index)), request: null };
    if (kind === "invalid") return { body: JSON.stringify(makeInvalid(dice, index)), request: null };
    const earlier = requests.length === 0 ? undefined : pick(dice, requests);
    if (kind === "duplicate" && earlier !== undefined) return asMessage(earlier);
    const request: PlannedRequest = {
      correlationId: `chaos-${seed}-${index}`,
      productId: isCalm ? (products[index % products.length] ?? "") : pick(dice, products),
      prompt: pick(dice, judgedPrompts),
      channel: pick(dice, channels),
      isKnown: true,
      ...(kind === "unknown" ? { productId: `NONE${Math.floor(dice() * 5)}-USD`, isKnown: false } : {}),
      // The same correlation id is another request in another channel.
      ...(kind === "sibling" && earlier !== undefined
        ? {
            ...earlier,
            channel: pick(
              dice,
              channels.filter((channel) => channel !== earlier.channel),
            ),
          }
        : {}),
    };
    const isOwn = kind === undefined && !isCalm && watchDice() < watchedShare;
    const planned = isOwn ? ofWatch(request, watchDice, products) : request;
    requests.push(planned);
    return asMessage(planned);
  }

  return Array.from({ length: messageCount }, (_, index) => planRequest(index));
}

/** The same request from a watch, which always asks about its own product for its own channel. */
function ofWatch(request: PlannedRequest, dice: Dice, products: readonly string[]): PlannedRequest {
  const watch = pick(dice, watches);
  const at = watches.indexOf(watch);
  return {
    ...request,
    watch,
    productId: products[at % products.length] ?? request.productId,
    channel: channels[at % channels.length] ?? channels[0],
  };
}

/** Tells requests apart as the service's promise does. */
export function requestKey({ correlationId, productId, prompt, channel }: PlannedRequest): string {
  return [correlationId, productId, prompt, channel].join(" ");
}

function asMessage(request: PlannedRequest): PlannedMessage {
  const { correlationId, productId, prompt, channel, watch } = request;
  const payload = { correlation_id: correlationId, product_id: productId, prompt, ...watch };
  return { request, body: JSON.stringify(channel === channels[0] ? payload : { ...payload, channel }) };
}

const poison = ["not JSON #", " ", "{", "not JSON, caf\u00e9 #", `{"correlation_id": "cut-off-#`] as const;

function makeInvalid(dice: Dice, index: number): unknown {
  const sound = { correlation_id: `invalid-${index}`, product_id: "BTC-USD", prompt: "trend_analysis" };
  return pick(dice, [
    { ...sound, product_id: "btc-usd" },
    { ...sound, prompt: "tell_my_fortune" },
    { ...sound, correlation_id: "with a blank" },
    { ...sound, channel: "#general" },
    { product_id: "BTC-USD" },
    [sound],
    null,
    42,
  ]);
}
