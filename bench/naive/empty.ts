/** The floor: a function of nothing. */
export async function handler(): Promise<void> {}
