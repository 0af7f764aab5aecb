import type { Services } from "./services";

export async function shareLink(services: Services, args: readonly unknown[]): Promise<void> {
  await services.vault.load();
  void args;
}
