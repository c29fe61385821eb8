/** A label and the y of its upper edge, in pixels from the top. */
export interface PlacedLabel {
  readonly label: string;
  readonly y: number;
}

/**
 * Moves labels apart that would cover each other, each as little as its order from top to bottom allows. What has no room
 * between `top` and `bottom` is left out, the last ones first.
 *
 * @param space `height` of one label, all in pixels.
 */
export function placeLabels(
  wanted: readonly PlacedLabel[],
  { height, top, bottom }: { readonly height: number; readonly top: number; readonly bottom: number },
): readonly PlacedLabel[] {
  const most = Math.floor((bottom - top) / height);
  const ordered = wanted.slice(0, most).toSorted((one, other) => one.y - other.y);
  const placed: { label: string; y: number }[] = [];
  for (const { label, y } of ordered) {
    const least = placed.length === 0 ? top : (placed.at(-1)?.y ?? top) + height;
    placed.push({ label, y: Math.max(y, least) });
  }
  let below = bottom;
  for (const label of placed.toReversed()) {
    label.y = Math.min(label.y, below - height);
    below = label.y;
  }
  return placed;
}
