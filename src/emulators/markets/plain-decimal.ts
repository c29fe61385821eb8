const exponential = /^(-?)(\d)(?:\.(\d+))?e([+-]\d+)$/;

/** Writes a finite number as an exchange does, never in exponent notation: 1e-8 is `0.00000001`. */
export function toPlainDecimal(value: number): string {
  const text = String(value);
  const parts = exponential.exec(text);
  if (parts === null) return text;
  const [, sign = "", whole = "", fraction = "", exponent = "0"] = parts;
  const digits = whole + fraction;
  const digitsBeforePoint = 1 + Number(exponent);
  // JavaScript uses exponents only below 1e-6 and from 1e21 upward, so the point never falls between the digits.
  return digitsBeforePoint > 0
    ? `${sign}${digits.padEnd(digitsBeforePoint, "0")}`
    : `${sign}0.${"0".repeat(-digitsBeforePoint)}${digits}`;
}
