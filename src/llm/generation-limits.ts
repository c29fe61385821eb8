/**
 * Most tokens that a model may write, its reasoning included. 100 words take about 200; the rest is room for models whose
 * reasoning can't be switched off, since an answer that hits the limit counts as none.
 */
export const defaultMaxOutputTokens = 1024;

/** Ollama's context in tokens, prompt and answer together: its own default depends on the machine's memory. */
export const defaultContextTokens = 4096;
