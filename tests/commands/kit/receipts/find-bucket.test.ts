import { describe, expect, it, onTestFinished } from "vitest";
import { startAwsGateway } from "../../../../src/emulators/aws/aws-gateway.ts";
import type { HttpHandler } from "../../../../src/emulators/http-server.ts";
import { createLambdaApi, type DescribedFunction } from "../../../../src/emulators/aws/lambda-api.ts";
import { createParameterStore } from "../../../../src/emulators/aws/parameter-store.ts";
import { findBucket } from "../../../../src/commands/kit/receipts/find-bucket.ts";

const name = "trader-data-llm-dev-prompts";
const setting = "DATA_COLLECTION_BUCKET_NAME";

interface Services {
  readonly lambda: HttpHandler;
  readonly ssm?: HttpHandler;
}

const stored = createParameterStore((path) =>
  path === "/trader/dev/bucket"
    ? { value: "kept-in-ssm", type: "String" }
    : { value: "not/a/bucket", type: "SecureString" },
);
const nothingStored = createParameterStore(() => undefined);
const denying: HttpHandler = () => ({ status: 400, body: { __type: "AccessDeniedException", message: "no" } });

function functionWith(value: string, more: Partial<DescribedFunction> = {}): HttpHandler {
  const described = { name, environment: { [setting]: value }, queueArn: null, ...more };
  return createLambdaApi([described], { region: "us-east-2", accountId: "000000000000" });
}

async function find({ lambda, ssm = nothingStored }: Services): Promise<string> {
  const gateway = await startAwsGateway({ lambda, ssm });
  onTestFinished(() => gateway.stop());
  return await findBucket({ stage: "dev", region: "us-east-2", endpoint: new URL(gateway.url) });
}

describe("the bucket of a stage", () => {
  it("is the one that its function is told", async () => {
    expect(await find({ lambda: functionWith("told-bucket") })).toBe("told-bucket");
  });

  it("is looked up in SSM where the function does so", async () => {
    expect(await find({ lambda: functionWith("ssm:/trader/dev/bucket"), ssm: stored })).toBe("kept-in-ssm");
  });

  it.each<Services & { told: string }>([
    { lambda: functionWith(""), told: `${name} has no ${setting}` },
    { lambda: functionWith("ssm:"), told: `the ${setting} of ${name} refers to no parameter` },
    { lambda: functionWith("ssm:/x"), told: `the ${setting} of ${name} refers to /x, which is not there` },
    { lambda: functionWith("ssm:/secret"), ssm: stored, told: `the ${setting} of ${name} is not the name of a bucket` },
    {
      lambda: functionWith("ssm:/x"),
      ssm: denying,
      told: "denied access to /x (AccessDeniedException): it takes ssm:GetParameters on /x, and kms:Decrypt with its key",
    },
    {
      lambda: denying,
      told: `denied access to function ${name} (AccessDeniedException): it takes lambda:GetFunctionConfiguration on ${name}`,
    },
    {
      lambda: functionWith("", { configuration: { Environment: { Error: { ErrorCode: "KMSAccessDenied" } } } }),
      told: `the environment of ${name} can't be read (KMSAccessDenied: it takes kms:Decrypt with its key)`,
    },
    {
      lambda: createLambdaApi([], { region: "us-east-2", accountId: "000000000000" }),
      told: `has no function ${name} in us-east-2 for this account: is the stage deployed there (--stage, --region)?`,
    },
  ])("is not guessed where $told", async ({ told, ...services }) => {
    const failure: unknown = await find(services).catch((error: unknown) => error);
    const message = failure instanceof Error ? failure.message : "";
    expect(message).toMatch(/^The bucket is not known: [^\n]*[^.?][.?] Or name it: --bucket NAME$/);
    expect(message).toContain(told);
    expect(message).not.toContain("not/a/bucket");
  });
});
