// What every end-to-end test gets without asking: a picture of what was on the screen when it failed, and no workbench left behind.
import { openWorkbenches } from "./workbench";

export const mochaHooks: Mocha.RootHookObject = {
  async afterEach(this: Mocha.Context) {
    const test = this.currentTest;
    if (test?.state !== "failed") return;
    const name = test.fullTitle().replaceAll(/[^\w]+/g, "-");
    for (const workbench of openWorkbenches) {
      await workbench.screenshot(`failed-${name}`).catch((error: unknown) => console.error("No picture of the failure:", error));
    }
  },
  async afterAll() {
    for (const workbench of openWorkbenches) await workbench.dispose();
  },
};
