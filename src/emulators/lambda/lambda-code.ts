/** A function's code, as Lambda is told of it. */
export interface LambdaCode {
  /** Folder of the unzipped package. */
  readonly taskRoot: string;
  /** Module and export within it: `src/consumer/prompts.handler`. */
  readonly handler: string;
}
