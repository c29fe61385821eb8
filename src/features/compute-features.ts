import { type CatalogueFigure, figureOf, type FigureName } from "./catalogue.ts";
import { usualDecimals } from "./decimals.ts";
import { type DefaultFigureName, defaultFigures } from "./default-figures.ts";
import type { Features, FeaturesOf } from "./feature-set.ts";
import type { FeatureCandle, FeatureContext } from "./features.ts";
import { fillFigures, type MutableFeatures } from "./fill-figures.ts";
import { Series } from "./series.ts";

/**
 * Computes figures of a window of closed candles. Pure: the same candles and context always give the same figures.
 *
 * Candles from before the window prove that it is covered, and go into no figure of the window. A figure over 24 hours or
 * 7 days is null where they are not covered: where the first candle starts later than 5 % of them after their beginning,
 * and no earlier candle is known.
 *
 * @param candles oldest first, without doubles, every field a finite number. Gaps are fine: periods count candles.
 * @param context what is said about the window; `figures` names what is computed, by default what `trend_analysis` names.
 * @returns each of these figures, null where the candles are too few for its definition, never NaN; and their counts.
 * @throws RangeError where `figures` names one that is not in the catalogue.
 */
export function computeFeatures<const Name extends FigureName = DefaultFigureName>(
  candles: readonly FeatureCandle[],
  context: FeatureContext & { readonly figures?: readonly Name[] },
): FeaturesOf<Name>;
export function computeFeatures(
  candles: readonly FeatureCandle[],
  context: FeatureContext & { readonly figures?: readonly FigureName[] },
): Features {
  const { figures, empty } = planOf(context.figures ?? defaultFigures);
  const series = new Series(candles, context);
  const features = { ...empty };
  fillFigures(features, figures, series);
  features.candle_count = series.window.length;
  features.expected_count = context.expectedCount;
  features.as_of = series.asOf;
  features.interval = context.granularity;
  features.decimals = context.decimals ?? usualDecimals;
  return features;
}

/** The declarations of some figures, and an object that has all its fields: filling one is faster than building one. */
interface Plan {
  readonly figures: readonly CatalogueFigure[];
  readonly empty: Readonly<MutableFeatures>;
}

const plans = new WeakMap<readonly FigureName[], Plan>();

function planOf(names: readonly FigureName[]): Plan {
  const known = plans.get(names);
  if (known !== undefined) return known;
  const empty: MutableFeatures = {
    ...Object.fromEntries(names.map((name) => [name, null])),
    candle_count: 0,
    expected_count: 0,
    as_of: 0,
    interval: "",
    decimals: usualDecimals,
  };
  const plan: Plan = { figures: names.map(figureOf), empty };
  plans.set(names, plan);
  return plan;
}
