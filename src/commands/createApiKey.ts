import type { Services } from "./services";

/** Not built yet. */
export async function createApiKey({ ask }: Services, args: readonly unknown[]): Promise<void> {
  await ask.showWarning(`Not built yet. ${args.length}`);
}
