import type { FetchParameters } from "../../platform/config/secret-references.ts";

/** Makes the {@link FetchParameters} of a deployment. Only one with references pays for loading the client of SSM. */
export function createFetchFromSsm(): FetchParameters {
  let loading: Promise<FetchParameters> | null = null;
  return async (names, signal) => {
    loading ??= import("../../platform/config/ssm-parameters.ts").then(({ createSsmParameters }) =>
      createSsmParameters(),
    );
    const fetchParameters = await loading;
    return await fetchParameters(names, signal);
  };
}
