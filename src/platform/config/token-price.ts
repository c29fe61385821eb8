/** What a model costs, US dollars a token. */
export interface TokenPrice {
  readonly input: number;
  readonly output: number;
}

/** Prices by the label of a model, `PROVIDER:MODEL`, and the texts that are none. */
export interface ReadPrices {
  readonly prices: ReadonlyMap<string, TokenPrice>;
  /** Texts that are no price. */
  readonly faulty: readonly string[];
  /** Labels that are priced more than once. */
  readonly repeated: readonly string[];
}

/** What a price looks like, for whoever gave something else. */
export const priceExample = "bedrock:amazon.nova-lite-v1:0=0.06/0.24";

const million = 1_000_000;
const priceForm = /^(.+)=(\d+(?:\.\d+)?)\/(\d+(?:\.\d+)?)$/;

/** Reads prices `PROVIDER:MODEL=IN/OUT`, US dollars for a million tokens read and written. */
export function readTokenPrices(texts: readonly string[]): ReadPrices {
  const prices = new Map<string, TokenPrice>();
  const faulty: string[] = [];
  const repeated: string[] = [];
  for (const text of texts) {
    const [, label = "", input = "", output = ""] = priceForm.exec(text) ?? [];
    if (label === "") faulty.push(text);
    else if (prices.has(label)) repeated.push(label);
    else prices.set(label, { input: Number(input) / million, output: Number(output) / million });
  }
  return { prices, faulty, repeated };
}
