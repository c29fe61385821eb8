import { describe, expect, it } from "vitest";
import { bedrockResources } from "../../infrastructure/bedrock-resources.cjs";

/** What is called, then what is behind it. */
function resourcesOf(modelId: string, { region = "", foundationModelId = "" } = {}): unknown[] {
  const { called, behind } = bedrockResources({ modelId, region, foundationModelId });
  return [called, ...behind].map((resource) => Reflect.get(resource, "Fn::Sub"));
}

describe("the resources of a call to Bedrock", () => {
  it("are the model alone where a plain model is called", () => {
    expect(resourcesOf("amazon.nova-lite-v1:0")).toEqual([
      "arn:${AWS::Partition}:bedrock:${AWS::Region}::foundation-model/amazon.nova-lite-v1:0",
    ]);
  });

  it("are the profile and its model in every region of its geography where a profile is called", () => {
    expect(resourcesOf("us.amazon.nova-lite-v1:0")).toEqual([
      "arn:${AWS::Partition}:bedrock:${AWS::Region}:${AWS::AccountId}:inference-profile/us.amazon.nova-lite-v1:0",
      "arn:${AWS::Partition}:bedrock:*::foundation-model/amazon.nova-lite-v1:0",
    ]);
  });

  it("have the model without a region, too, where a global profile is called", () => {
    expect(resourcesOf("global.anthropic.claude-sonnet-4-6")).toEqual([
      "arn:${AWS::Partition}:bedrock:${AWS::Region}:${AWS::AccountId}:inference-profile/global.anthropic.claude-sonnet-4-6",
      "arn:${AWS::Partition}:bedrock:*::foundation-model/anthropic.claude-sonnet-4-6",
      "arn:${AWS::Partition}:bedrock:::foundation-model/anthropic.claude-sonnet-4-6",
    ]);
  });

  it("lie in Bedrock's own region where there is one", () => {
    expect(resourcesOf("amazon.nova-lite-v1:0", { region: "us-west-2" })).toEqual([
      "arn:${AWS::Partition}:bedrock:us-west-2::foundation-model/amazon.nova-lite-v1:0",
    ]);
    expect(resourcesOf("eu.amazon.nova-lite-v1:0", { region: "eu-west-1" })[0]).toBe(
      "arn:${AWS::Partition}:bedrock:eu-west-1:${AWS::AccountId}:inference-profile/eu.amazon.nova-lite-v1:0",
    );
  });

  it("follow an ARN, of whatever it is", () => {
    const profile = "arn:aws:bedrock:us-east-2:123456789012:inference-profile/us.amazon.nova-lite-v1:0";
    expect(resourcesOf(profile)).toEqual([
      profile,
      "arn:${AWS::Partition}:bedrock:*::foundation-model/amazon.nova-lite-v1:0",
    ]);
    const model = "arn:aws:bedrock:us-east-2::foundation-model/amazon.nova-lite-v1:0";
    expect(resourcesOf(model)).toEqual([model]);
    const provisioned = "arn:aws:bedrock:us-east-2:123456789012:provisioned-model/abcdef123456";
    expect(resourcesOf(provisioned)).toEqual([provisioned]);
  });

  it("need the model's name where an application's profile does not tell it", () => {
    const profile = "arn:aws:bedrock:us-east-2:123456789012:application-inference-profile/a1b2c3";
    expect(() => resourcesOf(profile)).toThrow(
      /^BEDROCK_FOUNDATION_MODEL_ID is not set, but BEDROCK_MODEL_ID "arn:aws/,
    );
    expect(resourcesOf(profile, { foundationModelId: "amazon.nova-lite-v1:0" })).toEqual([
      profile,
      "arn:${AWS::Partition}:bedrock:*::foundation-model/amazon.nova-lite-v1:0",
    ]);
  });

  it.each(["sa", "in", "us-gov", "apac"])("take %s for a geography, as any two letters", (geography) => {
    expect(resourcesOf(`${geography}.amazon.nova-lite-v1:0`)).toEqual([
      `arn:\${AWS::Partition}:bedrock:\${AWS::Region}:\${AWS::AccountId}:inference-profile/${geography}.amazon.nova-lite-v1:0`,
      "arn:${AWS::Partition}:bedrock:*::foundation-model/amazon.nova-lite-v1:0",
    ]);
  });

  it("take an unknown geography for a profile where the model behind it is named", () => {
    expect(resourcesOf("mars.amazon.nova-lite-v1:0", { foundationModelId: "amazon.nova-lite-v1:0" })).toEqual([
      "arn:${AWS::Partition}:bedrock:${AWS::Region}:${AWS::AccountId}:inference-profile/mars.amazon.nova-lite-v1:0",
      "arn:${AWS::Partition}:bedrock:*::foundation-model/amazon.nova-lite-v1:0",
    ]);
  });
});
