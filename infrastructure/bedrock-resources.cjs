"use strict";

/** Where a cross-region inference profile may be: the first part of its id. What is none of these is the model's maker. */
const geographies = new Set(["us", "eu", "apac", "au", "ca", "jp", "us-gov", "global"]);

/**
 * The resources that a call of the model touches, each as narrow as AWS lets it be: the model itself, or an inference
 * profile with the model behind it in every region that the profile may answer from (for `global.` also without a region).
 *
 * @param {{ modelId: string, region: string, foundationModelId: string }} model the id or ARN that is called; the region
 *   of Bedrock, "" being the function's own; the model behind a profile whose id does not tell, else ""
 * @returns {object[]} values of a statement's `Resource`
 * @throws {Error} where the model behind a profile can't be known.
 * @see https://docs.aws.amazon.com/bedrock/latest/userguide/inference-profiles-prereq.html
 */
function bedrockResources({ modelId, region, foundationModelId }) {
  const ownRegion = region === "" ? "${AWS::Region}" : region;
  const foundationModel = (/** @type {string} */ where, /** @type {string} */ id) =>
    sub(`arn:\${AWS::Partition}:bedrock:${where}::foundation-model/${id}`);
  const behindProfile = (/** @type {string} */ profileId) => {
    const { geography, id } = splitProfileId(profileId);
    const model = foundationModelId === "" ? id : foundationModelId;
    return [foundationModel("*", model), ...(geography === "global" ? [foundationModel("", model)] : [])];
  };

  if (modelId.startsWith("arn:")) {
    const [, kind = "", id = ""] = /^arn:[^:]*:bedrock:[^:]*:[^:]*:([^/]+)\/(.+)$/.exec(modelId) ?? [];
    if (kind === "foundation-model") return [modelId].map(sub);
    if (kind === "inference-profile" && splitProfileId(id).geography !== "")
      return [sub(modelId), ...behindProfile(id)];
    if (kind === "provisioned-model") return [sub(modelId)];
    if (foundationModelId === "") {
      throw new Error(
        `BEDROCK_FOUNDATION_MODEL_ID is not set, but BEDROCK_MODEL_ID ${JSON.stringify(modelId)} does not tell which model is behind it`,
      );
    }
    return [sub(modelId), foundationModel("*", foundationModelId)];
  }
  const isProfile = splitProfileId(modelId).geography !== "" || foundationModelId !== "";
  if (!isProfile) return [foundationModel(ownRegion, modelId)];
  const profile = sub(`arn:\${AWS::Partition}:bedrock:${ownRegion}:\${AWS::AccountId}:inference-profile/${modelId}`);
  return [profile, ...behindProfile(modelId)];
}

/** @param {string} profileId */
function splitProfileId(profileId) {
  const [first = "", ...rest] = profileId.split(".");
  return geographies.has(first) && rest.length > 1
    ? { geography: first, id: rest.join(".") }
    : { geography: "", id: profileId };
}

/** @param {string} text */
function sub(text) {
  return { "Fn::Sub": text };
}

module.exports = { bedrockResources };
