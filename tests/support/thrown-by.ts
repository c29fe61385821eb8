import { ServiceError } from "../../src/platform/errors.ts";

/** The ServiceError that `work` fails with; fails itself where `work` does not, or throws another kind. */
export async function thrownBy(work: Promise<unknown>): Promise<ServiceError> {
  try {
    await work;
  } catch (error) {
    if (error instanceof ServiceError) return error;
    throw new Error("It throws something else than a ServiceError", { cause: error });
  }
  throw new Error("It throws nothing");
}
