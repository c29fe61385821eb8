import { describe, expect, it } from "vitest";
import type { HttpHandler } from "../../../../src/emulators/http-server.ts";
import { deployedRoles } from "../../../support/aws/deployed-roles.ts";
import { runDoctor } from "../../../support/commands/doctor-setup.ts";

const key = "arn:aws:kms:us-east-2:000000000000:key/1234abcd";
const other = "arn:aws:kms:us-east-2:000000000000:key/5678efab";

/** A bucket that is encrypted so, and can be listed. */
const bucketWith =
  (algorithm: string, keyId: string): HttpHandler =>
  ({ query }) => {
    const rule = `<ApplyServerSideEncryptionByDefault><SSEAlgorithm>${algorithm}</SSEAlgorithm>${keyId === "" ? "" : `<KMSMasterKeyID>${keyId}</KMSMasterKeyID>`}</ApplyServerSideEncryptionByDefault>`;
    const body = query.has("encryption")
      ? `<ServerSideEncryptionConfiguration><Rule>${rule}</Rule></ServerSideEncryptionConfiguration>`
      : "<ListBucketResult><KeyCount>0</KeyCount></ListBucketResult>";
    return { status: 200, headers: { "content-type": "application/xml" }, body };
  };

const table =
  (KMSMasterKeyArn: string): HttpHandler =>
  () => ({
    status: 200,
    headers: { "content-type": "application/x-amz-json-1.0" },
    body: {
      Table: {
        TableStatus: "ACTIVE",
        KeySchema: [{ AttributeName: "cache_key", KeyType: "HASH" }],
        AttributeDefinitions: [{ AttributeName: "cache_key", AttributeType: "S" }],
        SSEDescription: { Status: "ENABLED", SSEType: "KMS", KMSMasterKeyArn },
      },
    },
  });

describe("the keys of what a function uses", () => {
  it("are told where the role has no right to a bucket's, with the setting that gives it", async () => {
    const { of, mendsOf } = await runDoctor({
      isEmbedded: false,
      roles: await deployedRoles(),
      routes: () => ({ s3: bucketWith("aws:kms", key) }),
    });
    expect(of("keys")).toEqual([
      `FAIL bucket trader-data is encrypted with ${key}, on which the role does not allow kms:Decrypt, kms:GenerateDataKey`,
    ]);
    expect(mendsOf("keys")[0]).toContain("add it to DATA_KEY_ARN in slsenvs.yml, then npx sls deploy --stage local");
  });

  it("are well where DATA_KEY_ARN names them, several of them too", async () => {
    const { of } = await runDoctor({
      roles: await deployedRoles({ DATA_KEY_ARN: `${other}, ${key}` }),
      routes: () => ({ s3: bucketWith("aws:kms", key), dynamodb: table(other) }),
    });
    expect(of("keys")).toEqual([expect.stringMatching(/^ok the role may use the keys of bucket trader-data, table/)]);
  });

  it.each([
    ["AES256", ""],
    ["aws:kms", ""],
    ["aws:kms", "arn:aws:kms:us-east-2:000000000000:alias/aws/s3"],
  ])("are no matter of the role where they are AWS's own: %s %s", async (algorithm, keyId) => {
    const { of } = await runDoctor({
      roles: await deployedRoles(),
      routes: () => ({ s3: bucketWith(algorithm, keyId) }),
    });
    expect(of("keys")).toEqual([expect.stringMatching(/^ok /)]);
  });

  it("of a table are left open where they may be AWS's own", async () => {
    const { of } = await runDoctor({ roles: await deployedRoles(), routes: () => ({ dynamodb: table(key) }) });
    expect(of("keys")[0]).toMatch(
      /^skip table trader-cache is encrypted with .*aws kms describe-key --region us-east-2/,
    );
  });

  it("of secret parameters are held against PARAMETER_KEY_ARN", async () => {
    const options = {
      env: { ASSISTANT_API_KEY: "ssm:assistant-key" },
      parameters: { "assistant-key": { value: "a-secret-value", type: "SecureString", keyId: key } },
    } as const;
    const without = await runDoctor({ ...options, roles: await deployedRoles() });
    expect(without.of("keys")).toEqual([
      `FAIL parameter assistant-key is encrypted with ${key}, on which the role does not allow kms:Decrypt`,
    ]);
    const granted = await runDoctor({ ...options, roles: await deployedRoles({ PARAMETER_KEY_ARN: key }) });
    expect(granted.of("keys")).toEqual([expect.stringMatching(/^ok .*parameter assistant-key/)]);
  });
});
