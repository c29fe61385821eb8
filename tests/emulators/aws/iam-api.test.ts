import { GetRoleCommand, GetRolePolicyCommand, IAMClient, ListRolePoliciesCommand } from "@aws-sdk/client-iam";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startAwsGateway } from "../../../src/emulators/aws/aws-gateway.ts";
import type { RunningHttpServer } from "../../../src/emulators/http-server.ts";
import { createIamApi } from "../../../src/emulators/aws/iam-api.ts";

const document = {
  Version: "2012-10-17",
  Statement: [{ Sid: "it's <&> a test", Effect: "Allow", Action: "*", Resource: "*" }],
};

describe("IAM of the embedded stack", () => {
  let gateway: RunningHttpServer;
  let iam: IAMClient;
  beforeAll(async () => {
    gateway = await startAwsGateway({
      iam: createIamApi([{ name: "my-role", policies: { inline: document } }], "000000000000"),
    });
    iam = new IAMClient({
      region: "us-east-2",
      endpoint: gateway.url,
      credentials: { accessKeyId: "k", secretAccessKey: "s" },
    });
  });
  afterAll(async () => {
    iam.destroy();
    await gateway.stop();
  });

  it("describes a role and its inline policies, as AWS's client reads them", async () => {
    const { Role } = await iam.send(new GetRoleCommand({ RoleName: "my-role" }));
    expect(Role?.Arn).toBe("arn:aws:iam::000000000000:role/my-role");
    const { PolicyNames } = await iam.send(new ListRolePoliciesCommand({ RoleName: "my-role" }));
    expect(PolicyNames).toEqual(["inline"]);
    const { PolicyDocument = "" } = await iam.send(
      new GetRolePolicyCommand({ RoleName: "my-role", PolicyName: "inline" }),
    );
    expect(JSON.parse(decodeURIComponent(PolicyDocument))).toEqual(document);
  });

  it("knows no other role and no other policy", async () => {
    const noSuchEntity = { name: expect.stringMatching(/^NoSuchEntity/) };
    await expect(iam.send(new ListRolePoliciesCommand({ RoleName: "another" }))).rejects.toMatchObject(noSuchEntity);
    const another = new GetRolePolicyCommand({ RoleName: "my-role", PolicyName: "another" });
    await expect(iam.send(another)).rejects.toMatchObject(noSuchEntity);
  });
});
