import type { Quantity, Statement } from "../../statement.ts";
import { figures, nameOf, type Predicate, product } from "../subjects.ts";

/** `are all at 2.32`: of three figures or more. */
export const ofSeveral = (said: Predicate): Predicate => ({
  last: said.last,
  of: (told, isDenied) =>
    isDenied || told.subject.is !== "figures" || told.subject.refs.length < 3 ? null : said.of(told, false),
});

/** `are both above the close`: of the two figures that the subject is, of each by itself where it is nothing that two are. */
export const ofBoth = (said: Predicate): Predicate => ({
  last: said.last,
  of: (told, isDenied) => {
    const { subject } = told;
    if (isDenied || subject.is !== "figures" || subject.refs.length !== 2) return null;
    const whole = said.of(told, false);
    if (whole !== null) return whole;
    const each = subject.refs.map((ref) => said.of({ ...told, subject: figures([ref]) }, false));
    const claims = each.filter((found) => found !== null);
    return claims.length < 2 ? null : claims.flat();
  },
});

/** The same, denied. */
export const denied = (predicate: Predicate): Predicate => ({
  last: predicate.last,
  of: (said, isDenied) => (isDenied ? null : predicate.of(said, true)),
});

/** What leans to a side is on it by a little, at least. */
export const leaning = (said: Predicate): Predicate => ({
  last: said.last,
  of: (told, isDenied) =>
    said
      .of(told, isDenied)
      ?.map((claim): Statement =>
        claim.is === "mood" && claim.size === "none" ? { ...claim, size: "small" } : claim,
      ) ?? null,
});

/** Only a price closes. Where it says no span, it is that of the last candle. */
export function closing(predicate: Predicate): Predicate {
  return {
    last: predicate.last,
    of: (said, isDenied) => {
      const { subject } = said;
      if (subject.is !== "product" && subject.is !== "candle" && nameOf(subject) !== "last_close") return null;
      const claims = predicate.of({ ...said, subject: subject.is === "candle" ? subject : product }, isDenied);
      return (
        claims?.map((claim): Statement =>
          claim.is === "moved" && claim.scope === "any" && claim.quantities.length === 0
            ? { ...claim, scope: "candle" }
            : claim,
        ) ?? null
      );
    },
  };
}

/** `closed at 60.89, below the EMA`: the price, and where it is. */
export function closingAt(value: Quantity, predicate: Predicate): Predicate {
  const where = closing(predicate);
  return {
    last: where.last,
    of: (said, isDenied) => {
      const claims = isDenied || value.unit === "percent" ? null : where.of(said, false);
      return claims === null ? null : [{ is: "value", figures: ["last_close"], quantity: value, way: null }, ...claims];
    },
  };
}
