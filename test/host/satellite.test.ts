import { readFileSync } from "node:fs";
import { type SmokeSubject, smoke } from "../satellite/smoke";
import { type StandIn, startSatellite } from "../support/satellite";

// VS Code replaces `net`, `tls` and `fetch` in its extension host. `npm run test:satellite` names a file with another satellite's ready line.
describe("a satellite, from within the extension host", () => {
  const file = process.env["SATELLITE_READY"];
  let standIn: StandIn | undefined;
  let subject: SmokeSubject;

  before(async () => {
    if (file === undefined) standIn = await startSatellite();
    subject = standIn ? standIn.ready : (JSON.parse(readFileSync(file!, "utf8")) as SmokeSubject);
  });

  after(() => standIn?.stop());

  for (const [title, step] of Object.entries(smoke)) it(title, () => step(subject));
});
