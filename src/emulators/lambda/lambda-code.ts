/** A function's code, as Lambda takes it. */
export interface LambdaCode {
  /** Folder of the unzipped package. */
  readonly taskRoot: string;
  /** Module and export within it: `src/consumer/prompts.handler`. */
  readonly handler: string;
}
