/** A number as sources spell it, else NaN: `Number("")` is 0, which would pass for a volume. */
export function toNumber(value: unknown): number {
  if (typeof value === "number") return value;
  return typeof value === "string" && value.trim() !== "" ? Number(value) : Number.NaN;
}
