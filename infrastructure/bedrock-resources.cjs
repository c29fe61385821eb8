"use strict";

const { settings } = require("../src/platform/config/settings/settings-table.cjs");

/** Where a cross-region inference profile may be: the first part of its id. No maker of models has a name of two letters. */
const geographies = /^(?:global|apac|us-gov|[a-z]{2})$/;

/**
 * The resources that a call of the model touches, each as narrow as AWS lets it be: `called` is what the call names, the
 * model itself or an inference profile, and `behind` the profile's model in whatever region it may answer from (of a
 * `global.` one also without a region).
 *
 * @param {{ modelId: string, region: string, foundationModelId: string }} model the id or ARN that is called; the region
 *   of Bedrock, "" being the function's own; the model behind a profile whose id does not tell, else ""
 * @returns {{ called: object, behind: object[] }} values of a statement's `Resource`
 * @throws {Error} where the model behind a profile can't be known.
 * @see https://docs.aws.amazon.com/bedrock/latest/userguide/inference-profiles-prereq.html
 */
function bedrockResources({ modelId, region, foundationModelId }) {
  const ownRegion = region === "" ? "${AWS::Region}" : region;
  const [, kind = "", idOfArn = ""] = /^arn:[^:]*:bedrock:[^:]*:[^:]*:([^/]+)\/(.+)$/.exec(modelId) ?? [];
  if (kind === "foundation-model" || kind === "provisioned-model") return { called: sub(modelId), behind: [] };

  const { geography, id } = splitProfileId(kind === "" ? modelId : idOfArn);
  const isProfile = kind !== "" || geography !== "" || foundationModelId !== "";
  if (!isProfile) return { called: foundationModel(ownRegion, modelId), behind: [] };
  if (geography === "" && foundationModelId === "") {
    const quoted = JSON.stringify(modelId);
    throw new Error(
      `${settings.foundationModelId.name} is not set, but ${settings.bedrockModelId.name} ${quoted} does not tell which model is behind it`,
    );
  }
  const profile = `arn:\${AWS::Partition}:bedrock:${ownRegion}:\${AWS::AccountId}:inference-profile/${modelId}`;
  const model = foundationModelId === "" ? id : foundationModelId;
  return {
    called: sub(kind === "" ? profile : modelId),
    behind: [foundationModel("*", model), ...(geography === "global" ? [foundationModel("", model)] : [])],
  };
}

/**
 * @param {string} region
 * @param {string} id
 */
function foundationModel(region, id) {
  return sub(`arn:\${AWS::Partition}:bedrock:${region}::foundation-model/${id}`);
}

/** @param {string} profileId */
function splitProfileId(profileId) {
  const [first = "", ...rest] = profileId.split(".");
  return geographies.test(first) && rest.length > 1
    ? { geography: first, id: rest.join(".") }
    : { geography: "", id: profileId };
}

/** @param {string} text */
function sub(text) {
  return { "Fn::Sub": text };
}

module.exports = { bedrockResources };
