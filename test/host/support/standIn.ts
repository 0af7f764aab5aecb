import { type SatelliteOptions, type StandIn, startSatellite } from "../../support/satellite";
import { leaks } from "./extension";

/** A satellite with its console and its auth service, of which no credential may be seen. */
export async function startStandIn(options: SatelliteOptions = {}): Promise<StandIn> {
  const standIn = await startSatellite(options);
  const { apiKeys, nullCipherGrant, restApiKey, rootGrant } = standIn.ready;
  leaks.guard(...apiKeys, rootGrant, nullCipherGrant, restApiKey);
  return standIn;
}

/** The public ID of a project of a stand-in's. */
export function projectId({ ready }: StandIn, name: string): string {
  const project = ready.projects.find((one) => one.name === name);
  if (!project) throw new Error(`There is no project ${name}`);
  return project.publicId;
}
