import type { Services } from "./services";

export async function createGrant(services: Services, args: readonly unknown[]): Promise<void> {
  await services.vault.load();
  void args;
}
