import type { Services } from "./services";

export async function registerForS3(services: Services, args: readonly unknown[]): Promise<void> {
  await services.vault.load();
  void args;
}

export async function registerAsPublic(services: Services, args: readonly unknown[]): Promise<void> {
  await services.vault.load();
  void args;
}
