/** What one unit was worth in US dollars, roughly. Only a believable place for a synthetic market to wander around. */
const basePricesUsd: ReadonlyMap<string, number> = new Map(
  Object.entries({
    BTC: 92_400,
    ETH: 3_150,
    SOL: 148,
    XRP: 2.31,
    DOGE: 0.1584,
    ADA: 0.4712,
    LTC: 96.4,
    BCH: 512,
    LINK: 14.2,
    AVAX: 16.3,
    DOT: 2.84,
    UNI: 7.12,
    AAVE: 178,
    SHIB: 0.00000894,
    PEPE: 0.00000512,
    BONK: 0.00001013,
    WIF: 0.4127,
    FLOKI: 0.00004826,
    TRX: 0.2761,
    XLM: 0.2534,
    HBAR: 0.1472,
    SUI: 1.63,
    APT: 2.94,
    ARB: 0.2213,
    OP: 0.3142,
    NEAR: 2.07,
    ATOM: 2.61,
    ALGO: 0.1483,
    FIL: 1.72,
    ICP: 4.38,
    ETC: 14.1,
    MATIC: 0.1437,
    POL: 0.1436,
    MKR: 1_480,
    COMP: 33.2,
    SNX: 0.5217,
    CRV: 0.4126,
    SUSHI: 0.3348,
    YFI: 4_120,
    "1INCH": 0.1926,
    GRT: 0.0574,
    BAT: 0.2145,
    ZRX: 0.1683,
    ENS: 11.6,
    LDO: 0.7123,
    RNDR: 2.21,
    RENDER: 2.2,
    FET: 0.2614,
    TAO: 312,
    INJ: 5.84,
    TIA: 0.6482,
    SEI: 0.1427,
    STX: 0.3516,
    IMX: 0.3142,
    APE: 0.2471,
    SAND: 0.1613,
    MANA: 0.1824,
    AXS: 1.12,
    GALA: 0.0078,
    CHZ: 0.0312,
    FLOW: 0.2217,
    EOS: 0.2943,
    XTZ: 0.5316,
    ZEC: 524,
    DASH: 62.3,
    XMR: 368,
    QNT: 81.4,
    VET: 0.0142,
    EGLD: 8.42,
    THETA: 0.3917,
    KAVA: 0.1284,
    ROSE: 0.0163,
    MINA: 0.0872,
    ANKR: 0.0071,
    SKL: 0.0143,
    STORJ: 0.1562,
    LRC: 0.0584,
    AMP: 0.0024,
    SPELL: 0.000312,
    JASMY: 0.0079,
    ONDO: 0.5231,
    PYTH: 0.0792,
    JUP: 0.2418,
    JTO: 0.5172,
    WLD: 0.6214,
    ENA: 0.2817,
    PENDLE: 2.63,
    AERO: 0.7215,
    MORPHO: 1.54,
    HYPE: 34.2,
    BNB: 862,
    TON: 1.62,
    USDT: 0.9998,
    USDC: 0.9999,
    DAI: 0.9997,
  }),
);

const quotePricesUsd: ReadonlyMap<string, number> = new Map(
  Object.entries({
    USD: 1,
    USDC: 0.9999,
    USDT: 0.9998,
    EUR: 1.152,
    GBP: 1.308,
    BTC: 92_400,
    ETH: 3_150,
  }),
);

const steadyCurrencies: ReadonlySet<string> = new Set(["USD", "USDC", "USDT", "DAI", "EUR", "GBP"]);

/** What is known of a product without asking anyone. */
export interface WellKnownProduct {
  readonly base: string;
  readonly quote: string;
  /** Price of one unit of the base in the quote currency. */
  readonly price: number;
  /** Worth of one unit of the base in US dollars. */
  readonly basePriceUsd: number;
  /** Both sides follow a state's currency, so that the price hardly moves. */
  readonly steady: boolean;
}

/** Looks a product up by its id; undefined where its base or its quote is not on the lists. */
export function findWellKnownProduct(productId: string): WellKnownProduct | undefined {
  const [base = "", quote = "", ...rest] = productId.split("-");
  if (rest.length > 0 || base === quote) return undefined;
  const basePriceUsd = basePricesUsd.get(base);
  const quotePriceUsd = quotePricesUsd.get(quote);
  if (basePriceUsd === undefined || quotePriceUsd === undefined) return undefined;
  const steady = steadyCurrencies.has(base) && steadyCurrencies.has(quote);
  return { base, quote, price: basePriceUsd / quotePriceUsd, basePriceUsd, steady };
}

/** Whether `id` is a pair of well-known currencies, such as `BTC-USD`. */
export function isWellKnownProduct(id: string): boolean {
  return findWellKnownProduct(id) !== undefined;
}
