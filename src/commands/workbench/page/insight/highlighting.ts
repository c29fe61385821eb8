/** Which figures are marked, and what marks them. */
export interface Highlighting {
  readonly highlighted: readonly string[];
  /** While something is pointed at, or has the focus. */
  readonly highlight: (figures: readonly string[]) => void;
  /** Until something else is kept. */
  readonly pin: (figures: readonly string[]) => void;
}

/** The handlers of a button that marks figures. */
export function highlightOn(figures: readonly string[], { highlighted, highlight, pin }: Highlighting) {
  return {
    onMouseEnter: () => highlight(figures),
    onMouseLeave: () => highlight([]),
    onFocus: () => highlight(figures),
    onBlur: () => highlight([]),
    onClick: () => pin(figures),
    "aria-pressed": figures.length > 0 && figures.every((figure) => highlighted.includes(figure)),
  };
}
