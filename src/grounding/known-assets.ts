/**
 * Names that people call well-traded assets by, lower case, and their symbols. A text about Bitcoin speaks of `BTC`, and a
 * text about Litecoin that speaks of Bitcoin speaks of something it was given no figure of.
 */
const names: Readonly<Record<string, readonly string[]>> = {
  BTC: ["bitcoin"],
  ETH: ["ethereum", "ether"],
  LTC: ["litecoin"],
  SOL: ["solana"],
  XRP: ["ripple"],
  DOGE: ["dogecoin"],
  SHIB: ["shiba inu", "shiba"],
  ADA: ["cardano"],
  LINK: ["chainlink"],
  AVAX: ["avalanche"],
  DOT: ["polkadot"],
  POL: ["polygon"],
  MATIC: ["polygon"],
  UNI: ["uniswap"],
  BCH: ["bitcoin cash"],
  ETC: ["ethereum classic"],
  XLM: ["stellar lumens"],
  ATOM: ["cosmos hub"],
  ALGO: ["algorand"],
  NEAR: ["near protocol"],
  AAVE: ["aave"],
  USDT: ["tether"],
  USDC: ["usd coin"],
  PEPE: ["pepecoin"],
  SUI: [],
  BNB: ["binance coin"],
  TRX: ["tron"],
  FIL: ["filecoin"],
  HBAR: ["hedera"],
  XMR: ["monero"],
  AERO: ["aerodrome"],
};

/** Symbols that a market text writes in capitals for other reasons, or that are the unit of a price. */
const ambiguousSymbols: ReadonlySet<string> = new Set([
  "LINK",
  "NEAR",
  "USDT",
  "USDC",
  "DOT",
  "UNI",
  "ETC",
  "POL",
  "SUI",
]);

/** Tells whether a symbol (capitals) is that of a known asset. */
export function isKnownAsset(symbol: string): boolean {
  return Object.hasOwn(names, symbol);
}

/** What a symbol's asset is called, lower case. Empty where nothing but its symbol is known. */
export function namesOf(symbol: string): readonly string[] {
  return names[symbol] ?? [];
}

/** Symbols (capitals) and names (lower case) of all known assets but one. */
export function otherAssets(symbol: string): {
  readonly symbols: readonly string[];
  readonly names: readonly string[];
} {
  const own = namesOf(symbol);
  const others = Object.entries(names).filter(([other]) => other !== symbol);
  return {
    symbols: others.map(([other]) => other).filter((other) => !ambiguousSymbols.has(other)),
    names: others
      .flatMap(([, otherNames]) => otherNames)
      // "ripple" and "avalanche" are words, "bitcoin cash" is not "bitcoin".
      .filter(
        (name) => !own.includes(name) && !["ripple", "avalanche", "polygon", "tether", "tron", "ether"].includes(name),
      ),
  };
}
