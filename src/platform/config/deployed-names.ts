/** What the template calls the parts of a stage. */
export interface DeployedNames {
  readonly promptsFunction: string;
  readonly apiFunction: string;
  readonly queue: string;
  readonly deadLetterQueue: string;
  readonly stateTable: string;
}

/** The region that the template deploys to unless it is told another. */
export const defaultRegion = "us-east-2";

/** The names of what a stage is made of, as serverless.yml gives them. The embedded stack is stage `local`. */
export function deployedNames(stage: string): DeployedNames {
  const prefix = `trader-data-llm-${stage}`;
  return {
    promptsFunction: `${prefix}-prompts`,
    apiFunction: `${prefix}-api`,
    queue: `${prefix}-prompts`,
    deadLetterQueue: `${prefix}-prompts-dlq`,
    stateTable: `${prefix}-state`,
  };
}
