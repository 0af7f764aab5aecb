// A link as it becomes while its parameters are ticked: what VS Code makes of check boxes that change one another.
import assert from "node:assert/strict";
import { demoAccessKeyId, demoSecretKey } from "../support/demoCredentials";
import { openSample, type Sample, start } from "./openSample";

describe("Share Link…", function () {
  this.timeout(120_000);
  const accessKeyId = demoAccessKeyId();
  const ends = `${accessKeyId.slice(0, 4)}…${accessKeyId.slice(-4)}`;
  let sample: Sample;

  before(async () => {
    const lines = `AWS_ACCESS_KEY_ID=${accessKeyId}\nAWS_SECRET_ACCESS_KEY=${demoSecretKey()}\nAWS_ENDPOINT_URL=https://gateway.storjshare.io\n`;
    sample = await openSample({}, () => ({ "public.env": lines }));
  });
  after(() => sample.close());

  it("shows the link live, ticks what a parameter needs, and unticks its opposite", async () => {
    const { workbench } = sample;
    await workbench.openFile(sample.file("public.env"));
    await workbench.lens(/^S3/).waitFor();
    await workbench.putCursor(start(accessKeyId));
    await workbench.runCommand("Storj: Share Link…");
    await workbench.dialog("It is not known whether these S3 credentials are public.", "It Is Public");
    await workbench.type("sj://bucket/key", "sj://photos/cat.jpg");
    await workbench.pick("What does the link show?", "Page");
    const here = `link.storjshare.io/s/${ends}/photos/cat.jpg`;
    const ticking = workbench.question(here);
    await ticking.waitFor();
    const row = (name: string) => ticking.locator(".monaco-list-row").filter({ has: workbench.page.locator(".label-name").getByText(name, { exact: true }) });
    const tick = async (name: string, query: string): Promise<void> => {
      await row(name).click();
      await workbench.question(`${here}${query}`).waitFor();
    };
    await tick("view", "?wrap=0");
    await tick("width", "?wrap=0&map=1&width=…");
    await tick("wrap", "?wrap=1&map=1&width=…");
    await workbench.screenshot("share-link");
    await tick("map", "?wrap=1");
    await tick("download", "?download=1&wrap=1");
    await workbench.page.keyboard.press("Enter");
    await workbench.pick(`${here}?download=1&wrap=1`, "Copy Link");
    await workbench.page.getByText("The clipboard forgets it in 60 seconds").waitFor();
    assert.ok((await workbench.clipboard()) === `https://link.storjshare.io/s/${accessKeyId}/photos/cat.jpg?download=1&wrap=1`);
  });
});
