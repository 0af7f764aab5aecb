import assert from "node:assert/strict";
import { consoleConfig } from "../../../../src/satellite/console";
import { config, configRoute, json, Scene } from "./scene";

describe("what a console tells anybody", () => {
  const scene = new Scene();
  afterEach(() => scene.stop());

  const told = async (answer: unknown) => consoleConfig(await scene.serve({ [configRoute]: json(answer) }));
  const codeOf = async (answer: unknown) => scene.codeOf(consoleConfig(await scene.serve({ [configRoute]: json(answer) })));

  it("is its satellite, and which ways of signing in it has", async () => {
    const plain = { nodeUrl: "1xTw@satellite.test:7777", hasCaptcha: false, hasSso: false, hasRestKeys: true };
    assert.deepEqual(await told(config()), plain);
    assert.deepEqual(await told(config({ ssoEnabled: true, restAPIKeysUIEnabled: false })), { ...plain, hasSso: true, hasRestKeys: false });
    for (const kind of ["recaptcha", "hcaptcha", "turnstile", "another"]) {
      const captcha = { login: { recaptcha: { enabled: false }, [kind]: { enabled: true } }, registration: null };
      assert.deepEqual(await told(config({ captcha })), { ...plain, hasCaptcha: true }, kind);
    }
    assert.deepEqual(scene.routes, [configRoute]);
  });

  it("may lack what an older console does not have", async () => {
    const oldest = { satelliteName: "Storj", satelliteNodeURL: "" };
    assert.deepEqual(await told(oldest), { nodeUrl: "", hasCaptcha: false, hasSso: false, hasRestKeys: false });
    assert.equal((await told(config({ captcha: null, csrfToken: null }))).hasCaptcha, false);
    const onRegistration = { registration: { recaptcha: { enabled: true } } };
    assert.equal((await told(config({ captcha: onRegistration }))).hasCaptcha, false);
  });

  it("is no console's where a field is another thing", async () => {
    const odd: object[] = [
      { satelliteName: undefined },
      { satelliteName: 7 },
      { satelliteName: "x".repeat(1025) },
      { satelliteNodeURL: null },
      { ssoEnabled: "yes" },
      { captcha: { login: { recaptcha: true } } },
      // What goes into a header must not end it.
      { csrfToken: "a\r\nX-Evil: 1" },
      { csrfToken: "a; b=c" },
      { csrfToken: "é" },
      { csrfToken: "x".repeat(5000) },
    ];
    for (const more of odd) assert.equal(await codeOf(config(more)), "not-console", JSON.stringify(more).slice(0, 60));
  });
});
