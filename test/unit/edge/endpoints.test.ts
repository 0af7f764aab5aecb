import assert from "node:assert/strict";
import { baseOf, chooseEndpoint, defaultEndpoints, edgeOrigin } from "../../../src/edge/endpoints";

describe("the address of an edge service", () => {
  it("is https, or http on this computer, perhaps with a port and a folder", () => {
    const accepted = {
      "https://auth.storjshare.io": "https://auth.storjshare.io",
      "https://auth.storjshare.io/": "https://auth.storjshare.io",
      "HTTPS://Auth.Storjshare.IO:443": "https://auth.storjshare.io",
      "https://edge.test:8443/a/b-c_d.e~f//": "https://edge.test:8443/a/b-c_d.e~f",
      "https://edge.test/a%20b": "https://edge.test/a%20b",
      "https://bücher.example": "https://xn--bcher-kva.example",
      "https://[2001:db8::1]:8443": "https://[2001:db8::1]:8443",
      "http://127.0.0.1:20000": "http://127.0.0.1:20000",
      "http://[::1]:20000/gateway": "http://[::1]:20000/gateway",
      "http://localhost:20000": "http://localhost:20000",
    };
    for (const [text, base] of Object.entries(accepted)) {
      const url = edgeOrigin(text);
      assert.ok(url, text);
      assert.equal(baseOf(url), base);
    }
  });

  it("is nothing else", () => {
    const refused = [
      ...["", " ", "auth.storjshare.io", "auth.storjshare.io:7777", "//auth.test", "https:auth.test", "https:/auth.test", "https://", "https:///x"],
      ...["http://auth.test", "http://127.0.0.2", "http://localhost.auth.test", "http://127.0.0.1.auth.test", "http://localhost@auth.test"],
      ...["ftp://auth.test", "file:///etc/passwd", "javascript:alert(1)", "command:workbench.action.quit"],
      ...["https://user@auth.test", "https://user:pass@auth.test", "https://@auth.test", "https://:@auth.test"],
      ...["https://auth.test?", "https://auth.test?x=1", "https://auth.test#", "https://auth.test/#x", "https://auth.test/a?b"],
      ...["https://auth.test\\@evil.test", "https:\\\\auth.test", " https://auth.test", "https://auth.test\n", "https://au\tth.test", "https://%61uth.test"],
      ...["https://auth.test/a b", "https://auth.test/a;b", "https://a..b:99999", `https://auth.test/${"a".repeat(1100)}`],
      ...["https://a$(id).test", "https://a;b.test", "https://a'b.test", 'https://a"b.test', "https://a`b`.test", "https://a{b}.test", "https://a&b.test"],
    ];
    for (const text of refused) assert.equal(edgeOrigin(text), undefined, text);
  });

  it("is accepted where it is the standard one", () => {
    for (const text of Object.values(defaultEndpoints)) assert.equal(edgeOrigin(text)?.origin, text);
  });
});

describe("which edge service is asked", () => {
  const choose = (set: string, proposed?: string): unknown[] => {
    const choice = chooseEndpoint(set, proposed, defaultEndpoints.authService);
    return choice.problem ? [choice.problem, choice.text] : [choice.chosenBy, choice.url.href];
  };

  it("is what is set, else what the satellite proposes, else the standard one", () => {
    assert.deepEqual(choose("https://set.test", "https://satellite.test"), ["setting", "https://set.test/"]);
    assert.deepEqual(choose("", "https://satellite.test/x"), ["satellite", "https://satellite.test/x"]);
    assert.deepEqual(choose("", ""), ["default", "https://auth.storjshare.io/"]);
    assert.deepEqual(choose(""), ["default", "https://auth.storjshare.io/"]);
  });

  it("is nobody where what counts can't be used", () => {
    assert.deepEqual(choose("http://set.test", "https://satellite.test"), ["setting", "http://set.test"]);
    assert.deepEqual(choose(" "), ["setting", " "]);
    assert.deepEqual(choose("", "auth.satellite.test:7777"), ["satellite", "auth.satellite.test:7777"]);
    // What is set is meant to be used: what the satellite says is not even looked at.
    assert.deepEqual(choose("https://set.test", "http://user@satellite.test"), ["setting", "https://set.test/"]);
  });
});
