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

/** What a symbol's asset is called, lower case. Empty where nothing but its symbol is known. */
export function namesOf(symbol: string): readonly string[] {
  return names[symbol] ?? [];
}
