import type { Clock, Fetch, Random } from "../../platform/clock.ts";
import type { Environment } from "../../platform/config/settings.ts";
import type { OperatorTarget } from "../kit/operator-target.ts";

/** What every check knows. */
export interface DoctorSetup extends OperatorTarget {
  /** The stack of `npm start -- --serve`: it is on this machine, and its secrets are made up at its start. */
  readonly isEmbedded: boolean;
  /** The AWS profile that the user chose. Default: none that is known. */
  readonly profile?: string | undefined;
  readonly fetch?: Fetch | undefined;
  /** Default `Date.now`. */
  readonly clock?: Clock | undefined;
  readonly random?: Random | undefined;
}

/** A function as it is deployed. */
export interface FoundFunction {
  readonly name: string;
  /** As its configuration has it, with the variable that Lambda itself adds. */
  readonly environment: Environment;
  readonly timeoutSeconds: number;
  readonly hasVpc: boolean;
  /** Where it is, of which ARNs are made. */
  readonly place: { readonly partition: string; readonly region: string; readonly accountId: string };
  /** Of the role that it runs with; null where that is not told. */
  readonly roleName: string | null;
  /** Whether the template says that the stage has the function behind the HTTP API. */
  readonly hasApi: boolean;
}

const loopbackHosts = new Set(["127.0.0.1", "localhost", "[::1]"]);

/** What the checks know at first. */
export function createSetup(target: OperatorTarget, environment: Environment = {}): DoctorSetup {
  const { endpoint } = target;
  const profile = environment["AWS_PROFILE"];
  return {
    ...target,
    profile: profile === "" ? undefined : profile,
    isEmbedded: endpoint !== null && loopbackHosts.has(endpoint.hostname),
  };
}
