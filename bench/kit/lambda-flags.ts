/** As in serverless.yml. */
export const memoryMegabytes = 512;

/** What the deployed function finds in its environment beside the service's own settings. */
export const lambdaVariables = {
  AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(memoryMegabytes),
  // As in infrastructure/deployment.cjs.
  MALLOC_ARENA_MAX: "1",
} as const;

/**
 * The flags that Lambda's runtime for Node starts it with, by the function's memory: a tenth is for new objects, the rest
 * for old ones. They are on the command line, where they win over the same flags in `NODE_OPTIONS`.
 *
 * @see https://github.com/aws/aws-lambda-base-images `/var/runtime/bootstrap` of the images of `nodejs`
 */
export function lambdaFlags(megabytes: number = memoryMegabytes): readonly string[] {
  const newSpace = Math.floor(megabytes / 10);
  return [
    "--expose-gc",
    "--max-http-header-size=81920",
    `--max-semi-space-size=${Math.floor(newSpace / 2)}`,
    `--max-old-space-size=${megabytes - newSpace}`,
  ];
}
