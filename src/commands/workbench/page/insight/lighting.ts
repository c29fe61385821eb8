/** Which figures are marked, and what marks them. */
export interface Lighting {
  readonly lit: readonly string[];
  /** While something is pointed at, or has the focus. */
  readonly light: (figures: readonly string[]) => void;
  /** Until something else is kept. */
  readonly pin: (figures: readonly string[]) => void;
}

/** The handlers of a button that marks figures. */
export function lightsUp(figures: readonly string[], { lit, light, pin }: Lighting) {
  return {
    onMouseEnter: () => light(figures),
    onMouseLeave: () => light([]),
    onFocus: () => light(figures),
    onBlur: () => light([]),
    onClick: () => pin(figures),
    "aria-pressed": figures.length > 0 && figures.every((figure) => lit.includes(figure)),
  };
}
