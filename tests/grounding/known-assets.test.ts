import { describe, expect, it } from "vitest";
import { namesProduct } from "../../src/grounding/product-name.ts";

/** What the assets of Coinbase's products are called by people. */
const assets =
  "BTC bitcoin|ETH ethereum|ETH ether|LTC litecoin|SOL solana|XRP ripple|DOGE dogecoin|SHIB shiba inu|SHIB shiba|ADA cardano|LINK chainlink|AVAX avalanche|DOT polkadot|POL polygon|MATIC polygon|UNI uniswap|BCH bitcoin cash|ETC ethereum classic|XLM stellar lumens|ATOM cosmos hub|ALGO algorand|NEAR near protocol|AAVE aave|USDT tether|USDC usd coin|PEPE pepecoin|BNB binance coin|TRX tron|FIL filecoin|HBAR hedera|XMR monero|AERO aerodrome".split(
    "|",
  );

describe("the name of an asset", () => {
  it.each(assets)("stands for its product: %s", (asset) => {
    const [symbol = "", ...words] = asset.split(" ");
    expect(namesProduct(`The price of ${words.join(" ")} rose.`, `${symbol}-USD`)).toBe(true);
  });
});
