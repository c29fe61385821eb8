import { receiptRoot } from "../../kit/receipts/read-receipts.ts";

/** What the key of a receipt tells of it. */
export interface KeyParts {
  readonly productId: string;
  /** UTC, `YYYY-MM-DD`. */
  readonly day: string;
  readonly correlationId: string;
  /** Null in keys of earlier versions. */
  readonly prompt: string | null;
  readonly channel: string | null;
}

const pattern = /^([^/]+)\/(\d{4}-\d{2}-\d{2})\/(.+?)(?:\.([a-z0-9_]+)\.([^./!]+)(?:![0-9a-f]+)?)?\.json$/;

/** Reads the key of a receipt; null where it is none. */
export function readReceiptKey(key: string): KeyParts | null {
  if (!key.startsWith(receiptRoot)) return null;
  const [, productId, day, correlationId, prompt, channel] = pattern.exec(key.slice(receiptRoot.length)) ?? [];
  if (productId === undefined || day === undefined || correlationId === undefined) return null;
  return { productId, day, correlationId, prompt: prompt ?? null, channel: channel ?? null };
}
